"""Splits CPython 3.13's evaluation loop into one C function an opcode.

usage: eval_loop.py CPYTHON_SOURCE_DIRECTORY

The JVM neither accepts a method over 64 KB nor compiles one over 8,000 bytes of bytecode, so the loop may not stay the
single function that CPython makes of it. This step moves every `TARGET(OP) { … }` of generated_cases.c.h into a function
of its own, `ct_op_OP`, in Python/ct_handlers.h, and rewrites ceval.c to run them from a small loop, `ct_run`.

The registers of the loop travel as arguments and as one packed 64-bit result (next instruction, stack pointer), which the
JVM keeps in machine registers; only what happens rarely (a change of frame, a jump to a label of the main function) goes
through the static `ct`. Labels such as `error` stay in the main function, where CPython has them.
"""
import re
import sys
from pathlib import Path

LABELS = ("start_frame", "resume_frame", "exit_unwind", "error", "pop_1_error", "pop_2_error", "pop_3_error",
          "pop_4_error", "exception_unwind", "resume_with_error")

# Dispatched by the inner loop itself; everything else goes through a second switch. A short loop leaves the JVM's inliner
# room for the handlers that matter. (Handlers that the C compiler inlines here make every start slower: measured.)
HOT = """
    LOAD_FAST LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST LOAD_CONST
    LOAD_GLOBAL_MODULE LOAD_GLOBAL_BUILTIN LOAD_DEREF POP_TOP COPY SWAP PUSH_NULL
    BINARY_OP_ADD_INT BINARY_OP_SUBTRACT_INT BINARY_OP_MULTIPLY_INT BINARY_OP BINARY_OP_ADD_FLOAT
    BINARY_OP_MULTIPLY_FLOAT BINARY_OP_SUBTRACT_FLOAT BINARY_SUBSCR_LIST_INT BINARY_SUBSCR_DICT STORE_SUBSCR_LIST_INT
    BINARY_SUBSCR_TUPLE_INT BINARY_SUBSCR_STR_INT
    COMPARE_OP_INT COMPARE_OP_FLOAT COMPARE_OP_STR IS_OP CONTAINS_OP TO_BOOL_BOOL TO_BOOL_INT
    POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE JUMP_FORWARD JUMP_BACKWARD
    JUMP_BACKWARD_NO_INTERRUPT FOR_ITER_RANGE FOR_ITER_LIST FOR_ITER_GEN FOR_ITER
    RESUME_CHECK RETURN_VALUE RETURN_CONST YIELD_VALUE CALL_PY_EXACT_ARGS CALL_BOUND_METHOD_EXACT_ARGS
    CALL_METHOD_DESCRIPTOR_O CALL_METHOD_DESCRIPTOR_NOARGS CALL_METHOD_DESCRIPTOR_FAST CALL_BUILTIN_FAST CALL_BUILTIN_O
    CALL_LIST_APPEND CALL_LEN CALL_ISINSTANCE CALL_TYPE_1
    LOAD_ATTR_INSTANCE_VALUE LOAD_ATTR_SLOT LOAD_ATTR_METHOD_WITH_VALUES LOAD_ATTR_METHOD_NO_DICT LOAD_ATTR_MODULE
    STORE_ATTR_INSTANCE_VALUE STORE_ATTR_SLOT UNPACK_SEQUENCE_TWO_TUPLE LIST_APPEND BUILD_TUPLE BUILD_LIST
    INTERPRETER_EXIT
""".split()

# Instructions that nothing can observe: they cannot raise, and run no code of anybody's. They need not say where they are.
SILENT = """
    LOAD_FAST LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_CONST COPY SWAP PUSH_NULL POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE
    JUMP_FORWARD UNARY_NOT
""".split()

# What often follows an instruction is tried first, without a round through the loop: measured over the programs of bench/.
FOLLOWERS = {
    "LOAD_FAST": "LOAD_CONST",
    "COMPARE_OP_INT": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
    "COMPARE_OP_FLOAT": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
    "COMPARE_OP_STR": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
    "CONTAINS_OP_DICT": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
    "IS_OP": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
    "TO_BOOL_BOOL": "POP_JUMP_IF_FALSE POP_JUMP_IF_TRUE",
}

TARGET = re.compile(r"\n        TARGET\((\w+)\) \{\n")

HEADER = """\
/* Made by eval_loop.py. */
#define TIER_ONE 1
typedef struct {
    _PyInterpreterFrame *frame;
    PyObject **stack_pointer;
    _Py_CODEUNIT *next_instr;
    int opcode;
    int oparg;
    PyObject *result;
} ct_state;
static ct_state ct;

/* What a handler answers instead of a packed pair: no stack pointer is that small. */
enum { CT_FRAME_CHANGED = 1, CT_REDISPATCH, CT_RETURNED, CT_MAIN, %(labels)s, CT_LAST };

#define CT_PARAMETERS PyThreadState *tstate, _PyInterpreterFrame *frame, PyObject **stack_pointer, \\
    _Py_CODEUNIT *next_instr, int oparg
#define CT_ARGUMENTS tstate, frame, stack_pointer, next_instr, oparg
#define CT_PACK() (((uint64_t)(uintptr_t)next_instr << 32) | (uint32_t)(uintptr_t)stack_pointer)
#define CT_SAVE() (ct.frame = frame, ct.stack_pointer = stack_pointer, ct.next_instr = next_instr)
#define CT_LEAVE(code) do { CT_SAVE(); return (code); } while (0)
#define CT_EXIT(label) CT_LEAVE(CT_L_##label)
#define CT_RETURN(value) do { ct.result = (value); CT_LEAVE(CT_RETURNED); } while (0)
#undef DISPATCH_GOTO
#define DISPATCH_GOTO() do { ct.opcode = opcode; ct.oparg = oparg; CT_LEAVE(CT_REDISPATCH); } while (0)
#undef DISPATCH
#define DISPATCH() return CT_PACK()
#define CT_DISPATCH_NEW_FRAME() CT_LEAVE(CT_FRAME_CHANGED)
#undef GO_TO_INSTRUCTION
#define GO_TO_INSTRUCTION(op) return ct_op_##op(tstate, frame, stack_pointer, ct_start, oparg)
#undef PREDICTED
#define PREDICTED(op)
#undef GOTO_ERROR
#define GOTO_ERROR(label) CT_EXIT(label)
#undef DISPATCH_INLINED
#define DISPATCH_INLINED(NEW_FRAME) do { \\
        _PyFrame_SetStackPointer(frame, stack_pointer); \\
        (NEW_FRAME)->previous = frame; \\
        frame = tstate->current_frame = (NEW_FRAME); \\
        CT_EXIT(start_frame); \\
    } while (0)
"""

# The second tier: the host makes JVM classes of code that runs often (org.pythonwasm.machine.code.CodeTable). Counted where code
# begins, at each resumption and at each jump back; entered there, and where a call has come back. What compiled code has no
# better form of it does by the handlers, which therefore keep their five arguments. The word of a code object is the unused
# co_executors: below zero it counts, above it names the compiled form, and INT_MIN stands for never.
TIER = """
#define PW_HOST(name) __attribute__((import_module("python_wasm"), import_name(#name)))
PW_HOST(code_run) uint64_t pw_code_run(int word, PyThreadState *tstate, _PyInterpreterFrame *frame, PyObject **stack_pointer,
                                       _Py_CODEUNIT *next_instr);
PW_HOST(code_prepare) int pw_code_prepare(PyCodeObject *code, PyThreadState *tstate, _PyInterpreterFrame *frame);

/* Uses before the host is asked; 0 while it compiles nothing. The host writes it. */
int pw_code_threshold;

uint64_t (*const pw_handlers[256])(CT_PARAMETERS) = {
%(table)s
};

/* Whatever instruction the memory has there now. */
__attribute__((export_name("pw_any_handler"))) uint64_t
pw_any_handler(CT_PARAMETERS)
{
    int opcode = next_instr->op.code;
    for (;;) {
        if (pw_handlers[opcode] == NULL) {
            return CT_PACK();
        }
        uint64_t r = pw_handlers[opcode](CT_ARGUMENTS);
        if ((uint32_t)r != CT_REDISPATCH) {
            return r;
        }
        opcode = (uint8_t)ct.opcode;
        oparg = ct.oparg;
        stack_pointer = ct.stack_pointer;
        next_instr = ct.next_instr;
    }
}

void *
pw_evaluation_registers(void)
{
    return &ct;
}

static inline int
ct_word(PyCodeObject *code)
{
    return (int)(intptr_t)code->co_executors;
}

__attribute__((noinline)) static uint64_t
ct_count(uint64_t r, PyThreadState *tstate, _PyInterpreterFrame *frame)
{
    PyCodeObject *code = _PyFrame_GetCode(frame);
    int word = ct_word(code);
    if (word <= 0) {
        if (word == INT_MIN) {
            return r;
        }
        word--;
        if (word <= -pw_code_threshold) {
            word = pw_code_prepare(code, tstate, frame);
        }
        code->co_executors = (_PyExecutorArray *)(intptr_t)word;
        if (word <= 0) {
            return r;
        }
    }
    return pw_code_run(word, tstate, frame, (PyObject **)(uintptr_t)(uint32_t)r, (_Py_CODEUNIT *)(uintptr_t)(uint32_t)(r >> 32));
}

__attribute__((noinline)) static uint64_t
ct_come_back(uint64_t r, PyThreadState *tstate)
{
    int word = ct_word(_PyFrame_GetCode(ct.frame));
    if (word <= 0 || (uint32_t)r != CT_FRAME_CHANGED) {
        return r;
    }
    _PyInterpreterFrame *frame = ct.frame;
    r = pw_code_run(word, tstate, frame, ct.stack_pointer, ct.next_instr);
    if ((uint32_t)r <= CT_LAST) {
        return r;
    }
    PyObject **stack_pointer = (PyObject **)(uintptr_t)(uint32_t)r;
    _Py_CODEUNIT *next_instr = (_Py_CODEUNIT *)(uintptr_t)(uint32_t)(r >> 32);
    CT_LEAVE(CT_FRAME_CHANGED);
}
"""

COUNTED = ("RESUME_CHECK", "JUMP_BACKWARD")
COMING_BACK = ("RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE")


def case(name):
    if name in COUNTED:
        return (f"        case {name}: r = ct_op_{name}(CT_ARGUMENTS); "
                "if (pw_code_threshold && (uint32_t)r > CT_LAST) r = ct_count(r, tstate, frame); break;")
    if name in COMING_BACK:
        return (f"        case {name}: r = ct_op_{name}(CT_ARGUMENTS); "
                "if (pw_code_threshold) r = ct_come_back(r, tstate); break;")
    return f"        case {name}: r = ct_op_{name}(CT_ARGUMENTS); break;"


FOOTER = """
#undef DISPATCH_GOTO
#define DISPATCH_GOTO() goto dispatch_opcode
#undef DISPATCH
#define DISPATCH() { NEXTOPARG(); PRE_DISPATCH_GOTO(); DISPATCH_GOTO(); }
#undef GOTO_ERROR
#define GOTO_ERROR(LABEL) goto LABEL
#undef TIER_ONE
%(tier)s
__attribute__((noinline)) static uint64_t
ct_run_cold(int opcode, CT_PARAMETERS)
{
    switch (opcode) {
%(cold)s
    default:
        ct.opcode = opcode;
        ct.oparg = oparg;
        CT_LEAVE(CT_MAIN);
    }
}

/* Runs instructions until one of them needs the main function; says why. The registers are then in `ct`. */
__attribute__((noinline)) static int
ct_run(int opcode, CT_PARAMETERS)
{
    for (;;) {
        uint64_t r;
        switch (opcode) {
%(hot)s
        default: r = ct_run_cold(opcode, CT_ARGUMENTS); break;
        }
        if ((uint32_t)r > CT_LAST) {
            stack_pointer = (PyObject **)(uintptr_t)(uint32_t)r;
            next_instr = (_Py_CODEUNIT *)(uintptr_t)(uint32_t)(r >> 32);
        }
        else if ((uint32_t)r == CT_FRAME_CHANGED) {
            frame = ct.frame;
            stack_pointer = ct.stack_pointer;
            next_instr = ct.next_instr;
        }
        else if ((uint32_t)r == CT_REDISPATCH) {
            stack_pointer = ct.stack_pointer;
            next_instr = ct.next_instr;
            opcode = ct.opcode;
            oparg = ct.oparg;
            continue;
        }
        else if ((uint32_t)r == CT_L_start_frame) {
            frame = ct.frame;
            if (_Py_EnterRecursivePy(tstate)) {
                return CT_L_exit_unwind;
            }
            next_instr = frame->instr_ptr;
            stack_pointer = _PyFrame_GetStackPointer(frame);
        }
        else {
            return (int)(uint32_t)r;
        }
        NEXTOPARG();
    }
}
"""

MAIN_DISPATCH = """\
    dispatch_opcode:
        {
            int ct_reason = ct_run(opcode, CT_ARGUMENTS);
            frame = ct.frame;
            stack_pointer = ct.stack_pointer;
            next_instr = ct.next_instr;
            switch (ct_reason) {
%(labels)s
            case CT_RETURNED: return ct.result;
            default: opcode = (uint8_t)ct.opcode; oparg = ct.oparg; break;
            }
        }
        switch (opcode)
        {
"""


def fail(message):
    sys.exit(f"eval_loop: {message}: this step is written for CPython 3.13")


def handlers(generated):
    """The opcodes and bodies of all TARGET blocks, in order."""
    start = generated.find("#define TIER_ONE 1")
    end = generated.find("#undef TIER_ONE")
    if start < 0 or end < 0:
        fail("generated_cases.c.h has no TIER_ONE section")
    parts = TARGET.split(generated[start:end])[1:]
    for name, block in zip(parts[::2], parts[1::2]):
        yield name, block[:block.rindex("\n        }")]


def then(followers):
    """In the place of a dispatch: one of the usual followers, which itself goes back to the loop."""
    tries = "".join(f"if (ct_code == {name}) return ct_last_{name}(tstate, frame, stack_pointer, next_instr, ct_arg); "
                    for name in followers)
    return f"do {{ int ct_code = next_instr->op.code; int ct_arg = next_instr->op.arg; {tries}return CT_PACK(); }} while (0);"


def function(name, opcode, body, prefix="ct_op", followers=()):
    if name in SILENT:
        body = body.replace("frame->instr_ptr = next_instr;", "next_instr;", 1)
    # History of branches, for an optimizer that this build does not have.
    body = body.replace("this_instr[1].cache = (this_instr[1].cache << 1) | flag;", "")
    if followers:
        body = body.replace("DISPATCH();", then(followers))
    changes_frame = re.search(r"\bframe = ", body) is not None
    body = re.sub(r"\bgoto (\w+);", r"CT_EXIT(\1);", body)
    body = re.sub(r"\breturn retval;", "CT_RETURN(retval);", body)
    if changes_frame:
        body = body.replace("DISPATCH();", "CT_DISPATCH_NEW_FRAME();")
    return (f"__attribute__((noinline)) static uint64_t\n{prefix}_{name}(CT_PARAMETERS)\n{{\n"
            f"            _Py_CODEUNIT *const ct_start = next_instr;\n            int opcode = {opcode};\n"
            f"            (void)ct_start;\n            (void)opcode;\n            (void)oparg;\n{body}\n}}\n")


def with_instrumented_twins(blocks):
    """An INSTRUMENTED_ opcode goes on in the plain one, which in places looks by which of the two it was entered."""
    twins = {name: body for name, body in blocks if f"opcode == INSTRUMENTED_{name}" in body}
    for name, body in blocks:
        plain = name.removeprefix("INSTRUMENTED_")
        if name != plain and plain in twins:
            body = replace_once(body, f"GO_TO_INSTRUCTION({plain})", f"GO_TO_INSTRUCTION({plain}_instrumented)", name)
        yield name, function(name, name, body, followers=FOLLOWERS.get(name, "").split())
    for name, body in twins.items():
        yield f"{name}_instrumented", function(f"{name}_instrumented", f"INSTRUMENTED_{name}", body)


def replace_once(text, old, new, what):
    if text.count(old) != 1:
        fail(f"{what}: expected one place, found {text.count(old)}")
    return text.replace(old, new)


def main(source):
    python = Path(source, "Python")
    ceval_path = python / "ceval.c"
    ceval = ceval_path.read_text()
    if "ct_handlers.h" in ceval:
        fail("ceval.c is split already")
    blocks = list(handlers((python / "generated_cases.c.h").read_text()))
    names = [name for name, _ in blocks]
    unknown = [name for name in HOT if name not in names]
    if unknown:
        fail(f"unknown opcodes {unknown}")

    functions = dict(with_instrumented_twins(blocks))
    declarations = "".join(f"static uint64_t ct_op_{n}(CT_PARAMETERS);\n" for n in functions)
    last = sorted({follower for followers in FOLLOWERS.values() for follower in followers.split()})
    # DEOPT_IF hands its opcode on through another macro, where the name has become a number.
    ids = re.findall(r"#define (\w+) +(\d+)\n", Path(source, "Include", "opcode_ids.h").read_text())
    aliases = "".join(f"#define ct_op_{number} ct_op_{name}\n" for name, number in ids if name in names)
    cold_case = "    case {0}: return ct_op_{0}(CT_ARGUMENTS);"
    (python / "ct_handlers.h").write_text(
        HEADER % {"labels": ", ".join("CT_L_" + label for label in LABELS)}
        + aliases
        + declarations
        + "\n".join(function(name, name, body, "ct_last") for name, body in blocks if name in last)
        + "\n".join(functions.values())
        + FOOTER % {"tier": TIER % {"table": "\n".join(f"    [{n}] = ct_op_{n}," for n in names)},
                    "hot": "\n".join(case(n) for n in names if n in HOT),
                    "cold": "\n".join(cold_case.format(n) for n in names if n not in HOT)})

    macros_path = python / "ceval_macros.h"
    macros_path.write_text(replace_once(
        macros_path.read_text(), "            goto error; \\\n        } \\\n    } \\\n} while (0);",
        "            GOTO_ERROR(error); \\\n        } \\\n    } \\\n} while (0);", "INSTRUMENTED_JUMP"))

    start = ceval.find("\nPyObject* _Py_HOT_FUNCTION\n_PyEval_EvalFrameDefault(")
    if start < 0:
        fail("_PyEval_EvalFrameDefault not found")
    ceval = ceval[:start] + '\n#include "ct_handlers.h"\n' + ceval[start:]
    ceval = replace_once(
        ceval,
        "#if !USE_COMPUTED_GOTOS\n    dispatch_opcode:\n        switch (opcode)\n#endif\n        {\n\n"
        '#include "generated_cases.c.h"\n',
        MAIN_DISPATCH % {"labels": "\n".join(f"            case CT_L_{label}: goto {label};" for label in LABELS)},
        "the main switch")
    ceval_path.write_text(ceval)
    print(f"eval_loop: {len(names)} opcodes, {len(HOT)} in the inner loop")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
