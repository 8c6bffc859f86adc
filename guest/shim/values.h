#ifndef PYTHON_WASM_VALUES_H
#define PYTHON_WASM_VALUES_H

#include "shim.h"
#include "columns.h"

/* Of a function's parameters, and of a table's columns. */
#define PW_MAX_COLUMNS 100

/* A new reference to the value of a row, None for NULL; NULL with an error set. */
PyObject *pw_read(const pw_column *column, int type, int row);

/*
 * Writes a result. `used` counts the bytes of the column's heap that the rows before it filled. Answers -1 with an
 * error set where the value is of another type.
 */
int pw_write(pw_column *column, int type, int row, uint32_t *used, PyObject *value);

/* How error messages call the values that are written from now on. */
void pw_set_place(const char *name);

/* A strict parameter of the row is NULL. */
int pw_is_null_call(const uint8_t *types, const pw_column *columns, int parameters, int row);

/*
 * Calls with `self`, unless that is NULL, and the values of the row. A new reference; NULL with an error set.
 */
PyObject *pw_call_with_row(PyObject *callable, PyObject *self, const uint8_t *types, const pw_column *columns,
                           int parameters, int row);

/* A callable by the name that the host gave; NULL with an error set. */
PyObject *pw_resolve(const char *name, Py_ssize_t length);

#endif
