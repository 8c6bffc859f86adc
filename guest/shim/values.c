/*
 * One value between a column in linear memory and a Python object, no JSON.
 */
#include "values.h"

#include <datetime.h>
#include <string.h>

PyObject *pw_decimal_type;

/* Furthest from UTC, either way, that the host's classes of time know. */
#define MAX_OFFSET (18 * 3600)

static const int64_t MICROS_PER_SECOND = 1000000;
static const int64_t MICROS_PER_DAY = 86400 * 1000000LL;

int
pw_values_init(void)
{
    PyDateTime_IMPORT;
    if (PyDateTimeAPI == NULL) {
        return -1;
    }
    PyObject *decimal = PyImport_ImportModule("decimal");
    if (decimal == NULL) {
        return -1;
    }
    pw_decimal_type = PyObject_GetAttrString(decimal, "Decimal");
    Py_DECREF(decimal);
    return pw_decimal_type == NULL ? -1 : 0;
}

/* Civil calendar from and to day numbers: the era-of-400-years method, exact over all of years 1 to 9999. */
static void
civil_from_days(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    unsigned doe = (unsigned)(days - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

static int64_t
days_from_civil(int year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    unsigned yoe = (unsigned)(year - era * 400);
    unsigned doy = (153u * (unsigned)(month > 2 ? month - 3 : month + 9) + 2) / 5 + (unsigned)day - 1;
    unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + (int64_t)doe - 719468;
}

PyObject *
pw_date_from_days(int64_t days)
{
    int year, month, day;
    civil_from_days(days, &year, &month, &day);
    return PyDate_FromDate(year, month, day);
}

PyObject *
pw_time_in_zone(int64_t micros, PyObject *zone)
{
    int64_t seconds = micros / MICROS_PER_SECOND;
    return PyDateTimeAPI->Time_FromTime((int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60),
                                        (int)(micros % MICROS_PER_SECOND), zone, PyDateTimeAPI->TimeType);
}

PyObject *
pw_datetime_in_zone(int64_t micros, PyObject *zone)
{
    int64_t days = micros / MICROS_PER_DAY;
    int64_t rest = micros % MICROS_PER_DAY;
    if (rest < 0) {
        rest += MICROS_PER_DAY;
        days--;
    }
    int year, month, day;
    civil_from_days(days, &year, &month, &day);
    int64_t seconds = rest / MICROS_PER_SECOND;
    return PyDateTimeAPI->DateTime_FromDateAndTime(year, month, day, (int)(seconds / 3600), (int)(seconds / 60 % 60),
                                                   (int)(seconds % 60), (int)(rest % MICROS_PER_SECOND), zone,
                                                   PyDateTimeAPI->DateTimeType);
}

/* A new reference to a tzinfo. */
PyObject *
pw_zone_of(int offset)
{
    if (offset == 0) {
        return Py_NewRef(PyDateTime_TimeZone_UTC);
    }
    PyObject *delta = PyDelta_FromDSU(0, offset, 0);
    PyObject *zone = delta == NULL ? NULL : PyTimeZone_FromOffset(delta);
    Py_XDECREF(delta);
    return zone;
}

static PyObject *
zoned(const uint8_t *bytes, int type)
{
    pw_zoned value;
    memcpy(&value, bytes, sizeof value);
    PyObject *zone = pw_zone_of(value.offset);
    if (zone == NULL) {
        return NULL;
    }
    PyObject *time = type == PW_TIME_WITH_TIME_ZONE ? pw_time_in_zone(value.micros, zone)
                                                    : pw_datetime_in_zone(value.micros, zone);
    Py_DECREF(zone);
    return time;
}

static PyObject *
interval_from_micros(int64_t micros)
{
    int64_t days = micros / MICROS_PER_DAY;
    int64_t rest = micros % MICROS_PER_DAY;
    if (rest < 0) {
        rest += MICROS_PER_DAY;
        days--;
    }
    return PyDelta_FromDSU((int)days, (int)(rest / MICROS_PER_SECOND), (int)(rest % MICROS_PER_SECOND));
}

/* What a function of the prelude makes of a text. */
static PyObject *
parsed(const char *function, const char *text, Py_ssize_t length)
{
    PyObject *decoded = PyUnicode_DecodeUTF8(text, length, NULL);
    return decoded == NULL ? NULL : PyObject_CallMethod(pw_prelude, function, "(N)", decoded);
}

static PyObject *
decimal_from_text(const char *text, Py_ssize_t length)
{
    PyObject *digits = PyUnicode_DecodeASCII(text, length, NULL);
    if (digits == NULL) {
        return NULL;
    }
    PyObject *value = PyObject_CallOneArg(pw_decimal_type, digits);
    Py_DECREF(digits);
    return value;
}

PyObject *
pw_read(const pw_column *column, int type, int row)
{
    if (!column->valid[row]) {
        return Py_NewRef(Py_None);
    }
    int64_t number = ((const int64_t *)column->data)[row];
    const pw_span *span = (const pw_span *)column->data + row;
    switch (type) {
    case PW_BOOLEAN: return PyBool_FromLong(number != 0);
    case PW_INT64: return PyLong_FromLongLong(number);
    case PW_FLOAT64: return PyFloat_FromDouble(((const double *)column->data)[row]);
    case PW_DECIMAL: return decimal_from_text((const char *)column->heap + span->offset, span->length);
    case PW_TEXT: return PyUnicode_DecodeUTF8((const char *)column->heap + span->offset, span->length, NULL);
    case PW_BYTES: return PyBytes_FromStringAndSize((const char *)column->heap + span->offset, span->length);
    case PW_DATE: return pw_date_from_days(number);
    case PW_TIME: return pw_time_in_zone(number, Py_None);
    case PW_TIMESTAMP: return pw_datetime_in_zone(number, Py_None);
    case PW_TIME_WITH_TIME_ZONE:
    case PW_TIMESTAMP_WITH_TIME_ZONE: return zoned(column->heap + span->offset, type);
    case PW_INTERVAL: return interval_from_micros(number);
    case PW_UUID:
        return PyObject_CallMethod(pw_prelude, "uuid_of", "y#", (const char *)column->heap + span->offset,
                                   (Py_ssize_t)span->length);
    case PW_JSON: return parsed("json_value", (const char *)column->heap + span->offset, span->length);
    case PW_VALUE: return parsed("column_value", (const char *)column->heap + span->offset, span->length);
    case PW_ROWS: return Py_NewRef((PyObject *)(uintptr_t)number);
    default: return PyErr_Format(PyExc_SystemError, "unknown column type %d", type);
    }
}

/* What is written now, for messages. */
static const char *place = "result";

void
pw_set_place(const char *name)
{
    place = name;
}

static int
wrong_type(const char *expected, PyObject *value)
{
    PyErr_Format(PyExc_TypeError, "expected %s as %s, got %.100s", expected, place, Py_TYPE(value)->tp_name);
    return -1;
}

static int
write_span(pw_column *column, int row, uint32_t *used, const char *bytes, Py_ssize_t length)
{
    if ((uint64_t)*used + (uint64_t)length > column->capacity) {
        uint64_t capacity = ((uint64_t)*used + (uint64_t)length) * 2;
        uint8_t *grown = capacity > INT32_MAX ? NULL : PyMem_RawRealloc(column->heap, (size_t)capacity);
        if (grown == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        column->heap = grown;
        column->capacity = (uint32_t)capacity;
    }
    memcpy(column->heap + *used, bytes, (size_t)length);
    pw_span *span = (pw_span *)column->data + row;
    span->offset = *used;
    span->length = (uint32_t)length;
    *used += (uint32_t)length;
    return 0;
}

static int
write_text(pw_column *column, int row, uint32_t *used, PyObject *text)
{
    Py_ssize_t length;
    const char *utf8 = PyUnicode_AsUTF8AndSize(text, &length);
    return utf8 == NULL ? -1 : write_span(column, row, used, utf8, length);
}

static int
write_decimal(pw_column *column, int row, uint32_t *used, PyObject *value)
{
    PyObject *text = PyObject_Str(value);
    if (text == NULL) {
        return -1;
    }
    int status = write_text(column, row, used, text);
    Py_DECREF(text);
    return status;
}

static int
write_integer(pw_column *column, int row, PyObject *value)
{
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow) {
        PyErr_Format(PyExc_OverflowError, "%s is out of the range of a 64-bit integer", place);
        return -1;
    }
    ((int64_t *)column->data)[row] = number;
    return 0;
}

static int64_t
micros_of_day(int hour, int minute, int second, int micro)
{
    return ((hour * 60LL + minute) * 60 + second) * MICROS_PER_SECOND + micro;
}

int64_t
pw_days_of_date(PyObject *value)
{
    return days_from_civil(PyDateTime_GET_YEAR(value), PyDateTime_GET_MONTH(value), PyDateTime_GET_DAY(value));
}

static int
write_date(pw_column *column, int row, PyObject *value)
{
    ((int64_t *)column->data)[row] = pw_days_of_date(value);
    return 0;
}

int64_t
pw_micros_of_time(PyObject *value)
{
    return micros_of_day(PyDateTime_TIME_GET_HOUR(value), PyDateTime_TIME_GET_MINUTE(value),
                         PyDateTime_TIME_GET_SECOND(value), PyDateTime_TIME_GET_MICROSECOND(value));
}

static int
write_time(pw_column *column, int row, PyObject *value)
{
    if (PyDateTime_TIME_GET_TZINFO(value) != Py_None) {
        PyErr_Format(PyExc_TypeError, "expected a time without time zone as %s, got one with tzinfo", place);
        return -1;
    }
    ((int64_t *)column->data)[row] = pw_micros_of_time(value);
    return 0;
}

int64_t
pw_micros_of_datetime(PyObject *value)
{
    return pw_days_of_date(value) * MICROS_PER_DAY
           + micros_of_day(PyDateTime_DATE_GET_HOUR(value), PyDateTime_DATE_GET_MINUTE(value),
                           PyDateTime_DATE_GET_SECOND(value), PyDateTime_DATE_GET_MICROSECOND(value));
}

static int
write_timestamp(pw_column *column, int row, PyObject *value)
{
    if (PyDateTime_DATE_GET_TZINFO(value) != Py_None) {
        PyErr_Format(PyExc_TypeError, "expected a datetime without time zone as %s, got one with tzinfo", place);
        return -1;
    }
    ((int64_t *)column->data)[row] = pw_micros_of_datetime(value);
    return 0;
}

PyObject *
pw_utc_offset(PyObject *value, int32_t *seconds)
{
    PyObject *offset = PyObject_CallMethod(value, "utcoffset", NULL);
    *seconds = PW_NO_OFFSET;
    if (offset != NULL && offset != Py_None && PyDateTime_DELTA_GET_MICROSECONDS(offset) == 0) {
        int32_t whole = PyDateTime_DELTA_GET_DAYS(offset) * 86400 + PyDateTime_DELTA_GET_SECONDS(offset);
        if (whole <= MAX_OFFSET && whole >= -MAX_OFFSET) {
            *seconds = whole;
        }
    }
    return offset;
}

/* Seconds from UTC of a time or datetime that has them. */
static int
offset_of(PyObject *value, int32_t *seconds)
{
    PyObject *offset = pw_utc_offset(value, seconds);
    if (offset == NULL) {
        return -1;
    }
    int status = 0;
    if (offset == Py_None) {
        PyErr_Format(PyExc_TypeError, "expected a %s with time zone as %s, got one without",
                     PyTime_Check(value) ? "time" : "datetime", place);
        status = -1;
    }
    else if (*seconds == PW_NO_OFFSET) {
        PyErr_Format(PyExc_ValueError, "expected an offset from UTC of whole seconds up to 18 hours as %s, got %S",
                     place, offset);
        status = -1;
    }
    Py_DECREF(offset);
    return status;
}

static int
write_zoned(pw_column *column, int row, uint32_t *used, PyObject *value)
{
    pw_zoned zoned = {.micros = PyTime_Check(value) ? pw_micros_of_time(value) : pw_micros_of_datetime(value)};
    int32_t offset;
    if (offset_of(value, &offset) < 0) {
        return -1;
    }
    zoned.offset = offset;
    return write_span(column, row, used, (const char *)&zoned, sizeof zoned);
}

static int
write_interval(pw_column *column, int row, PyObject *value)
{
    int64_t micros;
    int64_t days = PyDateTime_DELTA_GET_DAYS(value);
    int64_t rest = PyDateTime_DELTA_GET_SECONDS(value) * MICROS_PER_SECOND + PyDateTime_DELTA_GET_MICROSECONDS(value);
    if (days < 0) {
        /* Python's days are rounded down: those of the least interval have no room by themselves. */
        days++;
        rest -= MICROS_PER_DAY;
    }
    if (__builtin_mul_overflow(days, MICROS_PER_DAY, &micros)
        || __builtin_add_overflow(micros, rest, &micros)) {
        PyErr_Format(PyExc_OverflowError, "%s is out of the range of an interval, which is some 292,000 years", place);
        return -1;
    }
    ((int64_t *)column->data)[row] = micros;
    return 0;
}

/* Writes the text that a function of the prelude makes of the value. */
static int
write_text_of(pw_column *column, int row, uint32_t *used, const char *function, PyObject *value)
{
    PyObject *text = PyObject_CallMethod(pw_prelude, function, "Os", value, place);
    if (text == NULL) {
        return -1;
    }
    int status = write_text(column, row, used, text);
    Py_DECREF(text);
    return status;
}

static int
write_uuid(pw_column *column, int row, uint32_t *used, PyObject *value)
{
    PyObject *bytes = PyObject_CallMethod(pw_prelude, "uuid_bytes", "(O)", value);
    if (bytes == NULL) {
        return -1;
    }
    int status = bytes == Py_None ? wrong_type("uuid.UUID", value)
                                  : write_span(column, row, used, PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes));
    Py_DECREF(bytes);
    return status;
}

static int
write_float(pw_column *column, int row, PyObject *value)
{
    double number = PyFloat_AsDouble(value);
    if (number == -1.0 && PyErr_Occurred()) {
        return -1;
    }
    ((double *)column->data)[row] = number;
    return 0;
}

/* Nothing is coerced but int to float and to Decimal, as PEP 484's numeric tower allows; bool is no int. */
int
pw_write(pw_column *column, int type, int row, uint32_t *used, PyObject *value)
{
    column->valid[row] = value != Py_None;
    if (value == Py_None) {
        return 0;
    }
    int integer = PyLong_Check(value) && !PyBool_Check(value);
    switch (type) {
    case PW_BOOLEAN:
        if (!PyBool_Check(value)) {
            return wrong_type("bool", value);
        }
        ((int64_t *)column->data)[row] = value == Py_True;
        return 0;
    case PW_INT64: return integer ? write_integer(column, row, value) : wrong_type("int", value);
    case PW_FLOAT64:
        return integer || PyFloat_Check(value) ? write_float(column, row, value) : wrong_type("float", value);
    case PW_DECIMAL:
        return integer || PyObject_TypeCheck(value, (PyTypeObject *)pw_decimal_type)
                   ? write_decimal(column, row, used, value) : wrong_type("decimal.Decimal", value);
    case PW_TEXT: return PyUnicode_Check(value) ? write_text(column, row, used, value) : wrong_type("str", value);
    case PW_BYTES:
        return PyBytes_Check(value)
                   ? write_span(column, row, used, PyBytes_AS_STRING(value), PyBytes_GET_SIZE(value))
                   : wrong_type("bytes", value);
    case PW_DATE:
        return PyDate_Check(value) && !PyDateTime_Check(value) ? write_date(column, row, value)
                                                               : wrong_type("datetime.date", value);
    case PW_TIME:
        return PyTime_Check(value) ? write_time(column, row, value) : wrong_type("datetime.time", value);
    case PW_TIMESTAMP:
        return PyDateTime_Check(value) ? write_timestamp(column, row, value) : wrong_type("datetime.datetime", value);
    case PW_TIME_WITH_TIME_ZONE:
        return PyTime_Check(value) ? write_zoned(column, row, used, value) : wrong_type("datetime.time", value);
    case PW_TIMESTAMP_WITH_TIME_ZONE:
        return PyDateTime_Check(value) ? write_zoned(column, row, used, value)
                                       : wrong_type("datetime.datetime", value);
    case PW_INTERVAL:
        return PyDelta_Check(value) ? write_interval(column, row, value) : wrong_type("datetime.timedelta", value);
    case PW_UUID: return write_uuid(column, row, used, value);
    case PW_JSON: return write_text_of(column, row, used, "json_text", value);
    case PW_VALUE: return write_text_of(column, row, used, "column_text", value);
    default:
        PyErr_Format(PyExc_SystemError, "unknown column type %d", type);
        return -1;
    }
}
