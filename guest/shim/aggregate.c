/*
 * Aggregate functions: the state of every group lives here, under a number that the host gives it; one guest call
 * accumulates a batch of rows of many groups.
 */
#include "values.h"

#include <string.h>

typedef struct {
    PyObject *create;
    PyObject *accumulate;
    PyObject *merge;  /* NULL: the function cannot */
    PyObject *finish;
    int replaces;     /* what accumulate and merge return is the new state, unless that is None */
    int parameters;
    uint8_t result;
    uint8_t types[PW_MAX_COLUMNS];
    PyObject **states; /* by number; NULL: not begun */
    int64_t capacity;
} typed_aggregate;

/* The state of a group in which a row raised: further rows pass it by. */
#define FAILED Py_NotImplemented

static PyObject *
part(const typed_aggregate *aggregate, const char *name)
{
    return aggregate->replaces ? pw_resolve(name, (Py_ssize_t)strlen(name))
                               : PyObject_GetAttrString(aggregate->create, name);
}

/* The parts are methods of the class that the host named, or, where it named a function, functions beside it. */
static int
resolve_parts(typed_aggregate *aggregate, const char *name, int length)
{
    aggregate->create = pw_resolve(name, length);
    if (aggregate->create == NULL) {
        return -1;
    }
    aggregate->replaces = !PyType_Check(aggregate->create);
    aggregate->accumulate = part(aggregate, "accumulate");
    aggregate->finish = aggregate->accumulate == NULL ? NULL : part(aggregate, "finish");
    if (aggregate->finish == NULL) {
        return -1;
    }
    aggregate->merge = part(aggregate, "merge");
    if (aggregate->merge == NULL) {
        PyErr_Clear();
    }
    return 0;
}

static void
undefine(typed_aggregate *aggregate)
{
    for (int64_t i = 0; i < aggregate->capacity; i++) {
        Py_XDECREF(aggregate->states[i]);
    }
    PyMem_RawFree(aggregate->states);
    Py_XDECREF(aggregate->create);
    Py_XDECREF(aggregate->accumulate);
    Py_XDECREF(aggregate->merge);
    Py_XDECREF(aggregate->finish);
    PyMem_RawFree(aggregate);
}

/*
 * Binds a class with the methods accumulate, finish and perhaps merge, or the function create_state with functions of
 * those names beside it. `types` as for pw_define. Returns NULL and reports the Python error if one is missing.
 */
PW_EXPORT(pw_define_aggregate)
typed_aggregate *
pw_define_aggregate(const char *name, int length, int parameters, const uint8_t *types)
{
    typed_aggregate *aggregate = PyMem_RawCalloc(1, sizeof *aggregate);
    if (aggregate == NULL) {
        PyErr_NoMemory();
        pw_report();
        return NULL;
    }
    if (parameters > PW_MAX_COLUMNS) {
        PyErr_Format(PyExc_ValueError, "at most %d parameters are supported, got %d", PW_MAX_COLUMNS, parameters);
    }
    if (PyErr_Occurred() || resolve_parts(aggregate, name, length) < 0) {
        pw_report();
        undefine(aggregate);
        return NULL;
    }
    aggregate->parameters = parameters;
    memcpy(aggregate->types, types, (size_t)parameters);
    aggregate->result = types[parameters];
    return aggregate;
}

static int
reserve(typed_aggregate *aggregate, int64_t number)
{
    if (number >= 0 && number < aggregate->capacity) {
        return 0;
    }
    int64_t capacity = (number + 1) * 2;
    PyObject **grown = number < 0 || capacity > INT32_MAX / (int64_t)sizeof *grown
                           ? NULL : PyMem_RawRealloc(aggregate->states, (size_t)capacity * sizeof *grown);
    if (grown == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memset(grown + aggregate->capacity, 0, (size_t)(capacity - aggregate->capacity) * sizeof *grown);
    aggregate->states = grown;
    aggregate->capacity = capacity;
    return 0;
}

/* A new reference to the state of that number, made where there is none; NULL with an error set. */
static PyObject *
state(typed_aggregate *aggregate, int64_t number)
{
    if (reserve(aggregate, number) < 0) {
        return NULL;
    }
    if (aggregate->states[number] == NULL) {
        aggregate->states[number] = PyObject_CallNoArgs(aggregate->create);
    }
    return Py_XNewRef(aggregate->states[number]);
}

static void
fail(typed_aggregate *aggregate, int64_t number)
{
    if (number >= 0 && number < aggregate->capacity) {
        Py_XSETREF(aggregate->states[number], Py_NewRef(FAILED));
    }
}

/* Takes the reference to what accumulate or merge returned. */
static int
keep(typed_aggregate *aggregate, int64_t number, PyObject *returned)
{
    if (returned == NULL) {
        return -1;
    }
    if (aggregate->replaces && returned != Py_None) {
        Py_XSETREF(aggregate->states[number], returned);
    }
    else {
        Py_DECREF(returned);
    }
    return 0;
}

static int
accumulate_row(typed_aggregate *aggregate, const pw_column *columns, int row, int64_t number)
{
    PyObject *before = state(aggregate, number);
    if (before == NULL || before == FAILED) {
        Py_XDECREF(before);
        return before == NULL ? -1 : 0;
    }
    PyObject *returned = pw_call_with_row(aggregate->accumulate, before, aggregate->types, columns + 1,
                                          aggregate->parameters, row);
    Py_DECREF(before);
    return keep(aggregate, number, returned);
}

/*
 * Accumulates rows: the first column holds the numbers of the states, the others the arguments. Returns how many rows
 * of the batch were done; fewer than asked for means that the next one raised: the error has been reported, and the
 * state takes no more rows.
 */
PW_EXPORT(pw_accumulate)
int
pw_accumulate(typed_aggregate *aggregate, const pw_column *columns, int first, int rows)
{
    const int64_t *numbers = columns[0].data;
    for (int row = first; row < rows; row++) {
        if (!pw_is_null_call(aggregate->types, columns + 1, aggregate->parameters, row)
            && accumulate_row(aggregate, columns, row, numbers[row]) < 0) {
            fail(aggregate, numbers[row]);
            pw_report();
            return row;
        }
    }
    return rows;
}

static int
merge_row(typed_aggregate *aggregate, int64_t target, int64_t source)
{
    if (aggregate->merge == NULL) {
        PyErr_SetString(PyExc_TypeError, "the aggregate function has no merge");
        return -1;
    }
    PyObject *into = state(aggregate, target);
    PyObject *from = into == NULL ? NULL : state(aggregate, source);
    int status = -1;
    if (from != NULL) {
        PyObject *arguments[] = {into, from};
        status = keep(aggregate, target, PyObject_Vectorcall(aggregate->merge, arguments, 2, NULL));
    }
    Py_XDECREF(into);
    Py_XDECREF(from);
    return status;
}

/* Merges the states of the second column into those of the first. Returns as pw_accumulate does. */
PW_EXPORT(pw_merge)
int
pw_merge(typed_aggregate *aggregate, const pw_column *columns, int rows)
{
    const int64_t *targets = columns[0].data;
    const int64_t *sources = columns[1].data;
    for (int row = 0; row < rows; row++) {
        if (merge_row(aggregate, targets[row], sources[row]) < 0) {
            fail(aggregate, targets[row]);
            pw_report();
            return row;
        }
    }
    return rows;
}

static int
finish_row(typed_aggregate *aggregate, pw_column *columns, int row, uint32_t *used)
{
    PyObject *last = state(aggregate, ((const int64_t *)columns[0].data)[row]);
    PyObject *result = last == NULL ? NULL : PyObject_CallOneArg(aggregate->finish, last);
    Py_XDECREF(last);
    if (result == NULL) {
        return -1;
    }
    int status = pw_write(&columns[1], aggregate->result, row, used, result);
    Py_DECREF(result);
    return status;
}

/* Writes the results of the states in the first column to the second; they may go on. Returns as pw_accumulate does. */
PW_EXPORT(pw_finish)
int
pw_finish(typed_aggregate *aggregate, pw_column *columns, int rows)
{
    uint32_t used = 0;
    pw_set_place("result");
    for (int row = 0; row < rows; row++) {
        if (finish_row(aggregate, columns, row, &used) < 0) {
            pw_report();
            return row;
        }
    }
    return rows;
}

/* Forgets the states of a range of numbers; a finalizer that raises is Python's affair. */
PW_EXPORT(pw_forget)
void
pw_forget(typed_aggregate *aggregate, int first, int count)
{
    for (int64_t i = first; i < (int64_t)first + count && i < aggregate->capacity; i++) {
        Py_CLEAR(aggregate->states[i]);
    }
}

/* A function of the module pickle: a new reference; NULL with an error set. */
static PyObject *
pickle_function(const char *name)
{
    PyObject *module = PyImport_ImportModule("pickle");
    PyObject *function = module == NULL ? NULL : PyObject_GetAttrString(module, name);
    Py_XDECREF(module);
    return function;
}

static int
save_row(typed_aggregate *aggregate, PyObject *dumps, pw_column *columns, int row, uint32_t *used)
{
    PyObject *last = state(aggregate, ((const int64_t *)columns[0].data)[row]);
    PyObject *saved = last == NULL ? NULL : PyObject_CallOneArg(dumps, last);
    Py_XDECREF(last);
    if (saved == NULL) {
        return -1;
    }
    int status = pw_write(&columns[1], PW_BYTES, row, used, saved);
    Py_DECREF(saved);
    return status;
}

/*
 * Writes the states in the first column to the second, as pickles that another interpreter which ran the same script can
 * load; they may go on. Answers as pw_accumulate does.
 */
PW_EXPORT(pw_save)
int
pw_save(typed_aggregate *aggregate, pw_column *columns, int rows)
{
    uint32_t used = 0;
    int row = 0;
    PyObject *dumps = pickle_function("dumps");
    pw_set_place("state");
    while (dumps != NULL && row < rows && save_row(aggregate, dumps, columns, row, &used) == 0) {
        row++;
    }
    Py_XDECREF(dumps);
    if (row < rows) {
        pw_report();
    }
    return row;
}

static int
load_row(typed_aggregate *aggregate, PyObject *loads, const pw_column *columns, int row)
{
    int64_t number = ((const int64_t *)columns[0].data)[row];
    PyObject *saved = pw_read(&columns[1], PW_BYTES, row);
    PyObject *loaded = saved == NULL ? NULL : PyObject_CallOneArg(loads, saved);
    Py_XDECREF(saved);
    if (loaded == NULL || reserve(aggregate, number) < 0) {
        Py_XDECREF(loaded);
        return -1;
    }
    Py_XSETREF(aggregate->states[number], loaded);
    return 0;
}

/* Puts the pickles of the second column in place of the states in the first. Answers as pw_accumulate does. */
PW_EXPORT(pw_load)
int
pw_load(typed_aggregate *aggregate, const pw_column *columns, int rows)
{
    int row = 0;
    PyObject *loads = pickle_function("loads");
    while (loads != NULL && row < rows && load_row(aggregate, loads, columns, row) == 0) {
        row++;
    }
    Py_XDECREF(loads);
    if (row < rows) {
        pw_report();
    }
    return row;
}
