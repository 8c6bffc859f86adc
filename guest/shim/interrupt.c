/*
 * How another JVM thread raises an exception in a running guest. It writes into the thread state what
 * PyThreadState_SetAsyncExc would write, and Python code looks there at each call and each turn of a loop. C code that runs
 * for long looks there too: where CPython asks for signals (wrapped.txt), in arithmetic, regular expressions and sleep, and
 * where an iterator without an end, or with a far one, hands out the next item (patches/iterator_checks.py).
 */
#include "shim.h"

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
    void *bytes_in_use;
    void *exchange;
    void *code_cells;
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
    interrupt_cells.bytes_in_use = pw_bytes_in_use();
    interrupt_cells.exchange = pw_exchange_cells();
    interrupt_cells.code_cells = pw_code_cells();
    return &interrupt_cells;
}

static inline int
is_interrupted(void)
{
#ifdef PW_UNLIMITED
    return 0;
#else
    const PyThreadState *thread = _PyThreadState_GET();
    return thread != NULL && (thread->eval_breaker & _PY_ASYNC_EXCEPTION_BIT) != 0;
#endif
}

/* For C code that runs while no thread state is current: SQLite, bz2 and lzma. */
int
pw_is_interrupted(void)
{
#ifdef PW_UNLIMITED
    return 0;
#else
    const volatile uintptr_t *eval_breaker = interrupt_cells.eval_breaker;
    return eval_breaker != NULL && (*eval_breaker & _PY_ASYNC_EXCEPTION_BIT) != 0;
#endif
}

/* Raises the exception that waits, as Python code would. Returns -1, or 0 if none does. */
int
pw_raise_interruption(void)
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
    return is_interrupted() && pw_raise_interruption() < 0 ? -1 : __real_PyErr_CheckSignals();
}
