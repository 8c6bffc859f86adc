"""Lets bz2, lzma and zlib take the exception that ends a call.

usage: compression_checks.py CPYTHON_SOURCE_DIRECTORY

They hand a whole input to their library at once. Here it goes there in slices, as does the room for the output; between them the
work ends early if the call is to end (shim/interrupt.c), and Python code then raises why. What may take long within a slice looks
there itself (libraries/lzma.py, libraries/bzip2.py).
"""
import re
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
            return %(result_of_end)s;
        }
    }
}

"""
LZMA = SLICED % {"result": "lzma_ret", "function": "lzma_code", "stream": "lzma_stream", "parameter": ", lzma_action action",
                 "call": "lzma_code(stream, later_input > 0 ? LZMA_RUN : action)", "going_on": "LZMA_OK",
                 # What ended early had nothing to do, as the library sees it.
                 "result_of_end": "result == LZMA_BUF_ERROR && pw_is_interrupted() ? LZMA_OK : result"}
BZ2 = SLICED % {"result": "int", "function": "bz2_decompress", "stream": "bz_stream", "parameter": "",
                "call": "BZ2_bzDecompress(stream)", "going_on": "BZ_OK", "result_of_end": "result"}
# The least room in which its loops are fast is some hundred bytes; a position of deflate may be compared with thousands of others.
ZLIB = """\
/* Made by compression_checks.py. */
int pw_is_interrupted(void);

static int
pw_deflate(z_stream *stream, int flush)
{
    for (;;) {
        uInt input = stream->avail_in > 512 ? 512 : stream->avail_in;
        uInt later = stream->avail_in - input;
        stream->avail_in = input;
        int result = deflate(stream, later > 0 ? Z_NO_FLUSH : flush);
        stream->avail_in += later;
        if (result != Z_OK || later == 0 || stream->avail_out == 0 || pw_is_interrupted()) {
            return result;
        }
    }
}

static int
pw_inflate(z_stream *stream, int flush)
{
    for (;;) {
        uInt input = stream->avail_in > 16384 ? 16384 : stream->avail_in;
        uInt output = stream->avail_out > 16384 ? 16384 : stream->avail_out;
        uInt later_input = stream->avail_in - input;
        uInt later_output = stream->avail_out - output;
        stream->avail_in = input;
        stream->avail_out = output;
        int result = inflate(stream, later_input > 0 || later_output > 0 ? Z_NO_FLUSH : flush);
        int goes_on = (stream->avail_out == 0 && later_output > 0) || (stream->avail_in == 0 && later_input > 0);
        stream->avail_in += later_input;
        stream->avail_out += later_output;
        if (result != Z_OK || !goes_on || pw_is_interrupted()) {
            return result == Z_OK && flush == Z_FINISH ? Z_BUF_ERROR : result;
        }
    }
}

"""
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


# How each call of zlib ends where Python raises, in their order.
ZLIB_ENDS = ("deflateEnd(&zst); goto error;", "inflateEnd(&zst); goto error;", "goto error;", "goto abort;", "goto error;", "goto abort;",
             "goto error;")


def zlib(text):
    ends = iter(ZLIB_ENDS)
    text, count = re.subn(r"( +)err = ((?:de|in)flate)(\(.*\);\n +Py_END_ALLOW_THREADS\n)",
                          lambda call: f"{call[1]}err = pw_{call[2]}{call[3]}{call[1]}if (PyErr_CheckSignals() < 0) {{ {next(ends, '')} }}\n",
                          text)
    first = "static PyObject *\nzlib_compress_impl("
    if count != len(ZLIB_ENDS) or text.count(first) != 1:
        raise SystemExit(f"compression_checks.py: zlib is called at {count} places: another version of CPython?")
    return text.replace(first, ZLIB + first)


def main(directory):
    path = Path(directory, "Modules/zlibmodule.c")
    path.write_text(zlib(path.read_text()))
    for file, changes in CHANGES.items():
        path = Path(directory, file)
        text = path.read_text()
        for old, new in changes:
            if text.count(old) != (2 if old.startswith("    for") else 1):
                raise SystemExit(f"compression_checks.py: {file} has {old.strip()!r} {text.count(old)} times: another version of CPython?")
            text = text.replace(old, new)
        path.write_text(text)


main(sys.argv[1])
