/*
 * Table functions: a handler's iterator stays alive between guest calls, each of which fetches a batch of rows.
 */
#include "values.h"

#include <stdio.h>
#include <string.h>

#define PLACE_SIZE 160

typedef struct {
    PyObject *name;
    char place[PLACE_SIZE]; /* for messages */
} table_column;

typedef struct {
    PyObject *callable;
    int parameters;
    int columns;
    uint8_t types[2 * PW_MAX_COLUMNS]; /* of the parameters, then of the columns */
    table_column described[PW_MAX_COLUMNS];
} typed_table;

static void
undefine(typed_table *table)
{
    for (int i = 0; i < table->columns; i++) {
        Py_XDECREF(table->described[i].name);
    }
    Py_XDECREF(table->callable);
    PyMem_RawFree(table);
}

static int
describe_columns(typed_table *table, const char *name)
{
    for (int i = 0; i < table->columns; i++) {
        table_column *column = &table->described[i];
        snprintf(column->place, sizeof column->place, "column '%.100s'", name);
        column->name = PyUnicode_InternFromString(name);
        if (column->name == NULL) {
            return -1;
        }
        name += strlen(name) + 1;
    }
    return 0;
}

/*
 * Binds a callable that returns rows. `names` holds its name and those of the columns, each with a zero behind it;
 * `types` one byte per parameter, then one per column. Returns NULL and reports the Python error if there is none.
 */
PW_EXPORT(pw_define_table)
typed_table *
pw_define_table(const char *names, int parameters, int columns, const uint8_t *types)
{
    typed_table *table = PyMem_RawCalloc(1, sizeof *table);
    if (table == NULL) {
        PyErr_NoMemory();
        pw_report();
        return NULL;
    }
    if (parameters > PW_MAX_COLUMNS || columns > PW_MAX_COLUMNS) {
        PyErr_Format(PyExc_ValueError, "at most %d parameters and columns are supported, got %d and %d",
                     PW_MAX_COLUMNS, parameters, columns);
    }
    else {
        table->parameters = parameters;
        table->columns = columns;
        memcpy(table->types, types, (size_t)(parameters + columns));
        table->callable = pw_resolve(names, (Py_ssize_t)strlen(names));
    }
    if (table->callable == NULL || describe_columns(table, names + strlen(names) + 1) < 0) {
        pw_report();
        undefine(table);
        return NULL;
    }
    return table;
}

/* What can be iterated and is meant as rows: a text would be taken for its letters. */
static PyObject *
rows_of(PyObject *answer)
{
    if (answer == Py_None || PyUnicode_Check(answer) || PyBytes_Check(answer) || PyDict_Check(answer)
        || (Py_TYPE(answer)->tp_iter == NULL && !PySequence_Check(answer))) {
        return PyErr_Format(PyExc_TypeError, "expected rows from a table function, got %.100s: yield them one by one",
                            Py_TYPE(answer)->tp_name);
    }
    return PyObject_GetIter(answer);
}

/*
 * Calls the handler with the first row of `columns`. Returns the iterator of its rows, which has none if a strict
 * parameter is NULL; or NULL, where the error has been reported.
 */
PW_EXPORT(pw_open)
PyObject *
pw_open(const typed_table *table, const pw_column *columns)
{
    PyObject *answer = pw_is_null_call(table->types, columns, table->parameters, 0)
                           ? PyTuple_New(0)
                           : pw_call_with_row(table->callable, NULL, table->types, columns, table->parameters, 0);
    PyObject *rows = answer == NULL ? NULL : rows_of(answer);
    Py_XDECREF(answer);
    if (rows == NULL) {
        pw_report();
    }
    return rows;
}

static int
write_column(const typed_table *table, pw_column *columns, int i, int row, uint32_t *used, PyObject *value)
{
    pw_set_place(table->described[i].place);
    return pw_write(&columns[i], table->types[table->parameters + i], row, &used[i], value);
}

static int
write_sequence(const typed_table *table, pw_column *columns, int row, uint32_t *used, PyObject *values)
{
    Py_ssize_t size = PySequence_Fast_GET_SIZE(values);
    if (size != table->columns) {
        PyErr_Format(PyExc_TypeError, "expected a row of %d values, got %zd", table->columns, size);
        return -1;
    }
    for (int i = 0; i < table->columns; i++) {
        if (write_column(table, columns, i, row, used, PySequence_Fast_GET_ITEM(values, i)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int
write_dict(const typed_table *table, pw_column *columns, int row, uint32_t *used, PyObject *values)
{
    if (PyDict_GET_SIZE(values) > table->columns) {
        PyErr_Format(PyExc_TypeError, "expected a row of %d values, got %zd", table->columns, PyDict_GET_SIZE(values));
        return -1;
    }
    for (int i = 0; i < table->columns; i++) {
        PyObject *value = PyDict_GetItemWithError(values, table->described[i].name);
        if (value == NULL) {
            if (!PyErr_Occurred()) {
                PyErr_Format(PyExc_TypeError, "the row has no value for %s", table->described[i].place);
            }
            return -1;
        }
        if (write_column(table, columns, i, row, used, value) < 0) {
            return -1;
        }
    }
    return 0;
}

/* A row is a tuple or a dict; where the table has one column also a bare value, where it has several also a list. */
static int
write_row(const typed_table *table, pw_column *columns, int row, uint32_t *used, PyObject *values)
{
    if (PyTuple_Check(values) || (PyList_Check(values) && table->columns > 1)) {
        return write_sequence(table, columns, row, used, values);
    }
    if (PyDict_Check(values)) {
        return write_dict(table, columns, row, used, values);
    }
    if (table->columns > 1) {
        PyErr_Format(PyExc_TypeError, "expected a tuple or dict as row, got %.100s", Py_TYPE(values)->tp_name);
        return -1;
    }
    return write_column(table, columns, 0, row, used, values);
}

/*
 * Fetches rows into `columns`. Returns how many: fewer than asked for at the end of the rows. Below zero, the error has
 * been reported, and -1 minus the returned number of rows were fetched before it.
 */
PW_EXPORT(pw_fetch)
int
pw_fetch(const typed_table *table, PyObject *iterator, pw_column *columns, int rows)
{
    uint32_t used[PW_MAX_COLUMNS] = {0};
    for (int row = 0; row < rows; row++) {
        PyObject *values = PyIter_Next(iterator);
        if (values == NULL && !PyErr_Occurred()) {
            return row;
        }
        int status = values == NULL ? -1 : write_row(table, columns, row, used, values);
        Py_XDECREF(values);
        if (status < 0) {
            pw_report();
            return -1 - row;
        }
    }
    return rows;
}

/* Ends an iterator: a generator runs its finally blocks, whose errors are Python's affair. */
PW_EXPORT(pw_close)
void
pw_close(PyObject *iterator)
{
    Py_DECREF(iterator);
}
