/*
 * Values of the binary form as Python objects. No recursion: a value nests as deeply as memory allows.
 */
#include "binary.h"
#include "values.h"

#include <datetime.h>
#include <string.h>

/* Short texts that come again and again, such as keys and names: each is one object, whose hash is known. */
#define MEMO_SIZE 256
#define MEMO_LONGEST 32

/* How many items may pass between two looks at whether the call is to end. */
#define LOOK 1024

static PyObject *memo[MEMO_SIZE];

/* The class of a Java record, of which a dict is the base. */
static PyTypeObject *record_type;

typedef struct {
    PyObject *container;
    PyObject *key; /* of a dict: waits for its value */
    uint32_t done;
    uint32_t count; /* of a dict and a row: twice as many */
    int tag;
} open_container;

typedef struct {
    const uint8_t *at;
    const uint8_t *end;
    open_container *open;
    uint32_t depth;
    uint32_t room;
} decoder;

static void *
broken(void)
{
    PyErr_SetString(PyExc_SystemError, "the host sent a value that breaks the protocol");
    return NULL;
}

static int
has(const decoder *self, uint64_t bytes)
{
    return (uint64_t)(self->end - self->at) >= bytes;
}

#define TAKE(type, name) \
    static type \
    name(decoder *self) \
    { \
        type value; \
        memcpy(&value, self->at, sizeof value); \
        self->at += sizeof value; \
        return value; \
    }

TAKE(uint32_t, take_size)
TAKE(int32_t, take_int32)
TAKE(int64_t, take_int64)
TAKE(double, take_double)

/* A short ASCII text. */
static PyObject *
memoized(const uint8_t *bytes, uint32_t size)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (uint32_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * 16777619u;
    }
    PyObject **place = &memo[(hash ^ hash >> 16) % MEMO_SIZE];
    if (*place != NULL && PyUnicode_GET_LENGTH(*place) == (Py_ssize_t)size
        && memcmp(PyUnicode_1BYTE_DATA(*place), bytes, size) == 0) {
        return Py_NewRef(*place);
    }
    PyObject *text = PyUnicode_DecodeLatin1((const char *)bytes, size, NULL);
    if (text != NULL) {
        Py_XSETREF(*place, Py_NewRef(text));
    }
    return text;
}

static PyObject *
zoned(decoder *self, int tag)
{
    int64_t micros = take_int64(self);
    PyObject *zone = pw_zone_of(take_int32(self));
    if (zone == NULL) {
        return NULL;
    }
    PyObject *value = tag == TAG_ZONED_TIME ? pw_time_in_zone(micros, zone) : pw_datetime_in_zone(micros, zone);
    Py_DECREF(zone);
    return value;
}

static PyObject *
timedelta(decoder *self)
{
    int days = take_int32(self);
    int seconds = take_int32(self);
    return PyDelta_FromDSU(days, seconds, take_int32(self));
}

static PyObject *
decimal(const uint8_t *bytes, uint32_t size)
{
    PyObject *digits = PyUnicode_DecodeASCII((const char *)bytes, size, NULL);
    PyObject *value = digits == NULL ? NULL : PyObject_CallOneArg(pw_decimal_type, digits);
    Py_XDECREF(digits);
    return value;
}

/* What has a size before its bytes. */
static PyObject *
sized(decoder *self, int tag)
{
    if (!has(self, 4)) {
        return broken();
    }
    uint32_t size = take_size(self);
    if (!has(self, size)) {
        return broken();
    }
    const uint8_t *bytes = self->at;
    self->at += size;
    switch (tag) {
    case TAG_LATIN_1:
        return size <= MEMO_LONGEST ? memoized(bytes, size) : PyUnicode_DecodeLatin1((const char *)bytes, size, NULL);
    case TAG_UTF_8: return PyUnicode_DecodeUTF8((const char *)bytes, size, NULL);
    case TAG_BYTES: return PyBytes_FromStringAndSize((const char *)bytes, size);
    case TAG_BIG_INT: return _PyLong_FromByteArray(bytes, size, 0, 1);
    default: return decimal(bytes, size);
    }
}

/* A list of numbers without a tag each. */
static PyObject *
numbers(decoder *self, int tag)
{
    uint32_t count = has(self, 4) ? take_size(self) : UINT32_MAX;
    if (!has(self, (uint64_t)count * (tag == TAG_INT32S ? 4 : 8))) {
        return broken();
    }
    PyObject *list = PyList_New(count);
    for (uint32_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = tag == TAG_INT32S   ? PyLong_FromLong(take_int32(self))
                         : tag == TAG_INT64S ? PyLong_FromLongLong(take_int64(self))
                                            : PyFloat_FromDouble(take_double(self));
        if (item == NULL || (i % LOOK == LOOK - 1 && PyErr_CheckSignals() < 0)) {
            Py_XDECREF(item);
            Py_CLEAR(list);
        }
        else {
            PyList_SET_ITEM(list, i, item);
        }
    }
    return list;
}

static PyObject *
java_object(decoder *self)
{
    int number = take_int32(self);
    int type = take_int32(self);
    int kinds = take_int32(self);
    PyObject *name = has(self, 5) && *self->at++ == TAG_LATIN_1 ? sized(self, TAG_LATIN_1) : broken();
    return name == NULL ? NULL : PyObject_CallMethod(pw_prelude, "java_object", "iiiN", number, type, kinds, name);
}

static uint32_t
least_size(int tag)
{
    switch (tag) {
    case TAG_INT32:
    case TAG_DATE:
    case TAG_HANDLE: return 4;
    case TAG_INT64:
    case TAG_FLOAT:
    case TAG_TIME:
    case TAG_DATETIME: return 8;
    case TAG_ZONED_TIME:
    case TAG_ZONED_DATETIME:
    case TAG_TIMEDELTA:
    case TAG_JAVA: return 12;
    case TAG_UUID: return 16;
    default: return 0;
    }
}

static PyObject *
uuid(decoder *self)
{
    const char *bytes = (const char *)self->at;
    self->at += 16;
    return PyObject_CallMethod(pw_prelude, "uuid_of", "y#", bytes, (Py_ssize_t)16);
}

/* A value that holds no others. */
static PyObject *
scalar(decoder *self, int tag)
{
    if (!has(self, least_size(tag))) {
        return broken();
    }
    switch (tag) {
    case TAG_NONE: return Py_NewRef(Py_None);
    case TAG_FALSE: return Py_NewRef(Py_False);
    case TAG_TRUE: return Py_NewRef(Py_True);
    case TAG_INT32: return PyLong_FromLong(take_int32(self));
    case TAG_INT64: return PyLong_FromLongLong(take_int64(self));
    case TAG_FLOAT: return PyFloat_FromDouble(take_double(self));
    case TAG_BIG_INT:
    case TAG_LATIN_1:
    case TAG_UTF_8:
    case TAG_BYTES:
    case TAG_DECIMAL: return sized(self, tag);
    case TAG_DATE: return pw_date_from_days(take_int32(self));
    case TAG_TIME: return pw_time_in_zone(take_int64(self), Py_None);
    case TAG_DATETIME: return pw_datetime_in_zone(take_int64(self), Py_None);
    case TAG_ZONED_TIME:
    case TAG_ZONED_DATETIME: return zoned(self, tag);
    case TAG_TIMEDELTA: return timedelta(self);
    case TAG_UUID: return uuid(self);
    case TAG_INT32S:
    case TAG_INT64S:
    case TAG_FLOATS: return numbers(self, tag);
    case TAG_HANDLE: return PyObject_CallMethod(pw_prelude, "object_of", "i", take_int32(self));
    case TAG_JAVA: return java_object(self);
    default: return broken();
    }
}

static PyObject *
new_container(int tag, uint32_t count)
{
    switch (tag) {
    case TAG_TUPLE:
    case TAG_ROW: return PyTuple_New(count);
    case TAG_SET: return PySet_New(NULL);
    case TAG_FROZENSET: return PyFrozenSet_New(NULL);
    case TAG_DICT: return PyDict_New();
    case TAG_RECORD: return PyDict_Type.tp_new(record_type, NULL, NULL); /* no code that a script may have changed */
    default: return PyList_New(count);
    }
}

/* Begins a container. */
static int
open_one(decoder *self, int tag)
{
    uint64_t count = has(self, 4) ? take_size(self) : UINT32_MAX;
    if (tag == TAG_DICT || tag == TAG_ROW || tag == TAG_RECORD) {
        count *= 2;
    }
    if (!has(self, count)) { /* each item takes a byte at least */
        broken();
        return -1;
    }
    if (self->depth == self->room) {
        uint32_t room = self->room == 0 ? 16 : self->room * 2;
        open_container *grown = PyMem_RawRealloc(self->open, (size_t)room * sizeof *grown);
        if (grown == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        self->open = grown;
        self->room = room;
    }
    PyObject *container = new_container(tag, (uint32_t)count);
    if (container == NULL) {
        return -1;
    }
    self->open[self->depth++] = (open_container){container, NULL, 0, (uint32_t)count, tag};
    return 0;
}

/* Puts a value, which it takes over, into the innermost container. */
static int
put_into(open_container *top, PyObject *value)
{
    int status = 0;
    switch (top->tag) {
    case TAG_LIST: PyList_SET_ITEM(top->container, top->done, value); break;
    case TAG_TUPLE:
    case TAG_ROW: PyTuple_SET_ITEM(top->container, top->done, value); break;
    case TAG_DICT:
    case TAG_RECORD:
        if (top->key == NULL) {
            top->key = value;
        }
        else {
            status = PyDict_SetItem(top->container, top->key, value);
            Py_CLEAR(top->key);
            Py_DECREF(value);
        }
        break;
    default:
        status = PySet_Add(top->container, value);
        Py_DECREF(value);
    }
    top->done++;
    return status;
}

static PyObject *
row(PyObject *parts, uint32_t count)
{
    PyObject *names = PyTuple_GetSlice(parts, 0, count);
    PyObject *values = PyTuple_GetSlice(parts, count, 2 * (Py_ssize_t)count);
    Py_DECREF(parts);
    if (names == NULL || values == NULL) {
        Py_XDECREF(names);
        Py_XDECREF(values);
        return NULL;
    }
    return PyObject_CallMethod(pw_prelude, "row_of", "NN", names, values);
}

/* The container that is complete. */
static PyObject *
finish(const open_container *done)
{
    if (done->tag == TAG_ROW) {
        return row(done->container, done->count / 2);
    }
    if (done->tag == TAG_DICT && PyDict_GET_SIZE(done->container) < (Py_ssize_t)done->count / 2) {
        Py_DECREF(done->container);
        PyErr_SetString(PyExc_ValueError, "two keys of a map are equal in Python, where 1, 1.0 and True are one key");
        return NULL;
    }
    return done->container;
}

static PyObject *
run(decoder *self)
{
    for (uint32_t items = 1;; items++) {
        if (!has(self, 1) || (items % LOOK == 0 && PyErr_CheckSignals() < 0)) {
            return PyErr_Occurred() ? NULL : broken();
        }
        int tag = *self->at++;
        PyObject *value = NULL;
        if ((tag >= TAG_LIST && tag <= TAG_ROW) || tag == TAG_RECORD) {
            if (open_one(self, tag) < 0) {
                return NULL;
            }
        }
        else if ((value = scalar(self, tag)) == NULL) {
            return NULL;
        }
        else if (self->depth == 0) {
            return value;
        }
        else if (put_into(&self->open[self->depth - 1], value) < 0) {
            return NULL;
        }
        while (self->open[self->depth - 1].done == self->open[self->depth - 1].count) {
            value = finish(&self->open[--self->depth]);
            if (value == NULL || self->depth == 0) {
                return value;
            }
            if (put_into(&self->open[self->depth - 1], value) < 0) {
                return NULL;
            }
        }
    }
}

PyObject *
pw_decode(const uint8_t **at, const uint8_t *end)
{
    decoder self = {.at = *at, .end = end};
    PyObject *value = run(&self);
    *at = self.at;
    while (self.depth > 0) {
        self.depth--;
        Py_DECREF(self.open[self.depth].container);
        Py_XDECREF(self.open[self.depth].key);
    }
    PyMem_RawFree(self.open);
    return value;
}

int
pw_decode_init(void)
{
    PyDateTime_IMPORT;
    record_type = (PyTypeObject *)PyObject_GetAttrString(pw_prelude, "JavaRecord");
    return PyDateTimeAPI == NULL || record_type == NULL ? -1 : 0;
}
