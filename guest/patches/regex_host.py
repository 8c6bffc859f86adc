"""Lets the host match a regular expression that is used often: it makes a JVM class of the pattern's code.

usage: regex_host.py CPYTHON_SOURCE_DIRECTORY

A pattern counts what it is used for; where that is enough, the host is asked for a matcher for texts of that character size
(org.pythonwasm.machine.memory.Regexes). What the host does not match, SRE(match) does as before. The host pauses now and
then, so that signals are handled here, which may run Python code.
"""
import sys
from pathlib import Path

FIELDS = """\
    /* what it was used for, when the host is asked for a matcher, and the matchers by character size */
    unsigned int pw_uses;
    unsigned int pw_ask;
    long long pw_matchers[3];
"""

HOST = """\
/* matching by the host */

#define PW_HOST(name) __attribute__((import_module("python_wasm"), import_name(#name)))

/* The numbers are those of Regexes. */
#define PW_PAUSED -20
#define PW_UNKNOWN -21

typedef struct {
    const void *start;
    const void *ptr;
    int lastmark;
    int lastindex;
    const void **mark;
    int marks;  /* how many have room */
    int run;    /* what a pause is resumed by */
} pw_outcome;

/* A matcher, whose number no other guest of the JVM has had; or 0 for never, or -N where N more uses are to be waited for. */
PW_HOST(regex_prepare) long long pw_regex_prepare(const SRE_CODE *code, int size, int groups, int charsize, int uses);
PW_HOST(regex_run) int pw_regex_run(long long matcher, int search, const void *start, const void *beginning, const void *end,
                                    int demands, pw_outcome *outcome);
PW_HOST(regex_resume) int pw_regex_resume(int run, int go_on, pw_outcome *outcome);
PW_HOST(regex_drop) void pw_regex_drop(long long matcher);

static void
pw_forget(PatternObject *self)
{
    for (int i = 0; i < 3; i++) {
        if (self->pw_matchers[i] > 0) {
            pw_regex_drop(self->pw_matchers[i]);
        }
    }
}

/* Whether there is a matcher now. A long text counts as many uses. */
static int
pw_ask(SRE_STATE *state, PatternObject *self)
{
    Py_ssize_t size = (const char *)state->end - (const char *)state->start;
    unsigned int uses = self->pw_uses + 1 + (size > 0 ? (unsigned int)size >> 8 : 0);
    self->pw_uses = uses < INT_MAX ? uses : INT_MAX;
    if (self->pw_uses < self->pw_ask) {
        return 0;
    }
    long long matcher = pw_regex_prepare(PatternObject_GetCode(self), (int)self->codesize, (int)self->groups,
                                         state->charsize, (int)self->pw_uses);
    if (matcher <= 0) {
        self->pw_ask = matcher == 0 ? UINT_MAX : self->pw_uses + (unsigned int)-matcher;
        return 0;
    }
    self->pw_matchers[state->charsize >> 1] = matcher;
    return 1;
}

/* Whether the host has matched; then with that status. */
static int
pw_matched(SRE_STATE *state, SRE_CODE *code, int search, Py_ssize_t *status)
{
    PatternObject *self = (PatternObject *)((char *)code - offsetof(PatternObject, code));
    if (self->pw_matchers[state->charsize >> 1] <= 0 && !pw_ask(state, self)) {
        return 0;
    }
    pw_outcome outcome;
    outcome.mark = state->mark;
    outcome.marks = (int)self->groups * 2;
    int result = pw_regex_run(self->pw_matchers[state->charsize >> 1], search, state->start, state->beginning, state->end,
                              (state->match_all ? 1 : 0) | (state->must_advance ? 2 : 0), &outcome);
    while (result == PW_PAUSED) {
        int raised = PyErr_CheckSignals() != 0;
        result = pw_regex_resume(outcome.run, !raised, &outcome);
        if (raised) {
            result = SRE_ERROR_INTERRUPTED;
        }
    }
    if (result == PW_UNKNOWN) {
        self->pw_matchers[state->charsize >> 1] = 0;
        return 0;
    }
    if (result > 0) {
        state->start = outcome.start;
        state->ptr = outcome.ptr;
        state->lastmark = outcome.lastmark;
        state->lastindex = outcome.lastindex;
    }
    if (search) {
        state->must_advance = 0;
    }
    *status = result;
    return 1;
}

"""

HOOK = """\
    Py_ssize_t pw_status;
    if (pw_matched(state, pattern, %d, &pw_status))
        return pw_status;
"""


def replace_once(text, old, new):
    if text.count(old) != 1:
        sys.exit(f"regex_host: expected one place, found {text.count(old)}, of: {old!r}: this step is written for CPython 3.13")
    return text.replace(old, new)


def main(source):
    header = Path(source, "Modules", "_sre", "sre.h")
    text = header.read_text()
    anchor = "    /* pattern code */\n    Py_ssize_t codesize;\n"
    header.write_text(replace_once(text, anchor, FIELDS + anchor))

    path = Path(source, "Modules", "_sre", "sre.c")
    text = path.read_text()
    rule = "/* -------------------------------------------------------------------- */\n"
    anchor = rule + "/* factories and destructors */\n"
    text = replace_once(text, anchor, rule + HOST + anchor)
    anchor = "    self->codesize = n;\n"
    text = replace_once(text, anchor, anchor + "    self->pw_uses = self->pw_ask = 0;\n"
                        "    memset(self->pw_matchers, 0, sizeof(self->pw_matchers));\n")
    anchor = "    (void)pattern_clear(self);\n"
    text = replace_once(text, anchor, anchor + "    pw_forget(self);\n")
    for name, search in ("match", 0), ("search", 1):
        anchor = f"LOCAL(Py_ssize_t)\nsre_{name}(SRE_STATE* state, SRE_CODE* pattern)\n{{\n"
        text = replace_once(text, anchor, anchor + HOOK % search)
    path.write_text(text)
    print("regex_host: patterns ask the host")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
