/*
 * How another JVM thread raises an exception in a running guest. It writes into the thread state what
 * PyThreadState_SetAsyncExc would write, and Python code looks there at each call and each turn of a loop. C code that runs
 * for long looks there too: where CPython asks for signals (wrapped.txt), in arithmetic, regular expressions and sleep, and
 * where an iterator without an end, or with a far one, hands out the next item to whatever sums, sorts or collects.
 */
#include "host.h"

#define Py_BUILD_CORE
#include "internal/pycore_ceval.h"
#include "internal/pycore_pystate.h"
#undef Py_BUILD_CORE

/* The words are the host's to write while the guest runs, so no guest function can do it. */
static struct {
    void *eval_breaker;
    void *async_exception;
    PyObject *keyboard_interrupt;
    PyObject *timeout_error;
    uint32_t async_exception_bit;
} interrupt_cells;

PW_EXPORT(pw_interrupt_cells)
void *
pw_interrupt_cells(void)
{
    PyThreadState *thread = PyThreadState_Get();
    interrupt_cells.eval_breaker = &thread->eval_breaker;
    interrupt_cells.async_exception = &thread->async_exc;
    interrupt_cells.keyboard_interrupt = PyExc_KeyboardInterrupt;
    interrupt_cells.timeout_error = PyExc_TimeoutError;
    interrupt_cells.async_exception_bit = _PY_ASYNC_EXCEPTION_BIT;
    return &interrupt_cells;
}

static inline int
is_interrupted(void)
{
    const PyThreadState *thread = _PyThreadState_GET();
    return thread != NULL && (thread->eval_breaker & _PY_ASYNC_EXCEPTION_BIT) != 0;
}

/* Raises the exception that waits, as Python code would. Answers -1, or 0 where none does. */
static int
raise_interruption(void)
{
    PyThreadState *thread = _PyThreadState_GET();
    if (PyErr_Occurred()) {
        return 0; /* it is raised when that one was handled */
    }
    PyObject *exception = thread->async_exc;
    thread->async_exc = NULL;
    thread->eval_breaker &= ~(uintptr_t)_PY_ASYNC_EXCEPTION_BIT;
    if (exception == NULL) {
        return 0;
    }
    PyErr_SetNone(exception);
    Py_DECREF(exception);
    return -1;
}

int __real_PyErr_CheckSignals(void);

int
__wrap_PyErr_CheckSignals(void)
{
    return is_interrupted() && raise_interruption() < 0 ? -1 : __real_PyErr_CheckSignals();
}

#define ITERATORS(X) \
    X(range) X(long_range) X(callable) X(count) X(cycle) X(repeat) \
    X(product) X(permutations) X(combinations) X(combinations_with_replacement)

#define CHECKED_NEXT(name) \
    static iternextfunc name##_next; \
    static PyObject * \
    name##_checked_next(PyObject *iterator) \
    { \
        return is_interrupted() && raise_interruption() < 0 ? NULL : name##_next(iterator); \
    }

ITERATORS(CHECKED_NEXT)

/* In the slot, and in the type's __next__, from which subclasses take theirs. */
static int
replace_next(PyTypeObject *type, iternextfunc checked, iternextfunc *original)
{
    PyObject *names = PyType_GetDict(type);
    PyObject *method = PyDict_GetItemString(names, "__next__");
    Py_DECREF(names);
    if (method == NULL || !Py_IS_TYPE(method, &PyWrapperDescr_Type)) {
        PyErr_Format(PyExc_SystemError, "%s has no __next__: another version of CPython?", type->tp_name);
        return -1;
    }
    *original = type->tp_iternext;
    type->tp_iternext = checked;
    ((PyWrapperDescrObject *)method)->d_wrapped = (void *)checked;
    return 0;
}

static int
replace_next_of(PyObject *module, const char *name, iternextfunc checked, iternextfunc *original)
{
    PyObject *type = PyObject_GetAttrString(module, name);
    int status = type == NULL ? -1 : replace_next((PyTypeObject *)type, checked, original);
    Py_XDECREF(type);
    return status;
}

#define REPLACE(name) || replace_next_of(itertools, #name, name##_checked_next, &name##_next) < 0

/* Before anything can derive a class from them. Answers -1 with an exception set where it failed. */
int
pw_interrupt_init(void)
{
    PyObject *itertools = PyImport_ImportModule("itertools");
    int failed = itertools == NULL || replace_next(&PyRangeIter_Type, range_checked_next, &range_next) < 0
        || replace_next(&PyLongRangeIter_Type, long_range_checked_next, &long_range_next) < 0
        || replace_next(&PyCallIter_Type, callable_checked_next, &callable_next) < 0
        REPLACE(count) REPLACE(cycle) REPLACE(repeat) REPLACE(product)
        REPLACE(permutations) REPLACE(combinations) REPLACE(combinations_with_replacement);
    Py_XDECREF(itertools);
    return failed ? -1 : 0;
}
