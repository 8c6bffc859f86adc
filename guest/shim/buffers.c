/*
 * Columns as a vectorized function sees them that asked for buffers: a view of the values and one of what is not NULL, of a copy,
 * which Python objects own. So a view has no memory that the host writes or that is released, whatever becomes of it; and after the
 * call it raises, as does every other one that was made of it.
 */
#include "values.h"

#include <string.h>

/* Of those that outlive their call at most as many are looked at after a call. */
#define SWEPT 32

typedef struct {
    PyObject *values, *valid;           /* what the views are of: bytes of a parameter, a bytearray of the result */
    PyObject *values_base, *valid_base; /* which views are made of */
} column_buffers;

/* Buffers whose views somebody still has: they and their memory go when these do. */
static PyObject *outliving;
static Py_ssize_t swept;

/* A view of bytes, cast to a format; *base keeps the buffer. */
static PyObject *
view_of(PyObject *memory, const char *format, PyObject **base)
{
    *base = PyMemoryView_FromObject(memory);
    return *base == NULL ? NULL : PyObject_CallMethod(*base, "cast", "s", format);
}

static PyObject *
column_of(column_buffers *buffers, int type)
{
    if (buffers->values == NULL || buffers->valid == NULL) {
        return NULL;
    }
    PyObject *values = view_of(buffers->values, type == PW_FLOAT64 ? "d" : "q", &buffers->values_base);
    PyObject *valid = values == NULL ? NULL : view_of(buffers->valid, "?", &buffers->valid_base);
    PyObject *column = valid == NULL ? NULL : PyObject_CallMethod(pw_prelude, "Column", "OO", values, valid);
    Py_XDECREF(values);
    Py_XDECREF(valid);
    return column;
}

static PyObject *
parameter_of(column_buffers *buffers, const pw_column *column, int type, const int *kept, int count)
{
    buffers->values = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)count * 8);
    buffers->valid = PyBytes_FromStringAndSize(NULL, count);
    if (buffers->values != NULL && buffers->valid != NULL) {
        int64_t *values = (int64_t *)(void *)PyBytes_AS_STRING(buffers->values);
        char *valid = PyBytes_AS_STRING(buffers->valid);
        const int64_t *data = column->data;
        for (int i = 0; i < count; i++) {
            valid[i] = column->valid[kept[i]] != 0;
            /* What lies under a NULL is of another batch. */
            int64_t value = valid[i] ? data[kept[i]] : 0;
            memcpy(&values[i], &value, sizeof value);
        }
    }
    return column_of(buffers, type);
}

static PyObject *
result_of(column_buffers *buffers, int type, int count)
{
    buffers->values = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)count * 8);
    buffers->valid = PyByteArray_FromStringAndSize(NULL, count);
    if (buffers->values != NULL && buffers->valid != NULL) {
        memset(PyByteArray_AS_STRING(buffers->values), 0, (size_t)count * 8);
        memset(PyByteArray_AS_STRING(buffers->valid), 1, (size_t)count);
    }
    return column_of(buffers, type);
}

static _PyManagedBufferObject *
outliving_at(Py_ssize_t place)
{
    return (_PyManagedBufferObject *)PyList_GET_ITEM(outliving, place);
}

/* Frees a buffer that nobody else has. Its memory is released only if it does not count as released already. */
static void
free_buffer(_PyManagedBufferObject *buffer)
{
    buffer->flags &= ~_Py_MANAGED_BUFFER_RELEASED;
    Py_DECREF(buffer);
}

/* All views of the buffer raise from now on; its memory stays for those who read it without one, such as struct.iter_unpack. */
static void
end_view(PyObject *base)
{
    if (base == NULL) {
        return;
    }
    _PyManagedBufferObject *buffer = ((PyMemoryViewObject *)base)->mbuf;
    Py_INCREF(buffer);
    buffer->flags |= _Py_MANAGED_BUFFER_RELEASED;
    Py_DECREF(base);
    if (Py_REFCNT(buffer) == 1) {
        free_buffer(buffer);
        return;
    }
    PyObject *raised = PyErr_GetRaisedException();
    if (outliving == NULL) {
        outliving = PyList_New(0);
        if (outliving != NULL) {
            PyObject_GC_UnTrack(outliving); /* no script finds it */
        }
    }
    if (outliving == NULL || PyList_Append(outliving, (PyObject *)buffer) < 0) {
        PyErr_Clear(); /* without memory it is never freed */
    }
    else {
        Py_DECREF(buffer);
    }
    PyErr_SetRaisedException(raised);
}

static void
sweep(void)
{
    for (int i = 0; outliving != NULL && i < SWEPT && PyList_GET_SIZE(outliving) > 0; i++) {
        Py_ssize_t last = PyList_GET_SIZE(outliving) - 1;
        if (swept > last) {
            swept = 0;
        }
        _PyManagedBufferObject *buffer = outliving_at(swept);
        if (Py_REFCNT(buffer) > 1) {
            swept++;
            continue;
        }
        Py_INCREF(buffer);
        Py_INCREF(outliving_at(last));
        if (PyList_SetItem(outliving, swept, (PyObject *)outliving_at(last)) < 0
            || PyList_SetSlice(outliving, last, last + 1, NULL) < 0) {
            PyErr_Clear();
        }
        free_buffer(buffer);
    }
}

static void
end_buffers(column_buffers *buffers)
{
    end_view(buffers->values_base);
    end_view(buffers->valid_base);
    Py_XDECREF(buffers->values);
    Py_XDECREF(buffers->valid);
}

/* Returns -1 with an error set if the script has changed their size, which it can where it ends all views by itself. */
static int
take_results(const column_buffers *buffers, pw_column *column, const int *kept, int count)
{
    if (PyByteArray_GET_SIZE(buffers->values) != (Py_ssize_t)count * 8 || PyByteArray_GET_SIZE(buffers->valid) != count) {
        PyErr_SetString(PyExc_BufferError, "the results have another size than the arguments");
        return -1;
    }
    const char *values = PyByteArray_AS_STRING(buffers->values);
    const char *valid = PyByteArray_AS_STRING(buffers->valid);
    for (int i = 0; i < count; i++) {
        column->valid[kept[i]] = valid[i] != 0;
        memcpy((char *)column->data + (size_t)kept[i] * 8, values + (size_t)i * 8, 8);
    }
    return 0;
}

int
pw_call_with_buffers(PyObject *callable, const uint8_t *types, int parameters, int result, pw_column *columns,
                     const int *kept, int count)
{
    column_buffers buffers[PW_MAX_COLUMNS + 1];
    PyObject *arguments[PW_MAX_COLUMNS + 2];
    int made = 0;
    int read = 0;
    for (PyObject *column = Py_None; column != NULL && read <= parameters; read += column != NULL) {
        column_buffers *own = &buffers[made++];
        memset(own, 0, sizeof *own);
        column = read < parameters ? parameter_of(own, &columns[read], types[read] & ~PW_STRICT, kept, count)
                                   : result_of(own, result, count);
        arguments[1 + read] = column;
    }
    PyObject *returned = NULL;
    if (read > parameters) {
        returned = PyObject_Vectorcall(callable, arguments + 1, (size_t)read | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    for (int i = 0; i < read; i++) {
        Py_DECREF(arguments[1 + i]);
    }
    if (returned != NULL && returned != Py_None) {
        PyErr_Format(PyExc_TypeError, "a function with buffers writes its results into its last argument and returns None, got %.100s",
                     Py_TYPE(returned)->tp_name);
        Py_CLEAR(returned);
    }
    int status = returned == NULL ? -1 : take_results(&buffers[parameters], &columns[parameters], kept, count);
    Py_XDECREF(returned);
    for (int i = 0; i < made; i++) {
        end_buffers(&buffers[i]);
    }
    sweep();
    return status;
}
