/*
 * What the host needs of CPython to compile the rows of typed functions (RowTable): where things are that hotcode.c does not name.
 * The host has the offsets as constants (RowLayout), which are checked here.
 */
#include "shim.h"

#include <stddef.h>
#include <string.h>

#define Py_BUILD_CORE
#include "internal/pycore_dict.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_pystate.h"
#undef Py_BUILD_CORE

#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), "RowLayout says otherwise: " #type "." #field)

AT(PyCFunctionObject, m_ml, 8);
AT(PyCodeObject, co_kwonlyargcount, 36);
AT(PyFunctionObject, vectorcall, 64);

/* As the host numbers them. */
static const char *const functions[] = {"abs", "min", "max", "round"};
#define FUNCTIONS (sizeof functions / sizeof *functions)

static const void *cells[6 + FUNCTIONS];

/* The definition of a function of builtins; scripts reach the dictionary of its module, and not this copy. */
static const PyMethodDef *
definition(const char *name)
{
    PyObject *found = PyDict_GetItemString(_PyInterpreterState_GET()->builtins_copy, name);
    return found != NULL && PyCFunction_CheckExact(found) ? ((PyCFunctionObject *)found)->m_ml : NULL;
}

PW_EXPORT(pw_row_cells)
const void *
pw_row_cells(void)
{
    cells[0] = &PyCFunction_Type;
    cells[1] = &PyBool_Type;
    cells[2] = &PyRange_Type;
    cells[3] = (const void *)_PyFunction_Vectorcall;
    for (size_t i = 0; i < FUNCTIONS; i++) {
        cells[4 + i] = definition(functions[i]);
    }
    return cells;
}
