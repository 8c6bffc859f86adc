"""Lets bz2 and lzma take the exception that ends a call.

usage: compression_checks.py CPYTHON_SOURCE_DIRECTORY

They hand a whole input to their library at once. Here it goes there in slices, as does the room for the output; between them the
work ends early if the call is to end (shim/interrupt.c), and Python code then raises why.
"""
import sys
from pathlib import Path

CHECK = "        if (PyErr_CheckSignals() < 0) {\n            goto error;\n        }\n"
SLICED = """\
/* Made by compression_checks.py. Short slices: code that has not run yet is a hundred times slower than it will be. */
int pw_is_interrupted(void);

static %(result)s
pw_%(function)s(%(stream)s *stream%(parameter)s)
{
    for (;;) {
        size_t input = stream->avail_in > 2048 ? 2048 : stream->avail_in;
        size_t output = stream->avail_out > 2048 ? 2048 : stream->avail_out;
        size_t later_input = stream->avail_in - input;
        size_t later_output = stream->avail_out - output;
        stream->avail_in = input;
        stream->avail_out = output;
        %(result)s result = %(call)s;
        int is_full = stream->avail_out == 0;
        int is_used_up = stream->avail_in == 0;
        stream->avail_in += later_input;
        stream->avail_out += later_output;
        /* The library has its end, or no use for what is left, or nothing is left. */
        if (result != %(going_on)s || (!is_full && !is_used_up) || (is_full && later_output == 0)
            || (!is_full && later_input == 0) || pw_is_interrupted()) {
            return result;
        }
    }
}

"""
LZMA = SLICED % {"result": "lzma_ret", "function": "lzma_code", "stream": "lzma_stream", "parameter": ", lzma_action action",
                 "call": "lzma_code(stream, later_input > 0 ? LZMA_RUN : action)", "going_on": "LZMA_OK"}
BZ2 = SLICED % {"result": "int", "function": "bz2_decompress", "stream": "bz_stream", "parameter": "",
                "call": "BZ2_bzDecompress(stream)", "going_on": "BZ_OK"}
CHANGES = {
    "Modules/_bz2module.c": (
        ("        int bzerror;\n", "        int bzerror;\n" + CHECK),
        ("        int bzret;\n", "        int bzret;\n" + CHECK),
        ("Py_MIN(len, UINT_MAX)", "Py_MIN(len, 1 << 16)"),
        ("        bzret = BZ2_bzDecompress(bzs);\n", "        bzret = pw_bz2_decompress(bzs);\n"),
        ("static PyObject*\ndecompress_buf(", BZ2 + "static PyObject*\ndecompress_buf("),
    ),
    "Modules/_lzmamodule.c": (
        ("        lzret = lzma_code(&c->lzs, action);\n", "        lzret = pw_lzma_code(&c->lzs, action);\n"),
        ("        lzret = lzma_code(lzs, LZMA_RUN);\n", "        lzret = pw_lzma_code(lzs, LZMA_RUN);\n"),
        ("    for (;;) {\n        lzma_ret lzret;\n", "    for (;;) {\n        lzma_ret lzret;\n" + CHECK),
        ("static PyObject *\ncompress(Compressor *c,", LZMA + "static PyObject *\ncompress(Compressor *c,"),
    ),
}


def main(directory):
    for file, changes in CHANGES.items():
        path = Path(directory, file)
        text = path.read_text()
        for old, new in changes:
            if text.count(old) != (2 if old.startswith("    for") else 1):
                raise SystemExit(f"compression_checks.py: {file} has {old.strip()!r} {text.count(old)} times: another version of CPython?")
            text = text.replace(old, new)
        path.write_text(text)


main(sys.argv[1])
