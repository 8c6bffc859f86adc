/*
 * Python objects in the binary form. No recursion: a value nests as deeply as memory allows.
 */
#include "binary.h"
#include "values.h"

#include <datetime.h>
#include <string.h>

/* How many items may pass between two looks at whether the call is to end. */
#define LOOK 1024

/* Shorter lists are not looked through for being numbers alone. */
#define LEAST_NUMBERS 4

/* Containers around a value are compared one by one up to here, and found in a table below. */
#define FEW 16

/* Parts of a path that an error shows, the innermost. */
#define MOST_PARTS 40

typedef struct {
    PyObject *value; /* the container; for those of a class with its own iteration a list of what that gave */
    PyObject *identity; /* the container, borrowed */
    PyObject *key;  /* of a dict, while its value is written */
    PyObject *item; /* of a dict: the value that follows */
    Py_ssize_t position;
    Py_ssize_t done; /* items, or keys, that were begun */
    Py_ssize_t count;
    int tag;
} open_container;

typedef struct {
    pw_buffer *out;
    open_container *open;
    uint32_t depth;
    uint32_t room;
    PyObject **table; /* containers around the value, by address; a power of two in size */
    uint32_t table_size;
} encoder;

/* The class of values that are in the binary form already. */
static PyObject *encoded_type;

/* The class of Java objects, and its attribute. */
static PyObject *java_type;
static PyObject *java_number;

int
pw_buffer_reserve(pw_buffer *buffer, size_t size)
{
    if (size <= buffer->capacity - buffer->length) {
        return 0;
    }
    uint64_t capacity = (uint64_t)buffer->length + size;
    capacity += capacity / 2 + 64;
    uint8_t *grown = capacity > INT32_MAX ? NULL : PyMem_RawRealloc(buffer->data, (size_t)capacity);
    if (grown == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    buffer->data = grown;
    buffer->capacity = (uint32_t)capacity;
    return 0;
}

static int
append(pw_buffer *out, int tag, const void *bytes, size_t size)
{
    if (pw_buffer_reserve(out, size + 1) < 0) {
        return -1;
    }
    out->data[out->length] = (uint8_t)tag;
    memcpy(out->data + out->length + 1, bytes, size);
    out->length += (uint32_t)size + 1;
    return 0;
}

/* A value of a size that is written before it. */
static int
write_sized(pw_buffer *out, int tag, const void *bytes, size_t size)
{
    if (pw_buffer_reserve(out, size + 5) < 0) {
        return -1;
    }
    uint32_t length = (uint32_t)size;
    out->data[out->length] = (uint8_t)tag;
    memcpy(out->data + out->length + 1, &length, 4);
    memcpy(out->data + out->length + 5, bytes, size);
    out->length += length + 5;
    return 0;
}

/* The value has no form: ValueError, to which the path is added later. */
static int
no_value(const char *reason)
{
    PyErr_SetString(PyExc_ValueError, reason);
    return -1;
}

static int
write_text(pw_buffer *out, PyObject *text)
{
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) {
        return write_sized(out, TAG_LATIN_1, PyUnicode_1BYTE_DATA(text), (size_t)PyUnicode_GET_LENGTH(text));
    }
    PyObject *bytes = PyUnicode_AsUTF8String(text);
    if (bytes != NULL) {
        int status = write_sized(out, TAG_UTF_8, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
        Py_DECREF(bytes);
        return status;
    }
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
        return -1;
    }
    PyObject *error = PyErr_GetRaisedException();
    Py_ssize_t start = 0;
    PyUnicodeEncodeError_GetStart(error, &start);
    Py_DECREF(error);
    PyErr_Format(PyExc_ValueError, "the text has a lone surrogate at index %zd, which is no character", start);
    return -1;
}

static int
write_int(pw_buffer *out, PyObject *value)
{
    int overflow;
    int64_t number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow) {
        Py_ssize_t size = PyLong_AsNativeBytes(value, NULL, 0, Py_ASNATIVEBYTES_BIG_ENDIAN);
        uint32_t length = (uint32_t)size;
        if (size < 0 || append(out, TAG_BIG_INT, &length, 4) < 0 || pw_buffer_reserve(out, length) < 0) {
            return -1;
        }
        PyLong_AsNativeBytes(value, out->data + out->length, size, Py_ASNATIVEBYTES_BIG_ENDIAN);
        out->length += length;
        return 0;
    }
    if (number == (int32_t)number) {
        int32_t small = (int32_t)number;
        return append(out, TAG_INT32, &small, 4);
    }
    return append(out, TAG_INT64, &number, 8);
}

static int
write_decimal(pw_buffer *out, PyObject *value)
{
    /* Not that of a subclass, which may say anything. */
    PyObject *text = ((PyTypeObject *)pw_decimal_type)->tp_str(value);
    if (text == NULL) {
        return -1;
    }
    int status = write_sized(out, TAG_DECIMAL, PyUnicode_1BYTE_DATA(text), (size_t)PyUnicode_GET_LENGTH(text));
    Py_DECREF(text);
    return status;
}

/* Seconds from UTC; returns 0 if there are none, and -1 with an error. */
static int
offset_of(PyObject *value, int32_t *seconds)
{
    PyObject *zone = PyTime_Check(value) ? PyDateTime_TIME_GET_TZINFO(value) : PyDateTime_DATE_GET_TZINFO(value);
    if (zone == Py_None) {
        return 0;
    }
    PyObject *offset = pw_utc_offset(value, seconds);
    if (offset == NULL || offset == Py_None) {
        Py_XDECREF(offset);
        return offset == NULL ? -1 : 0;
    }
    if (*seconds == PW_NO_OFFSET) {
        PyErr_Format(PyExc_ValueError,
                     "the offset %S from UTC has no value in Java: whole seconds up to 18 hours do", offset);
        Py_DECREF(offset);
        return -1;
    }
    Py_DECREF(offset);
    return 1;
}

static int
write_moment(pw_buffer *out, PyObject *value)
{
    struct __attribute__((packed)) {
        int64_t micros;
        int32_t offset;
    } moment;
    int32_t offset = 0;
    int is_time = PyTime_Check(value);
    int is_zoned = offset_of(value, &offset);
    if (is_zoned < 0) {
        return -1;
    }
    moment.micros = is_time ? pw_micros_of_time(value) : pw_micros_of_datetime(value);
    moment.offset = offset;
    int tag = is_time ? (is_zoned ? TAG_ZONED_TIME : TAG_TIME) : is_zoned ? TAG_ZONED_DATETIME : TAG_DATETIME;
    return append(out, tag, &moment, is_zoned ? 12 : 8);
}

static int
write_date(pw_buffer *out, PyObject *value)
{
    int32_t days = (int32_t)pw_days_of_date(value);
    return append(out, TAG_DATE, &days, 4);
}

static int
write_timedelta(pw_buffer *out, PyObject *value)
{
    int32_t parts[3] = {PyDateTime_DELTA_GET_DAYS(value), PyDateTime_DELTA_GET_SECONDS(value),
                        PyDateTime_DELTA_GET_MICROSECONDS(value)};
    return append(out, TAG_TIMEDELTA, parts, sizeof parts);
}

/* A list of numbers without a tag each. Returns 0 with nothing written if it holds something else. */
static int
write_numbers(pw_buffer *out, PyObject *list)
{
    Py_ssize_t count = PyList_GET_SIZE(list);
    PyTypeObject *type = Py_TYPE(PyList_GET_ITEM(list, 0));
    if (type != &PyLong_Type && type != &PyFloat_Type) {
        return 0;
    }
    int64_t least = 0;
    int64_t most = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        if (Py_TYPE(item) != type) {
            return 0;
        }
        if (type == &PyLong_Type) {
            int overflow;
            int64_t number = PyLong_AsLongLongAndOverflow(item, &overflow);
            if (overflow) {
                return 0;
            }
            least = number < least ? number : least;
            most = number > most ? number : most;
        }
    }
    int tag = type == &PyFloat_Type ? TAG_FLOATS : least < INT32_MIN || most > INT32_MAX ? TAG_INT64S : TAG_INT32S;
    size_t size = (size_t)count * (tag == TAG_INT32S ? 4 : 8);
    uint32_t length = (uint32_t)count;
    if (append(out, tag, &length, 4) < 0 || pw_buffer_reserve(out, size) < 0) {
        return -1;
    }
    uint8_t *target = out->data + out->length;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = PyList_GET_ITEM(list, i);
        if (tag == TAG_FLOATS) {
            double number = PyFloat_AS_DOUBLE(item);
            memcpy(target + i * 8, &number, 8);
        }
        else if (tag == TAG_INT64S) {
            int64_t number = PyLong_AsLongLong(item);
            memcpy(target + i * 8, &number, 8);
        }
        else {
            int32_t number = (int32_t)PyLong_AsLong(item);
            memcpy(target + i * 4, &number, 4);
        }
    }
    out->length += (uint32_t)size;
    return 1;
}

static int
write_encoded(pw_buffer *out, PyObject *value)
{
    size_t size = (size_t)PyBytes_GET_SIZE(value);
    if (pw_buffer_reserve(out, size) < 0) {
        return -1;
    }
    memcpy(out->data + out->length, PyBytes_AS_STRING(value), size);
    out->length += (uint32_t)size;
    return 0;
}

static int
write_handle(pw_buffer *out, PyObject *value)
{
    PyObject *handle = PyObject_CallMethod(pw_prelude, "new_handle", "(O)", value);
    int number;
    int callable;
    PyObject *type;
    PyObject *text;
    if (handle == NULL || !PyArg_ParseTuple(handle, "iUUp", &number, &type, &text, &callable)) {
        Py_XDECREF(handle);
        return -1;
    }
    int32_t word = number;
    int status = append(out, TAG_HANDLE, &word, 4) < 0 || write_text(out, type) < 0 || write_text(out, text) < 0
                         || append(out, callable ? TAG_TRUE : TAG_FALSE, "", 0) < 0
                     ? -1 : 0;
    Py_DECREF(handle);
    return status;
}

int
pw_java_number(PyObject *value)
{
    if (!PyObject_TypeCheck(value, (PyTypeObject *)java_type)) {
        PyErr_Format(PyExc_TypeError, "expected a Java object, got %.100s", Py_TYPE(value)->tp_name);
        return -1;
    }
    PyObject *number = PyObject_GetAttr(value, java_number);
    long word = number == NULL ? -1 : PyLong_AsLong(number);
    Py_XDECREF(number);
    if (word < 0 && !PyErr_Occurred()) {
        PyErr_SetString(PyExc_SystemError, "a Java object has no number");
    }
    return (int)word;
}

static int
write_java(pw_buffer *out, PyObject *value)
{
    int32_t number = pw_java_number(value);
    return number < 0 ? -1 : append(out, TAG_JAVA, &number, 4);
}

/* What is no value of a built-in class and no container. */
static int
write_other(pw_buffer *out, PyObject *value)
{
    if (PyObject_TypeCheck(value, (PyTypeObject *)java_type)) {
        return write_java(out, value);
    }
    PyObject *bytes = PyObject_CallMethod(pw_prelude, "uuid_bytes", "(O)", value);
    if (bytes == NULL) {
        return -1;
    }
    int status = bytes != Py_None ? append(out, TAG_UUID, PyBytes_AS_STRING(bytes), 16) : write_handle(out, value);
    Py_DECREF(bytes);
    return status;
}

/* The slot of a container in the table: its own, or the free one that it would take. */
static PyObject **
slot_of(const encoder *self, PyObject *container)
{
    uint32_t slot = (uint32_t)((uintptr_t)container >> 3) * 2654435769u;
    for (;; slot++) {
        PyObject **place = &self->table[slot & (self->table_size - 1)];
        if (*place == NULL || *place == container) {
            return place;
        }
    }
}

static int
is_open(const encoder *self, PyObject *container)
{
    if (self->table != NULL) {
        return *slot_of(self, container) != NULL;
    }
    for (uint32_t i = 0; i < self->depth; i++) {
        if (self->open[i].identity == container) {
            return 1;
        }
    }
    return 0;
}

/* Room for another container; the table is kept at most half full. */
static int
make_room(encoder *self)
{
    if (self->depth < self->room) {
        return 0;
    }
    uint32_t room = self->room == 0 ? FEW : self->room * 2;
    open_container *grown = PyMem_RawRealloc(self->open, (size_t)room * sizeof *grown);
    if (grown == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->open = grown;
    self->room = room;
    if (self->depth == 0) {
        return 0;
    }
    PyMem_RawFree(self->table);
    self->table = PyMem_RawCalloc((size_t)room * 2, sizeof *self->table);
    if (self->table == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->table_size = room * 2;
    /* From the outermost, so that the innermost is always the last that took a slot: it can leave it free again. */
    for (uint32_t i = 0; i < self->depth; i++) {
        *slot_of(self, self->open[i].identity) = self->open[i].identity;
    }
    return 0;
}

/* Begins a container; takes over `value`. */
static int
open_one(encoder *self, int tag, PyObject *value, PyObject *identity, Py_ssize_t count)
{
    uint32_t length = (uint32_t)count;
    if (value == NULL) {
        return -1;
    }
    if (make_room(self) < 0 || append(self->out, tag, &length, 4) < 0) {
        Py_DECREF(value);
        return -1;
    }
    if (self->table != NULL) {
        *slot_of(self, identity) = identity;
    }
    self->open[self->depth++] = (open_container){value, identity, NULL, NULL, 0, 0, count, tag};
    return 0;
}

static void
close_one(encoder *self)
{
    open_container *top = &self->open[--self->depth];
    if (self->table != NULL) {
        *slot_of(self, top->identity) = NULL;
    }
    Py_XDECREF(top->key);
    Py_XDECREF(top->item);
    Py_DECREF(top->value);
}

/* Those of a class that may have its own iteration are asked for what they hold. */
static int
open_list_of(encoder *self, int tag, PyObject *container, PyObject *items)
{
    return open_one(self, tag, items, container, items == NULL ? 0 : PyList_GET_SIZE(items));
}

static int
open_container_of(encoder *self, PyObject *value, int tag)
{
    if (is_open(self, value)) {
        return no_value("contains itself, which has no value outside Python");
    }
    if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) {
        return open_one(self, tag, Py_NewRef(value), value, Py_SIZE(value));
    }
    if (PyDict_CheckExact(value)) {
        return open_one(self, tag, Py_NewRef(value), value, PyDict_GET_SIZE(value));
    }
    return open_list_of(self, tag, value, tag == TAG_DICT ? PyMapping_Items(value) : PySequence_List(value));
}

static int
container_tag(PyObject *value)
{
    return PyList_Check(value)        ? TAG_LIST
           : PyDict_Check(value)      ? TAG_DICT
           : PyTuple_Check(value)     ? TAG_TUPLE
           : PyFrozenSet_Check(value) ? TAG_FROZENSET
           : PyAnySet_Check(value)    ? TAG_SET
                                      : 0;
}

/* Writes a value, or begins it where it is a container. */
static int
write_value(encoder *self, PyObject *value)
{
    pw_buffer *out = self->out;
    if (value == Py_None) {
        return append(out, TAG_NONE, "", 0);
    }
    if (PyBool_Check(value)) {
        return append(out, value == Py_True ? TAG_TRUE : TAG_FALSE, "", 0);
    }
    if (PyUnicode_Check(value)) {
        return write_text(out, value);
    }
    if (PyLong_Check(value)) {
        return write_int(out, value);
    }
    if (PyFloat_Check(value)) {
        double number = PyFloat_AS_DOUBLE(value);
        return append(out, TAG_FLOAT, &number, 8);
    }
    int tag = container_tag(value);
    if (tag != 0) {
        if (PyList_CheckExact(value) && PyList_GET_SIZE(value) >= LEAST_NUMBERS) {
            int written = write_numbers(out, value);
            if (written != 0) {
                return written < 0 ? -1 : 0;
            }
        }
        return open_container_of(self, value, tag);
    }
    if ((PyObject *)Py_TYPE(value) == encoded_type) {
        return write_encoded(out, value);
    }
    if (PyBytes_Check(value)) {
        return write_sized(out, TAG_BYTES, PyBytes_AS_STRING(value), (size_t)PyBytes_GET_SIZE(value));
    }
    if (PyByteArray_Check(value)) {
        return write_sized(out, TAG_BYTES, PyByteArray_AS_STRING(value), (size_t)PyByteArray_GET_SIZE(value));
    }
    if (PyDateTime_Check(value) || PyTime_Check(value)) {
        return write_moment(out, value);
    }
    if (PyDate_Check(value)) {
        return write_date(out, value);
    }
    if (PyDelta_Check(value)) {
        return write_timedelta(out, value);
    }
    if (PyObject_TypeCheck(value, (PyTypeObject *)pw_decimal_type)) {
        return write_decimal(out, value);
    }
    return write_other(out, value);
}

static int
changed(void)
{
    PyErr_SetString(PyExc_RuntimeError, "a container changed while it was handed to Java");
    return -1;
}

/* The next key and value of a dict, or of the pairs that a class of its own gave; both new references. */
static int
next_pair(open_container *top)
{
    PyObject *key;
    PyObject *item;
    if (PyDict_Check(top->value)) {
        if (!PyDict_Next(top->value, &top->position, &key, &item)) {
            return changed();
        }
    }
    else {
        PyObject *pair = top->done < PyList_GET_SIZE(top->value) ? PyList_GET_ITEM(top->value, top->done) : NULL;
        if (pair == NULL || !PyTuple_Check(pair) || PyTuple_GET_SIZE(pair) != 2) {
            return changed();
        }
        key = PyTuple_GET_ITEM(pair, 0);
        item = PyTuple_GET_ITEM(pair, 1);
    }
    top->key = Py_NewRef(key);
    top->item = Py_NewRef(item);
    top->done++;
    return 0;
}

/* No NaN would find another. */
static int
require_key(PyObject *key)
{
    if (!PyFloat_Check(key) && !PyObject_TypeCheck(key, (PyTypeObject *)pw_decimal_type)) {
        return 0;
    }
    PyObject *differs = PyObject_RichCompare(key, key, Py_NE);
    int is_nan = differs == NULL ? -1 : PyObject_IsTrue(differs);
    Py_XDECREF(differs);
    return is_nan > 0 ? no_value("NaN is a key, which no other NaN would find") : is_nan;
}

/* The next value to write, borrowed from the container or its entry; NULL without an error at its end. */
static PyObject *
next(open_container *top, int *status)
{
    *status = 0;
    if (top->tag == TAG_DICT) {
        if (top->item != NULL) {
            /* Its key is written: the value is kept in its place, for the path of an error that is within it. */
            PyObject *item = top->item;
            top->item = NULL;
            return item;
        }
        Py_CLEAR(top->key);
        if (top->done == top->count) {
            return NULL;
        }
        if (next_pair(top) < 0 || require_key(top->key) < 0) {
            Py_CLEAR(top->key);
            *status = -1;
            return NULL;
        }
        return Py_NewRef(top->key);
    }
    if (top->done == top->count) {
        return NULL;
    }
    PyObject *item = NULL;
    if (PyTuple_Check(top->value)) {
        item = PyTuple_GET_ITEM(top->value, top->done);
    }
    else if (top->done < PyList_GET_SIZE(top->value)) {
        item = PyList_GET_ITEM(top->value, top->done);
    }
    else {
        *status = changed();
        return NULL;
    }
    top->done++;
    return Py_NewRef(item);
}

static int
run(encoder *self, PyObject *value)
{
    int status = write_value(self, value);
    for (uint32_t items = 1; status == 0 && self->depth > 0; items++) {
        PyObject *item = next(&self->open[self->depth - 1], &status);
        if (status == 0 && item == NULL) {
            close_one(self);
        }
        else if (status == 0) {
            status = items % LOOK == 0 && PyErr_CheckSignals() < 0 ? -1 : write_value(self, item);
            Py_DECREF(item);
        }
    }
    return status;
}

/* What an error says of one container on the way: an index, a key, or that the key itself is at fault. */
static PyObject *
path_part(const open_container *open)
{
    if (open->tag != TAG_DICT) {
        return PyUnicode_FromFormat("[%zd]", open->done - 1);
    }
    if (open->key == NULL) {
        return PyUnicode_FromString(""); /* the key itself was refused */
    }
    return PyObject_CallMethod(pw_prelude, "key_path", "Oi", open->key, open->item != NULL);
}

/* Puts the way to the value before the reason of a ValueError of ours. */
static void
add_path(const encoder *self, const char *name)
{
    PyObject *error = PyErr_GetRaisedException();
    PyObject *path = PyUnicode_FromString(name);
    uint32_t first = self->depth > MOST_PARTS ? self->depth - MOST_PARTS : 0;
    if (path != NULL && first > 0) {
        PyUnicode_AppendAndDel(&path, PyUnicode_FromString("…"));
    }
    for (uint32_t i = first; path != NULL && i < self->depth; i++) {
        PyUnicode_AppendAndDel(&path, path_part(&self->open[i]));
    }
    if (path == NULL) {
        PyErr_Clear();
        PyErr_SetRaisedException(error);
        return;
    }
    PyErr_Format(PyExc_ValueError, "%U: %S", path, error);
    Py_DECREF(path);
    Py_DECREF(error);
}

int
pw_encode_handle(pw_buffer *out, PyObject *value)
{
    return write_handle(out, value);
}

int
pw_encode_init(void)
{
    PyDateTime_IMPORT;
    encoded_type = PyObject_GetAttrString(pw_prelude, "Encoded");
    java_type = PyObject_GetAttrString(pw_prelude, "JavaObject");
    java_number = PyUnicode_InternFromString("_number");
    return PyDateTimeAPI == NULL || encoded_type == NULL || java_type == NULL || java_number == NULL ? -1 : 0;
}

int
pw_encode(pw_buffer *out, PyObject *value, const char *name)
{
    encoder self = {.out = out};
    int status = run(&self, value);
    if (status < 0 && PyErr_ExceptionMatches(PyExc_ValueError)) {
        add_path(&self, name);
    }
    while (self.depth > 0) {
        close_one(&self);
    }
    PyMem_RawFree(self.open);
    PyMem_RawFree(self.table);
    return status;
}
