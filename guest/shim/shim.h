#ifndef PYTHON_WASM_HOST_H
#define PYTHON_WASM_HOST_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define PW_EXPORT(name) __attribute__((export_name(#name)))

/* The module `_python_wasm`: protocol, evaluation, error reports. */
extern PyObject *pw_prelude;

/* Sends the pending Python error to the host as a protocol line and clears it. */
void pw_report(void);

int pw_values_init(void);

/* The host calls: from now on the stack is that of its thread. */
void pw_enter(void);

/* Where the number of allocated bytes lies, for the host. */
void *pw_bytes_in_use(void);

/* Where the buffers of messages lie, for the host. */
void *pw_exchange_cells(void);

/* Where the addresses lie that compiled Python code needs, for the host. */
void *pw_code_cells(void);

int pw_exchange_init(void);

/* The module `_border`. */
PyObject *pw_border_module(void);

/* The module `_scrypt`. */
PyObject *pw_scrypt_module(void);

#endif
