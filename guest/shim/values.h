#ifndef PYTHON_WASM_VALUES_H
#define PYTHON_WASM_VALUES_H

#include "shim.h"
#include "columns.h"

/* Of a function's parameters, and of a table's columns. */
#define PW_MAX_COLUMNS 100

/* A new reference to the value of a row, None for NULL; NULL with an error set. */
PyObject *pw_read(const pw_column *column, int type, int row);

/*
 * Writes a result. `used` counts the bytes of the column's heap that the rows before it filled. Returns -1 with an
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

/*
 * Calls a vectorized function with a pair of views for each parameter and for the result, which it writes; of the rows that are
 * kept. Returns 0, or -1 with an error set.
 */
int pw_call_with_buffers(PyObject *callable, const uint8_t *types, int parameters, int result, pw_column *columns,
                         const int *kept, int count);

/* A callable by the name that the host gave; NULL with an error set. */
PyObject *pw_resolve(const char *name, Py_ssize_t length);

/* The class decimal.Decimal. */
extern PyObject *pw_decimal_type;

/* Moments as numbers; zones are tzinfo objects or None. All objects are new references. */
PyObject *pw_date_from_days(int64_t days);
PyObject *pw_time_in_zone(int64_t micros, PyObject *zone);
PyObject *pw_datetime_in_zone(int64_t micros, PyObject *zone);
PyObject *pw_zone_of(int offset);
int64_t pw_days_of_date(PyObject *date);

/*
 * The offset from UTC of a time or datetime, a new reference to a timedelta or None, and its seconds; PW_NO_OFFSET if it is
 * none of whole seconds up to 18 hours, which the host's classes know.
 */
PyObject *pw_utc_offset(PyObject *value, int32_t *seconds);
#define PW_NO_OFFSET INT32_MAX

int64_t pw_micros_of_time(PyObject *time);
int64_t pw_micros_of_datetime(PyObject *datetime);

#endif
