/*
 * Scalar functions: SQL rows arrive as columns in linear memory, one guest call works through a whole batch.
 */
#include "values.h"

#include <stddef.h>
#include <string.h>

typedef struct {
    PyObject *callable;
    int parameters;
    int kernel; /* the host's: names what it has compiled of the function, or counts rows below zero */
    uint8_t result;
    uint8_t types[PW_MAX_COLUMNS];
    uint8_t has_buffers;
} typed_function;

_Static_assert(offsetof(typed_function, callable) == 0 && offsetof(typed_function, parameters) == 4
                   && offsetof(typed_function, kernel) == 8 && offsetof(typed_function, result) == 12
                   && offsetof(typed_function, types) == 13,
               "RowLayout counts on these offsets");

/*
 * Rows that the host can do without Python (RowTable): from that row on, as many as it can. Returns the first that it has not
 * done, or, as its complement, the row at which it is to be asked again.
 */
__attribute__((import_module("python_wasm"), import_name("code_rows"))) int
pw_code_rows(typed_function *function, pw_column *columns, int row, int rows);

PW_EXPORT(pw_allocate)
void *
pw_allocate(int size)
{
    return PyMem_RawCalloc(1, (size_t)size);
}

PW_EXPORT(pw_release)
void
pw_release(void *memory)
{
    PyMem_RawFree(memory);
}

PyObject *
pw_resolve(const char *name, Py_ssize_t length)
{
    return PyObject_CallMethod(pw_prelude, "resolve", "s#", name, length);
}

/*
 * Binds a callable to a signature. `types` holds one byte per parameter, then the result's. Returns NULL and reports the
 * Python error when the prelude finds no such callable.
 */
PW_EXPORT(pw_define)
typed_function *
pw_define(const char *name, int length, int parameters, const uint8_t *types)
{
    if (parameters > PW_MAX_COLUMNS) {
        PyErr_Format(PyExc_ValueError, "at most %d parameters are supported, got %d", PW_MAX_COLUMNS, parameters);
        pw_report();
        return NULL;
    }
    PyObject *callable = pw_resolve(name, length);
    typed_function *function = callable == NULL ? NULL : PyMem_RawCalloc(1, sizeof *function);
    if (function == NULL) {
        Py_XDECREF(callable);
        pw_report();
        return NULL;
    }
    function->callable = callable;
    function->parameters = parameters;
    memcpy(function->types, types, (size_t)parameters);
    function->result = types[parameters] & ~PW_BUFFERS;
    function->has_buffers = types[parameters] & PW_BUFFERS;
    return function;
}

PW_EXPORT(pw_undefine)
void
pw_undefine(typed_function *function)
{
    Py_XDECREF(function->callable);
    PyMem_RawFree(function);
}

int
pw_is_null_call(const uint8_t *types, const pw_column *columns, int parameters, int row)
{
    for (int i = 0; i < parameters; i++) {
        if ((types[i] & PW_STRICT) && !columns[i].valid[row]) {
            return 1;
        }
    }
    return 0;
}

PyObject *
pw_call_with_row(PyObject *callable, PyObject *self, const uint8_t *types, const pw_column *columns, int parameters,
                 int row)
{
    /* Vectorcall wants a free place in front; `self` takes the first behind it. */
    PyObject *arguments[PW_MAX_COLUMNS + 2];
    PyObject **first = self == NULL ? arguments + 2 : arguments + 1;
    arguments[1] = self;
    int read = 0;
    while (read < parameters) {
        PyObject *value = pw_read(&columns[read], types[read] & ~PW_STRICT, row);
        if (value == NULL) {
            break;
        }
        arguments[2 + read++] = value;
    }
    PyObject *result = NULL;
    if (read == parameters) {
        size_t count = (size_t)(arguments + 2 + read - first);
        result = PyObject_Vectorcall(callable, first, count | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    for (int i = 0; i < read; i++) {
        Py_DECREF(arguments[2 + i]);
    }
    return result;
}

static int
call_row(const typed_function *function, pw_column *columns, int row, uint32_t *used)
{
    PyObject *result =
        pw_call_with_row(function->callable, NULL, function->types, columns, function->parameters, row);
    if (result == NULL) {
        return -1;
    }
    int status = pw_write(&columns[function->parameters], function->result, row, used, result);
    Py_DECREF(result);
    return status;
}

/*
 * Calls the function for each row: `columns` holds one column per parameter, then the result's. Returns how many rows were
 * done; fewer than asked for means that the next one raised, and the error has been reported.
 */
PW_EXPORT(pw_call)
int
pw_call(typed_function *function, pw_column *columns, int rows)
{
    pw_enter();
    uint32_t used = 0;
    int ask_at = 0;
    pw_set_place("result");
    for (int row = 0; row < rows; row++) {
        if (row >= ask_at) {
            int done = pw_code_rows(function, columns, row, rows);
            if (done < 0) {
                ask_at = ~done;
            }
            else if ((row = done) >= rows) {
                break;
            }
        }
        if (pw_is_null_call(function->types, columns, function->parameters, row)) {
            columns[function->parameters].valid[row] = 0;
        }
        else if (call_row(function, columns, row, &used) < 0) {
            pw_report();
            return row;
        }
    }
    return rows;
}

/* The rows that are no null calls; the others' results are NULL. Returns how many. */
static int
rows_to_call(const typed_function *function, pw_column *columns, int rows, int *kept)
{
    int count = 0;
    for (int row = 0; row < rows; row++) {
        if (pw_is_null_call(function->types, columns, function->parameters, row)) {
            columns[function->parameters].valid[row] = 0;
        }
        else {
            kept[count++] = row;
        }
    }
    return count;
}

static PyObject *
list_of(const pw_column *column, int type, const int *kept, int count)
{
    PyObject *list = PyList_New(count);
    for (int i = 0; list != NULL && i < count; i++) {
        PyObject *value = pw_read(column, type, kept[i]);
        if (value == NULL) {
            Py_CLEAR(list);
        }
        else {
            PyList_SET_ITEM(list, i, value);
        }
    }
    return list;
}

/* Calls with one list a parameter; a new reference to a list or tuple of `count` results. */
static PyObject *
call_with_lists(const typed_function *function, const pw_column *columns, const int *kept, int count)
{
    PyObject *arguments[PW_MAX_COLUMNS + 1];
    int read = 0;
    while (read < function->parameters) {
        PyObject *list = list_of(&columns[read], function->types[read] & ~PW_STRICT, kept, count);
        if (list == NULL) {
            break;
        }
        arguments[1 + read++] = list;
    }
    PyObject *results = NULL;
    if (read == function->parameters) {
        results = PyObject_Vectorcall(function->callable, arguments + 1,
                                      (size_t)read | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    for (int i = 0; i < read; i++) {
        Py_DECREF(arguments[1 + i]);
    }
    if (results != NULL && !PyList_Check(results) && !PyTuple_Check(results)) {
        PyErr_Format(PyExc_TypeError, "expected a list of results from a vectorized function, got %.100s",
                     Py_TYPE(results)->tp_name);
        Py_CLEAR(results);
    }
    if (results != NULL && PySequence_Fast_GET_SIZE(results) != count) {
        PyErr_Format(PyExc_ValueError, "a vectorized function got %d rows and returned %zd results", count,
                     PySequence_Fast_GET_SIZE(results));
        Py_CLEAR(results);
    }
    return results;
}

static int
write_results(const typed_function *function, pw_column *columns, const int *kept, int count, PyObject *results)
{
    uint32_t used = 0;
    pw_set_place("result");
    for (int i = 0; i < count; i++) {
        PyObject *value = PySequence_Fast_GET_ITEM(results, i);
        if (pw_write(&columns[function->parameters], function->result, kept[i], &used, value) < 0) {
            return i;
        }
    }
    return count;
}

/* As pw_call_vectors returns. */
static int
call_with_lists_and_write(const typed_function *function, pw_column *columns, int rows, const int *kept, int count)
{
    PyObject *results = count == 0 ? PyList_New(0) : call_with_lists(function, columns, kept, count);
    int done = results == NULL ? -1 : write_results(function, columns, kept, count, results);
    Py_XDECREF(results);
    return done < 0 ? -1 : done < count ? kept[done] : rows;
}

/*
 * Calls the function once for all rows, with lists or buffers; columns as for pw_call. Returns the number of rows; or the row
 * whose result is of a wrong type; or -1 where the call raised. The error has been reported.
 */
PW_EXPORT(pw_call_vectors)
int
pw_call_vectors(const typed_function *function, pw_column *columns, int rows)
{
    int *kept = PyMem_RawMalloc((size_t)rows * sizeof *kept + 1);
    if (kept == NULL) {
        PyErr_NoMemory();
        pw_report();
        return -1;
    }
    int count = rows_to_call(function, columns, rows, kept);
    int answer = rows;
    if (!function->has_buffers) {
        answer = call_with_lists_and_write(function, columns, rows, kept, count);
    }
    else if (count > 0 && pw_call_with_buffers(function->callable, function->types, function->parameters, function->result,
                                               columns, kept, count) < 0) {
        answer = -1;
    }
    PyMem_RawFree(kept);
    if (answer < rows) {
        pw_report();
    }
    return answer;
}
