/*
 * The rows of a query on their way into a table function: a list of named tuples, which grows by batches.
 */
#include "values.h"

#include <string.h>

typedef struct {
    PyObject *list; /* what a parameter of the type PW_ROWS gets */
    PyTypeObject *row;
    int columns;
    uint8_t types[PW_MAX_COLUMNS];
} row_list;

static PyObject *
named_tuple(const char *names, int columns)
{
    PyObject *fields = PyTuple_New(columns);
    for (int i = 0; fields != NULL && i < columns; i++) {
        PyObject *name = PyUnicode_FromString(names);
        if (name == NULL) {
            Py_CLEAR(fields);
            break;
        }
        PyTuple_SET_ITEM(fields, i, name);
        names += strlen(names) + 1;
    }
    return fields == NULL ? NULL : PyObject_CallMethod(pw_prelude, "row_type", "(N)", fields);
}

PW_EXPORT(pw_free_rows)
void
pw_free_rows(row_list *rows)
{
    Py_XDECREF(rows->list);
    Py_XDECREF(rows->row);
    PyMem_RawFree(rows);
}

/* `names` holds those of the columns, each with a zero behind it. Returns NULL if the error has been reported. */
PW_EXPORT(pw_new_rows)
row_list *
pw_new_rows(const char *names, int columns, const uint8_t *types)
{
    row_list *rows = PyMem_RawCalloc(1, sizeof *rows);
    if (rows == NULL) {
        PyErr_NoMemory();
    }
    else if (columns > PW_MAX_COLUMNS) {
        PyErr_Format(PyExc_ValueError, "at most %d columns are supported, got %d", PW_MAX_COLUMNS, columns);
    }
    else {
        rows->columns = columns;
        memcpy(rows->types, types, (size_t)columns);
        rows->row = (PyTypeObject *)named_tuple(names, columns);
        rows->list = rows->row == NULL ? NULL : PyList_New(0);
    }
    if (PyErr_Occurred()) {
        pw_report();
        if (rows != NULL) {
            pw_free_rows(rows);
        }
        return NULL;
    }
    return rows;
}

PW_EXPORT(pw_list_of_rows)
PyObject *
pw_list_of_rows(const row_list *rows)
{
    return rows->list;
}

static int
append_row(row_list *rows, const pw_column *columns, int row)
{
    PyObject *values = rows->row->tp_alloc(rows->row, rows->columns);
    for (int i = 0; values != NULL && i < rows->columns; i++) {
        PyObject *value = pw_read(&columns[i], rows->types[i], row);
        if (value == NULL) {
            Py_CLEAR(values);
            break;
        }
        PyTuple_SET_ITEM(values, i, value);
    }
    int status = values == NULL ? -1 : PyList_Append(rows->list, values);
    Py_XDECREF(values);
    return status;
}

/* Returns how many rows were appended; fewer than given if the error has been reported. */
PW_EXPORT(pw_append_rows)
int
pw_append_rows(row_list *rows, const pw_column *columns, int count)
{
    for (int row = 0; row < count; row++) {
        if (append_row(rows, columns, row) < 0) {
            pw_report();
            return row;
        }
    }
    return count;
}
