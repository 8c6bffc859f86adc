"""Shortens the matching loop of CPython 3.13's regular expressions.

usage: regex_loop.py CPYTHON_SOURCE_DIRECTORY

SRE(match) is one function of 13,000 bytes of JVM bytecode, which the JVM would never compile (its limit is 8,000). It must
stay one loop, since its labels are resumed from a stack of its own. What is long in it are the macros of that stack, which
become functions here, and the opcodes that look at a character or a group and go on, which move into SRE(step).
"""
import re
import sys
from pathlib import Path

# Opcodes that need neither the context nor the stack, by how far they advance the pattern.
ONE_CODE = ["LITERAL_IGNORE", "LITERAL_UNI_IGNORE", "LITERAL_LOC_IGNORE", "NOT_LITERAL_IGNORE", "NOT_LITERAL_UNI_IGNORE",
            "NOT_LITERAL_LOC_IGNORE", "GROUPREF", "GROUPREF_IGNORE", "GROUPREF_UNI_IGNORE", "GROUPREF_LOC_IGNORE"]
SKIPPING = ["IN_IGNORE", "IN_UNI_IGNORE", "IN_LOC_IGNORE"]

MACROS = {
    "DATA_STACK_PUSH": """\
#define DATA_STACK_PUSH(state, data, size) \\
do { \\
    if (SRE(stack_push)(state, (data), (size)) < 0) return SRE_ERROR_MEMORY; \\
    DATA_STACK_LOOKUP_AT(state, SRE(match_context), ctx, ctx_pos); \\
} while (0)
""",
    "DATA_STACK_POP": """\
#define DATA_STACK_POP(state, data, size, discard) SRE(stack_pop)(state, (void *)(data), (size), (discard))
""",
    "DO_JUMPX": """\
#define DO_JUMPX(jumpvalue, jumplabel, nextpattern, toplevel_) \\
    next_pattern = (nextpattern); \\
    next_jump = (jumpvalue) | ((toplevel_) ? 0x100 : 0); \\
    goto enter_context; \\
    jumplabel: \\
    pattern = ctx->pattern; \\
    ptr = ctx->ptr;
""",
}

STACK = """
__attribute__((noinline)) static int
SRE(stack_push)(SRE_STATE *state, const void *data, size_t size)
{
    if (size > state->data_stack_size - state->data_stack_base && data_stack_grow(state, size) < 0) {
        return -1;
    }
    memcpy(state->data_stack + state->data_stack_base, data, size);
    state->data_stack_base += size;
    return 0;
}

__attribute__((noinline)) static void
SRE(stack_pop)(SRE_STATE *state, void *data, size_t size, int discard)
{
    memcpy(data, state->data_stack + state->data_stack_base - size, size);
    if (discard) {
        state->data_stack_base -= size;
    }
}

/* Saves the position in the current context and puts a new one on the stack; its place, or an error below 0. */
__attribute__((noinline)) static Py_ssize_t
SRE(enter)(SRE_STATE *state, Py_ssize_t ctx_pos, const SRE_CODE *pattern, const SRE_CHAR *ptr,
           const SRE_CODE *next_pattern, int next_jump)
{
    SRE(match_context) *ctx = (SRE(match_context) *)(state->data_stack + ctx_pos);
    ctx->pattern = pattern;
    ctx->ptr = ptr;
    Py_ssize_t place = state->data_stack_base;
    if (sizeof(SRE(match_context)) > state->data_stack_size - place) {
        int grown = data_stack_grow(state, sizeof(SRE(match_context)));
        if (grown < 0) {
            return grown;
        }
    }
    SRE(match_context) *next = (SRE(match_context) *)(state->data_stack + place);
    state->data_stack_base += sizeof(SRE(match_context));
    next->pattern = next_pattern;
    next->toplevel = next_jump >> 8;
    next->jump = next_jump & 0xff;
    next->last_ctx_pos = ctx_pos;
    return place;
}

/* The opcodes that only look at the text: the position after it, or NULL where it does not match. */
__attribute__((noinline)) static const SRE_CHAR *
SRE(step)(SRE_STATE *state, const SRE_CODE *pattern, const SRE_CHAR *ptr, const SRE_CHAR *end)
{
    switch (pattern[-1]) {
%s
    default: return NULL;
    }
}

"""

ENTER_CONTEXT = """
enter_context:
    alloc_pos = SRE(enter)(state, ctx_pos, pattern, ptr, next_pattern, next_jump);
    if (alloc_pos < 0) {
        return alloc_pos;
    }
    pattern = next_pattern;
    ctx_pos = alloc_pos;
    DATA_LOOKUP_AT(SRE(match_context), ctx, ctx_pos);

entrance:
"""

SIGNATURE = "LOCAL(Py_ssize_t)\nSRE(match)(SRE_STATE* state, const SRE_CODE* pattern, int toplevel)\n{\n"


def fail(message):
    sys.exit(f"regex_loop: {message}: this step is written for CPython 3.13")


def replace_once(text, old, new, what):
    if text.count(old) != 1:
        fail(f"{what}: expected one place, found {text.count(old)}")
    return text.replace(old, new)


def replace_macro(text, name, definition):
    pattern = re.compile(r"#define " + name + r"\((?:.*\\\n)*.*\n")
    if len(pattern.findall(text)) != 1:
        fail(f"macro {name} not found once")
    return pattern.sub(lambda _: definition, text)


def take_step(text, opcode, advance):
    """Cuts the body of an opcode out of the loop."""
    start = text.find(f"        TARGET(SRE_OP_{opcode}):\n")
    end = text.find("        TARGET(", start + 1)
    if start < 0 or end < 0:
        fail(f"opcode {opcode} not found")
    body = text[start:end]
    if body.count(advance) != 1:
        fail(f"opcode {opcode} does not advance by {advance!r} once")
    case = body.replace(f"TARGET(SRE_OP_{opcode}):", f"case SRE_OP_{opcode}:").replace(advance, "")
    case = re.sub(r"\bRETURN_FAILURE\b", "return NULL", case)
    case = re.sub(r"\bDISPATCH\b", "return ptr", case)
    return text[:start] + text[end:], case


def main(source):
    path = Path(source, "Modules", "_sre", "sre_lib.h")
    text = path.read_text()
    for name, definition in MACROS.items():
        text = replace_macro(text, name, definition)
    cases = []
    for opcode in ONE_CODE:
        text, case = take_step(text, opcode, "            pattern++;\n")
        cases.append(case)
    for opcode in SKIPPING:
        text, case = take_step(text, opcode, "            pattern += pattern[0];\n")
        cases.append(case)
    text = replace_once(text, SIGNATURE, STACK % "".join(cases) + SIGNATURE
                        + "    const SRE_CODE *next_pattern;\n    int next_jump;\n", "SRE(match)")
    text = replace_once(text, "    SRE(match_context)* nextctx;\n", "", "nextctx")
    dispatch = "".join(f"        TARGET(SRE_OP_{opcode}):\n" for opcode in ONE_CODE)
    skipping = "".join(f"        TARGET(SRE_OP_{opcode}):\n" for opcode in SKIPPING)
    step = "            ptr = SRE(step)(state, pattern, ptr, end);\n            if (ptr == NULL)\n                RETURN_FAILURE;\n"
    text = replace_once(text, "        TARGET(SRE_OP_FAILURE):\n",
                        f"{dispatch}{step}            pattern++;\n            DISPATCH;\n\n"
                        f"{skipping}{step}            pattern += pattern[0];\n            DISPATCH;\n\n"
                        "        TARGET(SRE_OP_FAILURE):\n", "SRE_OP_FAILURE")
    # The position is declared before the first jump, so that enter_context may stand before the loop.
    text = replace_once(text, "entrance:\n\n    ;  // Fashion statement.\n    const SRE_CHAR *ptr = (SRE_CHAR *)state->ptr;\n",
                        "    const SRE_CHAR *ptr;\n    goto entrance;\n" + ENTER_CONTEXT + "    ptr = (SRE_CHAR *)state->ptr;\n",
                        "the entrance")
    path.write_text(text)
    print(f"regex_loop: {len(cases)} opcodes moved out of the loop")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
