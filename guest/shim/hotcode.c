/*
 * What the JVM classes that the host makes of Python code (CodeTable) need of CPython: where things are, and a few functions.
 * The host has the offsets as constants (CodeLayout), which are checked here.
 */
#include "shim.h"

#include <stddef.h>
#include <stdint.h>

#define Py_BUILD_CORE
#include "internal/pycore_ceval.h"
#include "internal/pycore_code.h"
#include "internal/pycore_dict.h"
#include "internal/pycore_frame.h"
#include "internal/pycore_global_objects.h"
#include "internal/pycore_list.h"
#include "internal/pycore_long.h"
#include "internal/pycore_moduleobject.h"
#include "internal/pycore_pystate.h"
#include "internal/pycore_range.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_tuple.h"
#undef Py_BUILD_CORE

#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), "CodeLayout says otherwise: " #type "." #field)

AT(PyObject, ob_type, 4);
AT(PyHeapTypeObject, ht_cached_keys, 440);
AT(PyASCIIObject, length, 8);
AT(PyASCIIObject, hash, 12);
AT(PyASCIIObject, state, 16);
_Static_assert(sizeof(PyASCIIObject) == 20 && sizeof(PyCompactUnicodeObject) == 28, "CodeLayout says otherwise");
AT(PyVarObject, ob_size, 8);
AT(PyFloatObject, ob_fval, 8);
AT(PyLongObject, long_value.lv_tag, 8);
AT(PyLongObject, long_value.ob_digit, 12);
AT(PyListObject, ob_item, 12);
AT(PyListObject, allocated, 16);
AT(PyTupleObject, ob_item, 12);
AT(PyCellObject, ob_ref, 8);
AT(PyMethodObject, im_func, 8);
AT(PyModuleObject, md_dict, 8);
AT(PyCFunctionObject, m_ml, 8);
AT(PyMethodDescrObject, d_common.d_type, 8);
AT(PyMethodDescrObject, d_method, 20);
AT(PyMethodDef, ml_name, 0);
AT(PyMethodObject, im_self, 12);
AT(PyFunctionObject, func_globals, 8);
AT(PyFunctionObject, func_builtins, 12);
AT(PyFunctionObject, func_code, 24);
AT(PyFunctionObject, func_version, 68);
AT(PyTypeObject, tp_version_tag, 192);
AT(PyTypeObject, tp_flags, 84);
_Static_assert(Py_TPFLAGS_TYPE_SUBCLASS == 1UL << 31, "Names says otherwise");
AT(PyTypeObject, tp_basicsize, 16);
AT(PyTypeObject, tp_mro, 172);
AT(PyDictObject, ma_used, 8);
AT(PyDictObject, ma_keys, 24);
AT(PyDictObject, ma_values, 28);
AT(PyDictKeyEntry, me_hash, 0);
AT(PyDictKeyEntry, me_key, 4);
AT(PyDictKeyEntry, me_value, 8);
AT(PyDictUnicodeEntry, me_key, 0);
AT(PyDictUnicodeEntry, me_value, 4);
_Static_assert(sizeof(PyDictKeyEntry) == 12 && sizeof(PyDictUnicodeEntry) == 8, "Lookups says otherwise");
_Static_assert(DICT_KEYS_GENERAL == 0 && DICT_KEYS_UNICODE == 1 && DKIX_EMPTY == -1, "Lookups says otherwise");
AT(struct _dictkeysobject, dk_log2_size, 4);
AT(struct _dictkeysobject, dk_log2_index_bytes, 5);
AT(struct _dictkeysobject, dk_kind, 6);
AT(struct _dictkeysobject, dk_version, 8);
AT(struct _dictkeysobject, dk_indices, 20);
AT(struct _dictvalues, size, 1);
AT(struct _dictvalues, valid, 3);
AT(struct _dictvalues, values, 4);
AT(_PyRangeIterObject, start, 8);
AT(_PyRangeIterObject, step, 12);
AT(_PyRangeIterObject, len, 16);
AT(_PyListIterObject, it_index, 8);
AT(_PyListIterObject, it_seq, 12);
AT(_PyTupleIterObject, it_index, 8);
AT(_PyTupleIterObject, it_seq, 12);
AT(PyCodeObject, co_consts, 12);
AT(PyCodeObject, co_flags, 24);
AT(PyCodeObject, co_argcount, 28);
AT(PyCodeObject, co_kwonlyargcount, 36);
AT(PyCodeObject, co_nlocalsplus, 48);
AT(PyCodeObject, co_framesize, 52);
AT(PyCodeObject, co_version, 68);
AT(PyCodeObject, co_executors, 100);
AT(PyCodeObject, _co_instrumentation_version, 108);
AT(PyCodeObject, co_code_adaptive, 124);
AT(PyThreadState, eval_breaker, 12);
AT(PyThreadState, py_recursion_remaining, 28);
AT(PyThreadState, current_frame, 52);
AT(PyThreadState, exc_info, 76);
AT(PyThreadState, datastack_chunk, 144);
AT(PyGenObject, gi_exc_state, 20);
AT(PyGenObject, gi_exc_state.previous_item, 24);
AT(PyGenObject, gi_frame_state, 35);
AT(PyGenObject, gi_iframe, 36);
_Static_assert(FRAME_SUSPENDED == -2 && FRAME_SUSPENDED_YIELD_FROM == -1 && FRAME_EXECUTING == 0, "GeneratorFrames says otherwise");
AT(PyThreadState, datastack_top, 148);
AT(PyThreadState, datastack_limit, 152);
AT(struct _stack_chunk, data, 12);
AT(_PyInterpreterFrame, f_executable, 0);
AT(_PyInterpreterFrame, previous, 4);
AT(_PyInterpreterFrame, f_funcobj, 8);
AT(_PyInterpreterFrame, f_globals, 12);
AT(_PyInterpreterFrame, f_builtins, 16);
AT(_PyInterpreterFrame, f_locals, 20);
AT(_PyInterpreterFrame, frame_obj, 24);
AT(_PyInterpreterFrame, instr_ptr, 28);
AT(_PyInterpreterFrame, stacktop, 32);
AT(_PyInterpreterFrame, return_offset, 36);
AT(_PyInterpreterFrame, owner, 38);
AT(_PyInterpreterFrame, localsplus, 40);
_Static_assert(FRAME_OWNED_BY_THREAD == 0, "CodeLayout says otherwise");
_Static_assert(PyLong_SHIFT == 30 && NON_SIZE_BITS == 3, "CodeLayout says otherwise");
_Static_assert(_Py_IMMORTAL_REFCNT == 0x3fffffff, "CodeLayout says otherwise");
_Static_assert(sizeof(PyLongObject) == 16 && sizeof(PyObject) == 8, "CodeLayout says otherwise");
_Static_assert(_PY_NSMALLNEGINTS == 5 && _PY_NSMALLPOSINTS == 257, "CodeLayout says otherwise");

extern const void *const pw_handlers[256];
extern int pw_code_threshold;
extern uint64_t pw_any_handler(PyThreadState *, _PyInterpreterFrame *, PyObject **, _Py_CODEUNIT *, int);
extern void *pw_evaluation_registers(void);

static const void *cells[24];

/* The order is that of CodeLayout. */
void *
pw_code_cells(void)
{
    const void *values[] = {
        pw_evaluation_registers(), pw_handlers, (const void *)pw_any_handler, &pw_code_threshold,
        &PyLong_Type, &PyFloat_Type, &PyList_Type, &PyTuple_Type, &PyDict_Type, &PyFunction_Type, &PyRangeIter_Type,
        &PyListIter_Type, &PyTupleIter_Type, &_PyLong_SMALL_INTS[_PY_NSMALLNEGINTS], Py_True, Py_False, Py_None, &PyUnicode_Type,
        &PyMethod_Type, &PyBool_Type, &PyModule_Type, _PyInterpreterState_GET()->callable_cache.len, &PyGen_Type,
    };
    _Static_assert(sizeof values <= sizeof cells, "more cells");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        cells[i] = values[i];
    }
    return cells;
}

/*
 * Compiled code boxes numbers where no exception can be raised. So where no memory is left, an object comes from some that were
 * put by. The host then gives up all compiled code, and compiles none before they are complete again (CodeTable): what was under
 * way takes a few more at most, and it is the interpreter that raises MemoryError, if there is still no memory for what is next.
 */
#define PUT_BY 256
static void *put_by[PUT_BY];
static int kept;

/* What ints, floats and their neighbours of one more digit take. */
#define BOX_BYTES (sizeof(PyLongObject) + 2 * sizeof(digit))

/* Says of an address that it is one of them: CodeRuntime. */
#define SPARE 1

/* Whether as many are put by as there have to be. */
PW_EXPORT(pw_put_boxes_by)
int
pw_put_boxes_by(void)
{
    while (kept < PUT_BY) {
        void *more = PyObject_Malloc(BOX_BYTES);
        if (more == NULL) {
            return 0;
        }
        put_by[kept++] = more;
    }
    return 1;
}

/* NULL if none is left, which ends the guest. */
static void *
take_one(void)
{
    PyErr_Clear();
    return kept == 0 ? NULL : put_by[--kept];
}

PW_EXPORT(pw_box_long)
uintptr_t
pw_box_long(long long value)
{
    PyObject *box = PyLong_FromLongLong(value);
    if (box != NULL) {
        return (uintptr_t)box;
    }
    PyLongObject *spare = take_one();
    if (spare == NULL) {
        return 0;
    }
    unsigned long long rest = value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    int digits = 0;
    for (; rest != 0; rest >>= PyLong_SHIFT) {
        spare->long_value.ob_digit[digits++] = (digit)(rest & PyLong_MASK);
    }
    _PyObject_Init((PyObject *)spare, &PyLong_Type);
    _PyLong_SetSignAndDigitCount(spare, value < 0 ? -1 : value > 0, digits);
    return (uintptr_t)spare | SPARE;
}

PW_EXPORT(pw_box_double)
uintptr_t
pw_box_double(double value)
{
    PyObject *box = PyFloat_FromDouble(value);
    if (box != NULL) {
        return (uintptr_t)box;
    }
    PyFloatObject *spare = take_one();
    if (spare == NULL) {
        return 0;
    }
    _PyObject_Init((PyObject *)spare, &PyFloat_Type);
    spare->ob_fval = value;
    return (uintptr_t)spare | SPARE;
}

/* An object that nothing refers to any more; what its end runs sees where the frame is. */
PW_EXPORT(pw_end_object)
void
pw_end_object(PyObject *object, _PyInterpreterFrame *frame, _Py_CODEUNIT *instruction)
{
    if (instruction != NULL) {
        frame->instr_ptr = instruction;
    }
    _Py_Dealloc(object);
}
