/*
 * Requests of the host and calls of Java functions whose values travel in the binary form, through linear memory. Other
 * requests are lines of JSON, see docs/protocol.md; the prelude serves those.
 */
#include "binary.h"
#include "values.h"

#include <stddef.h>
#include <string.h>

/* A buffer that is larger is not kept for the next message. */
#define KEPT (1 << 16)

/* The host (Java: BinaryRequest) has the same numbers; BinaryFormTest compares them. */
enum operation { OP_EVAL = 1, OP_EXECUTE, OP_CALL, OP_GET, OP_SET, OP_DELETE, OP_PUT, OP_FIND, OP_HAS, OP_NAMES,
                 OP_LEND, OP_ASSIGN, OP_CHANGES, OP_EXEC, OP_INTRODUCE };

enum member {
    M_SOURCE,
    M_FILE,
    M_SCRIPT,
    M_SCOPE,
    M_NAME,
    M_HANDLE,
    M_ARGS,
    M_KWARGS,
    M_VALUE,
    M_SET,
    M_DELETE,
    M_RELEASE,
    MEMBERS
};

enum reply { REPLY_VALUE, REPLY_ERROR };
enum answer { ANSWER_VALUE, ANSWER_AGAIN, ANSWER_THROWN };

/* The host reads and writes these: where it puts a message, and where the guest has put one. */
static struct {
    uint8_t *in;
    uint32_t in_capacity;
    uint8_t *out;
    uint32_t out_length;
    uint32_t out_capacity;
} cells;

/* Objects of the prelude. */
static PyObject *handles;    /* dict */
static PyObject *globals;    /* dict */
static PyObject *nesting;    /* a list as long as requests nest */
static PyObject *raised;     /* dict */
static PyObject *pending[2]; /* lists of what was printed and not yet sent */
static PyObject *dropped;    /* set of Java objects that nothing stands for any more */
static PyObject *lent;       /* dict of names that are lent to scopes */
static PyObject *files;      /* dict of sources by file name */
static PyObject *underscores;
static PyObject *caller_code; /* function(*arguments, **keywords) */
static PyObject *main_name;
static PyObject *builtins_name;

void *
pw_exchange_cells(void)
{
    return &cells;
}

/* Room for a message of the host. */
PW_EXPORT(pw_reserve)
void *
pw_reserve(int size)
{
    PyMem_RawFree(cells.in);
    cells.in = PyMem_RawMalloc((size_t)size);
    cells.in_capacity = cells.in == NULL ? 0 : (uint32_t)size;
    return cells.in;
}

/* Takes a buffer out of the cells: what runs while it is in use may exchange messages of its own. */
static pw_buffer
take_in(uint32_t length)
{
    pw_buffer buffer = {cells.in, length <= cells.in_capacity ? length : 0, cells.in_capacity};
    cells.in = NULL;
    cells.in_capacity = 0;
    return buffer;
}

static void
give_back_in(pw_buffer *buffer)
{
    if (cells.in != NULL || buffer->capacity > KEPT) {
        PyMem_RawFree(buffer->data);
        return;
    }
    cells.in = buffer->data;
    cells.in_capacity = buffer->capacity;
}

static pw_buffer
take_out(void)
{
    pw_buffer buffer = {cells.out, 0, cells.out_capacity};
    cells.out = NULL;
    cells.out_capacity = 0;
    cells.out_length = 0;
    if (buffer.capacity > KEPT) {
        PyMem_RawFree(buffer.data);
        buffer = (pw_buffer){NULL, 0, 0};
    }
    return buffer;
}

/* The host finds the message there. */
static void
publish(pw_buffer *buffer)
{
    if (cells.out != NULL) {
        PyMem_RawFree(cells.out);
    }
    cells.out = buffer->data;
    cells.out_length = buffer->length;
    cells.out_capacity = buffer->capacity;
}

static int
append_byte(pw_buffer *out, int byte)
{
    if (pw_buffer_reserve(out, 1) < 0) {
        return -1;
    }
    out->data[out->length++] = (uint8_t)byte;
    return 0;
}

int
pw_exchange_init(void)
{
    const struct {
        PyObject **place;
        const char *name;
    } of_prelude[] = {
        {&handles, "HANDLES"}, {&globals, "GLOBALS"}, {&nesting, "NESTING"}, {&raised, "RAISED"},
        {&pending[0], "PENDING_OUT"}, {&pending[1], "PENDING_ERR"}, {&dropped, "DROPPED"}, {&files, "FILES"},
        {&lent, "LENT"}, {&caller_code, "CALLER"},
    };
    for (size_t i = 0; i < sizeof of_prelude / sizeof *of_prelude; i++) {
        *of_prelude[i].place = PyObject_GetAttrString(pw_prelude, of_prelude[i].name);
        if (*of_prelude[i].place == NULL) {
            return -1;
        }
    }
    underscores = PyUnicode_InternFromString("__");
    main_name = PyUnicode_InternFromString("__main__");
    builtins_name = PyUnicode_InternFromString("__builtins__");
    return underscores == NULL || main_name == NULL || builtins_name == NULL ? -1 : 0;
}

static int
flush(void)
{
    if (PyList_GET_SIZE(pending[0]) == 0 && PyList_GET_SIZE(pending[1]) == 0) {
        return 0;
    }
    PyObject *done = PyObject_CallMethod(pw_prelude, "flush", NULL);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Borrowed; an error where there is none, which is a fault of the host. */
static PyObject *
object_of(PyObject *number)
{
    PyObject *object = number == NULL ? NULL : PyDict_GetItemWithError(handles, number);
    if (object == NULL && !PyErr_Occurred()) {
        PyErr_Format(PyExc_SystemError, "the host asked for an object that there is none of: %R", number);
    }
    return object;
}

/* The globals that the request is about, borrowed. */
static PyObject *
scope_of(PyObject *const *request)
{
    if (request[M_SCOPE] == NULL) {
        return globals;
    }
    PyObject *module = object_of(request[M_SCOPE]);
    return module == NULL ? NULL : PyModule_GetDict(module);
}

/* A script may have put something else in its place. */
static int
is_code(PyObject *object)
{
    if (object == Py_None || PyCode_Check(object)) {
        return 1;
    }
    PyErr_Format(PyExc_TypeError, "expected code, got %.100s", Py_TYPE(object)->tp_name);
    return 0;
}

static PyObject *
run_code(PyObject *code, PyObject *scope)
{
    PyObject *body;
    PyObject *last;
    if (!PyArg_ParseTuple(code, "OO", &body, &last) || !is_code(body) || !is_code(last)) {
        return NULL;
    }
    /* Or a script that deleted the name would get the prelude's own. */
    if (!PyDict_Contains(scope, builtins_name)) {
        PyObject *builtins = PyImport_ImportModule("builtins");
        if (builtins == NULL || PyDict_SetItem(scope, builtins_name, builtins) < 0) {
            return NULL;
        }
        Py_DECREF(builtins);
    }
    if (body != Py_None) {
        PyObject *done = PyEval_EvalCode(body, scope, scope);
        if (done == NULL) {
            return NULL;
        }
        Py_DECREF(done);
    }
    return last == Py_None ? Py_NewRef(Py_None) : PyEval_EvalCode(last, scope, scope);
}

static PyObject *
eval(PyObject *const *request, PyObject *scope)
{
    PyObject *code = PyObject_CallMethod(pw_prelude, "code_of", "OO", request[M_SOURCE], request[M_FILE]);
    PyObject *value = code == NULL ? NULL : run_code(code, scope);
    Py_XDECREF(code);
    return value;
}

/* The value of the last statement need not have a form outside Python. */
static PyObject *
exec(PyObject *const *request, PyObject *scope)
{
    PyObject *value = eval(request, scope);
    Py_XDECREF(value);
    return value == NULL ? NULL : Py_NewRef(Py_None);
}

/* Tracebacks find the source of the script that was run last. */
static int
remember(PyObject *source, PyObject *file)
{
    if (PyDict_GetItemWithError(files, file) == source) {
        return 0;
    }
    PyObject *done = PyErr_Occurred() ? NULL : PyObject_CallMethod(pw_prelude, "remember", "OO", source, file);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

static PyObject *
execute(PyObject *const *request, PyObject *scope)
{
    PyObject *script = object_of(request[M_SCRIPT]);
    if (script == NULL) {
        return NULL;
    }
    PyObject *source = PyObject_GetAttrString(script, "source");
    PyObject *file = PyObject_GetAttrString(script, "file_name");
    PyObject *code = PyObject_GetAttrString(script, "code");
    PyObject *value = source == NULL || file == NULL || code == NULL || remember(source, file) < 0
                          ? NULL : run_code(code, scope);
    Py_XDECREF(source);
    Py_XDECREF(file);
    Py_XDECREF(code);
    return value;
}

/* A new reference to what the request calls. */
static PyObject *
function_of(PyObject *const *request, PyObject *scope)
{
    PyObject *name = request[M_NAME];
    if (request[M_HANDLE] == NULL) {
        PyObject *function = PyDict_GetItemWithError(scope, name);
        return function != NULL && PyCallable_Check(function) ? Py_NewRef(function)
               : PyErr_Occurred() ? NULL : PyObject_CallMethod(pw_prelude, "resolve", "OO", name, scope);
    }
    PyObject *object = object_of(request[M_HANDLE]);
    if (object == NULL || name == NULL) {
        return Py_XNewRef(object);
    }
    return PyObject_CallMethod(pw_prelude, "callable_at", "O[O]O", object, name, name);
}

/* C code may ask for the frame that called it, as eval does for its names: that is one of the scope. */
static PyObject *
call_in_scope(PyObject *function, PyObject *arguments, PyObject *keywords, PyObject *scope)
{
    PyObject *caller = PyFunction_New(caller_code, scope);
    PyObject *none = keywords == NULL ? PyDict_New() : Py_NewRef(keywords);
    PyObject *value = caller == NULL || none == NULL ? NULL
                      : PyObject_CallFunctionObjArgs(caller, function, arguments, none, NULL);
    Py_XDECREF(caller);
    Py_XDECREF(none);
    return value;
}

static PyObject *
call(PyObject *const *request, PyObject *scope)
{
    PyObject *function = function_of(request, scope);
    PyObject *value = function == NULL ? NULL
                      : PyFunction_Check(function) || PyMethod_Check(function)
                          ? PyObject_Call(function, request[M_ARGS], request[M_KWARGS])
                          : call_in_scope(function, request[M_ARGS], request[M_KWARGS], scope);
    Py_XDECREF(function);
    return value;
}

static PyObject *
get_value(PyObject *const *request, PyObject *scope)
{
    if (request[M_HANDLE] != NULL) {
        PyObject *object = object_of(request[M_HANDLE]);
        return object == NULL ? NULL : PyObject_GetAttr(object, request[M_NAME]);
    }
    PyObject *value = PyDict_GetItemWithError(scope, request[M_NAME]);
    if (value == NULL && !PyErr_Occurred()) {
        PyErr_Format(PyExc_NameError, "name %R is not defined", request[M_NAME]);
    }
    return Py_XNewRef(value);
}

static PyObject *
set_value(PyObject *const *request, PyObject *scope)
{
    int status;
    if (request[M_HANDLE] != NULL) {
        PyObject *object = object_of(request[M_HANDLE]);
        status = object == NULL ? -1 : PyObject_SetAttr(object, request[M_NAME], request[M_VALUE]);
    }
    else {
        status = PyDict_SetItem(scope, request[M_NAME], request[M_VALUE]);
    }
    return status < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *
delete_value(PyObject *const *request, PyObject *scope)
{
    PyObject *value;
    int found = PyDict_Pop(scope, request[M_NAME], &value);
    Py_XDECREF(value);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

/* Borrowed; NULL without an error if there is none that bindings show: see the prelude's names_of. */
static PyObject *
value_in(PyObject *const *request, PyObject *scope)
{
    PyObject *name = request[M_NAME];
    PyObject *value = PyDict_GetItemWithError(scope, name);
    if (value == NULL || PyModule_Check(value) || PyUnicode_Tailmatch(name, underscores, 0, 2, -1) != 0) {
        return NULL;
    }
    if (PyDict_GET_SIZE(lent) == 0) {
        return value;
    }
    PyObject *is_lent = PyObject_CallMethod(pw_prelude, "is_lent", "OOO", scope, name, value);
    int borrowed = is_lent == NULL ? -1 : PyObject_IsTrue(is_lent);
    Py_XDECREF(is_lent);
    return borrowed == 0 ? value : NULL;
}

static PyObject *
find(PyObject *const *request, PyObject *scope)
{
    PyObject *value = value_in(request, scope);
    return value != NULL ? Py_NewRef(value) : PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* Sets a name; a new reference to its value before, None if there was none. */
static PyObject *
put(PyObject *const *request, PyObject *scope)
{
    PyObject *before = find(request, scope);
    if (before != NULL && PyDict_SetItem(scope, request[M_NAME], request[M_VALUE]) < 0) {
        Py_CLEAR(before);
    }
    return before;
}

static PyObject *
has(PyObject *const *request, PyObject *scope)
{
    PyObject *value = value_in(request, scope);
    return PyErr_Occurred() ? NULL : PyBool_FromLong(value != NULL);
}

static PyObject *
perform(int operation, PyObject *const *request, PyObject *scope)
{
    switch (operation) {
    case OP_EVAL: return eval(request, scope);
    case OP_EXEC: return exec(request, scope);
    case OP_EXECUTE: return execute(request, scope);
    case OP_CALL: return call(request, scope);
    case OP_GET: return get_value(request, scope);
    case OP_SET: return set_value(request, scope);
    case OP_DELETE: return delete_value(request, scope);
    case OP_PUT: return put(request, scope);
    case OP_FIND: return find(request, scope);
    case OP_HAS: return has(request, scope);
    case OP_LEND:
        return PyObject_CallMethod(pw_prelude, "lend", "OOO", object_of(request[M_SCOPE]), request[M_SET],
                                   request[M_DELETE]);
    case OP_NAMES: return PyObject_CallMethod(pw_prelude, "names_of", "O", scope);
    case OP_ASSIGN:
        return PyObject_CallMethod(pw_prelude, "assign", "OOO", scope, request[M_SET], request[M_DELETE]);
    case OP_CHANGES: return PyObject_CallMethod(pw_prelude, "changes_of", "O", scope);
    case OP_INTRODUCE:
        return PyObject_CallMethod(pw_prelude, "introduce", "OO", request[M_NAME], request[M_VALUE]);
    default: return PyErr_Format(PyExc_SystemError, "the host asked for operation %d", operation);
    }
}

/* While a script of a scope runs, its module is __main__. */
static PyObject *
perform_as_main(int operation, PyObject *const *request, PyObject *scope)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *before = Py_XNewRef(PyDict_GetItemWithError(modules, main_name));
    PyObject *module = object_of(request[M_SCOPE]);
    if (module == NULL || PyDict_SetItem(modules, main_name, module) < 0) {
        Py_XDECREF(before);
        return NULL;
    }
    PyObject *ready = PyDict_GET_SIZE(lent) == 0 ? Py_NewRef(Py_None)
                                                 : PyObject_CallMethod(pw_prelude, "relend", "O", scope);
    PyObject *value = ready == NULL ? NULL : perform(operation, request, scope);
    Py_XDECREF(ready);
    PyObject *error = PyErr_GetRaisedException();
    if (before == NULL ? PyDict_DelItem(modules, main_name) < 0 : PyDict_SetItem(modules, main_name, before) < 0) {
        PyErr_Clear();
    }
    PyErr_SetRaisedException(error);
    Py_XDECREF(before);
    return value;
}

/* Lets go of objects that nothing in Java refers to any more. */
static int
release(PyObject *numbers)
{
    for (Py_ssize_t i = 0; numbers != NULL && i < PyList_GET_SIZE(numbers); i++) {
        PyObject *object;
        if (PyDict_Pop(handles, PyList_GET_ITEM(numbers, i), &object) < 0) {
            return -1;
        }
        Py_XDECREF(object);
    }
    return 0;
}

static int
read_request(const pw_buffer *in, int *operation, PyObject **request)
{
    if (in->data == NULL) {
        PyErr_NoMemory(); /* the host found no room for it */
        return -1;
    }
    const uint8_t *at = in->data;
    const uint8_t *end = at + in->length;
    if (end - at < 2) {
        PyErr_SetString(PyExc_SystemError, "the host sent no request");
        return -1;
    }
    *operation = *at++;
    for (int count = *at++; count > 0; count--) {
        int member = at < end ? *at++ : MEMBERS;
        if (member >= MEMBERS || request[member] != NULL) {
            PyErr_SetString(PyExc_SystemError, "the host sent a request that breaks the protocol");
            return -1;
        }
        request[member] = pw_decode(&at, end);
        if (request[member] == NULL) {
            return -1;
        }
    }
    return 0;
}

static PyObject *
answer(pw_buffer *in)
{
    PyObject *request[MEMBERS] = {NULL};
    int operation;
    PyObject *value = NULL;
    int status = read_request(in, &operation, request);
    give_back_in(in);
    PyObject *scope = status < 0 || release(request[M_RELEASE]) < 0 ? NULL : scope_of(request);
    if (scope != NULL) {
        int runs = operation == OP_EVAL || operation == OP_EXEC || operation == OP_EXECUTE || operation == OP_CALL;
        value = runs && request[M_SCOPE] != NULL ? perform_as_main(operation, request, scope)
                                                 : perform(operation, request, scope);
    }
    for (int i = 0; i < MEMBERS; i++) {
        Py_XDECREF(request[i]);
    }
    return value;
}

static int
append_dropped(pw_buffer *out)
{
    PyObject *numbers =
        PySet_GET_SIZE(dropped) == 0 ? PyList_New(0) : PyObject_CallMethod(pw_prelude, "take_dropped", NULL);
    int status = numbers == NULL ? -1 : pw_encode(out, numbers, "dropped");
    Py_XDECREF(numbers);
    return status;
}

static int
append_value(pw_buffer *out, PyObject *value)
{
    return value == NULL || append_byte(out, REPLY_VALUE) < 0 || pw_encode(out, value, "value") < 0 || flush() < 0
                   || append_dropped(out) < 0
               ? -1 : 0;
}

static int
append_error(pw_buffer *out)
{
    out->length = 0;
    PyObject *error = PyErr_GetRaisedException();
    PyObject *text = PyObject_CallMethod(pw_prelude, "error_text", "(O)", error);
    Py_XDECREF(error);
    int status = text == NULL || append_byte(out, REPLY_ERROR) < 0 || pw_encode(out, text, "error") < 0
                         || flush() < 0 || append_dropped(out) < 0
                     ? -1 : 0;
    Py_XDECREF(text);
    return status;
}

/*
 * Serves the request of that length in the cells' buffer; the reply is there afterwards. Nonzero: there is no reply,
 * discard this interpreter.
 */
PW_EXPORT(pw_request)
int
pw_request(int length)
{
    pw_enter();
    pw_buffer in = take_in((uint32_t)length);
    if (PyList_Append(nesting, Py_None) < 0) {
        return 1;
    }
    PyObject *value = answer(&in);
    pw_buffer out = take_out();
    int status = append_value(&out, value);
    Py_XDECREF(value);
    if (status < 0) {
        /* The deadline may fall into the report: then it is what the host is told. */
        status = append_error(&out) < 0 && append_error(&out) < 0 ? 1 : 0;
    }
    Py_ssize_t depth = PyList_GET_SIZE(nesting);
    if (depth > 0) {
        PyList_SetSlice(nesting, depth - 1, depth, NULL);
    }
    if (depth <= 1) {
        PyDict_Clear(raised);
    }
    PyErr_Clear();
    if (status == 0) {
        publish(&out);
    }
    else {
        PyMem_RawFree(out.data);
    }
    return status;
}

/* Calls the Java object of that number, or a method of it; the length of the reply, which is in the cells' buffer. */
__attribute__((import_module("python_wasm"), import_name("java_call")))
int host_java_call(int number);

/* What an argument is called in an error; those that nearly all calls have are at hand. */
static const char *
argument_name(uint32_t index, char *room, size_t size)
{
    static const char *const first[] = {"argument 1", "argument 2", "argument 3", "argument 4"};
    if (index < sizeof first / sizeof *first) {
        return first[index];
    }
    PyOS_snprintf(room, size, "argument %u", index + 1);
    return room;
}

/* Keywords are a dict, or NULL for none. */
static int
append_call(pw_buffer *out, PyObject *member, PyObject *const *arguments, Py_ssize_t size, PyObject *keywords)
{
    uint32_t count = (uint32_t)size;
    if (pw_encode(out, member, "member") < 0 || pw_buffer_reserve(out, 5) < 0) {
        return -1;
    }
    out->data[out->length++] = TAG_LIST;
    memcpy(out->data + out->length, &count, 4);
    out->length += 4;
    for (uint32_t i = 0; i < count; i++) {
        char room[32];
        if (pw_encode(out, arguments[i], argument_name(i, room, sizeof room)) < 0) {
            return -1;
        }
    }
    /* None for nothing, which is what nearly all calls have of both. */
    if (keywords == NULL || PyDict_GET_SIZE(keywords) == 0 ? append_byte(out, TAG_NONE) < 0
                                                           : pw_encode(out, keywords, "keyword arguments") < 0) {
        return -1;
    }
    return PySet_GET_SIZE(dropped) == 0 ? append_byte(out, TAG_NONE) : append_dropped(out);
}

static PyObject *
read_answer(pw_buffer *in)
{
    const uint8_t *at = in->data;
    const uint8_t *end = at + in->length;
    int kind = at < end ? *at++ : -1;
    PyObject *value = at < end ? pw_decode(&at, end) : NULL;
    give_back_in(in);
    if (value == NULL || kind == ANSWER_VALUE) {
        return value != NULL || PyErr_Occurred() ? value : PyErr_Format(PyExc_SystemError, "the host gave no reply");
    }
    return PyObject_CallMethod(pw_prelude, kind == ANSWER_AGAIN ? "raise_again" : "raise_thrown", "(N)", value);
}

/* What the Java object of that number, or its member of that name, returns, or the exception for what it threw. */
static PyObject *
call_number(int number, PyObject *member, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords)
{
    if (flush() < 0) {
        return NULL;
    }
    pw_buffer out = take_out();
    if (append_call(&out, member, arguments, count, keywords) < 0) {
        PyMem_RawFree(out.data);
        return NULL;
    }
    publish(&out);
    int length = host_java_call(number);
    if (length < 0) {
        return PyErr_NoMemory(); /* the host found no room for the reply */
    }
    pw_buffer in = take_in((uint32_t)length);
    return read_answer(&in);
}

/* call_java(number, member, arguments, keywords). */
static PyObject *
call_java(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 4 || !PyLong_Check(arguments[0]) || !(arguments[1] == Py_None || PyUnicode_Check(arguments[1]))
        || !PyTuple_Check(arguments[2]) || !PyDict_Check(arguments[3])) {
        return PyErr_Format(PyExc_TypeError, "call_java takes a number, a text or None, a tuple and a dict");
    }
    long number = PyLong_AsLong(arguments[0]);
    if (number == -1 && PyErr_Occurred()) {
        return NULL;
    }
    return call_number((int)number, arguments[1], &PyTuple_GET_ITEM(arguments[2], 0), PyTuple_GET_SIZE(arguments[2]),
                       arguments[3]);
}

/* A method in a class of Java objects. It calls Java without a frame of Python's in between. */
typedef struct {
    PyObject_HEAD
    vectorcallfunc call;
    PyObject *member; /* a text; None for the call of the object itself, which alone takes keywords */
} java_method;

static PyObject *
keywords_of(PyObject *names, PyObject *const *values)
{
    PyObject *keywords = PyDict_New();
    for (Py_ssize_t i = 0; keywords != NULL && i < PyTuple_GET_SIZE(names); i++) {
        if (PyDict_SetItem(keywords, PyTuple_GET_ITEM(names, i), values[i]) < 0) {
            Py_CLEAR(keywords);
        }
    }
    return keywords;
}

static PyObject *
java_method_call(PyObject *self, PyObject *const *arguments, size_t flags, PyObject *names)
{
    PyObject *member = ((java_method *)self)->member;
    Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (count < 1) {
        return PyErr_Format(PyExc_TypeError, "a method of a Java object was called without the object");
    }
    int number = pw_java_number(arguments[0]);
    if (number < 0) {
        return NULL;
    }
    if (names == NULL || PyTuple_GET_SIZE(names) == 0) {
        return call_number(number, member, arguments + 1, count - 1, NULL);
    }
    if (member != Py_None) {
        return PyErr_Format(PyExc_TypeError, "%U() is a method of Java, which takes no keyword arguments", member);
    }
    PyObject *keywords = keywords_of(names, arguments + count);
    PyObject *value = keywords == NULL ? NULL : call_number(number, member, arguments + 1, count - 1, keywords);
    Py_XDECREF(keywords);
    return value;
}

static PyObject *
java_method_get(PyObject *self, PyObject *object, PyObject *type)
{
    return object == NULL || object == Py_None ? Py_NewRef(self) : PyMethod_New(self, object);
}

static PyObject *
java_method_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<method %R of Java>", ((java_method *)self)->member);
}

static void
java_method_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(((java_method *)self)->member);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMemberDef java_method_members[] = {
    {"__vectorcalloffset__", Py_T_PYSSIZET, offsetof(java_method, call), Py_READONLY, NULL},
    {"__name__", Py_T_OBJECT_EX, offsetof(java_method, member), Py_READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot java_method_slots[] = {
    {Py_tp_call, PyVectorcall_Call},
    {Py_tp_descr_get, java_method_get},
    {Py_tp_repr, java_method_repr},
    {Py_tp_dealloc, java_method_dealloc},
    {Py_tp_members, java_method_members},
    {0, NULL},
};

static PyType_Spec java_method_spec = {
    .name = "python_wasm.JavaMethod",
    .basicsize = sizeof(java_method),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR
             | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = java_method_slots,
};

static PyTypeObject *java_method_type;

/* new_method(member): for a class of Java objects. */
static PyObject *
new_method(PyObject *module, PyObject *member)
{
    if (member != Py_None && !PyUnicode_Check(member)) {
        return PyErr_Format(PyExc_TypeError, "new_method takes a text or None");
    }
    java_method *method = (java_method *)java_method_type->tp_alloc(java_method_type, 0);
    if (method != NULL) {
        method->call = java_method_call;
        method->member = Py_NewRef(member);
    }
    return (PyObject *)method;
}

static PyObject *
bytes_of(pw_buffer *buffer, int status)
{
    PyObject *bytes = status < 0 ? NULL : PyBytes_FromStringAndSize((const char *)buffer->data, buffer->length);
    PyMem_RawFree(buffer->data);
    return bytes;
}

/* encode(value, name): the bytes of its binary form. */
static PyObject *
encode(PyObject *module, PyObject *arguments)
{
    PyObject *value;
    const char *name;
    if (!PyArg_ParseTuple(arguments, "Os", &value, &name)) {
        return NULL;
    }
    pw_buffer buffer = {NULL, 0, 0};
    return bytes_of(&buffer, pw_encode(&buffer, value, name));
}

static PyObject *
encode_handle(PyObject *module, PyObject *value)
{
    pw_buffer buffer = {NULL, 0, 0};
    return bytes_of(&buffer, pw_encode_handle(&buffer, value));
}

static PyMethodDef functions[] = {
    {"encode", encode, METH_VARARGS, NULL},
    {"encode_handle", encode_handle, METH_O, NULL},
    {"new_method", new_method, METH_O, NULL},
    {"call_java", (PyCFunction)(void (*)(void))call_java, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef border = {PyModuleDef_HEAD_INIT, .m_name = "_border", .m_size = -1, .m_methods = functions};

/* The module `_border`: what the prelude has of this guest, and of no other. */
PyObject *
pw_border_module(void)
{
    java_method_type = (PyTypeObject *)PyType_FromSpec(&java_method_spec);
    return java_method_type == NULL ? NULL : PyModule_Create(&border);
}
