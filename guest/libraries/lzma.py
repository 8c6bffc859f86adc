"""Lets liblzma's encoder end early, where the call of the host is to end.

usage: lzma.py LIBLZMA_DIRECTORY

A position may have a search for matches as long as the dictionary, a symbol four thousand positions, and a slice of the input some
symbols (patches/compression_checks.py). Each ends as it does where it has nothing more to look at, so that the stream stays whole.
"""
import sys
from pathlib import Path

DECLARED = "int pw_is_interrupted(void);\n"
# Each 16th step of a search, which is a few memory accesses.
SEARCH = "if (depth-- == 0 || delta >= cyclic_size)"
ENDING_SEARCH = "if (depth-- == 0 || delta >= cyclic_size || ((depth & 15) == 0 && pw_is_interrupted()))"
CHANGES = {
    "lz/lz_encoder_mf.c": ((SEARCH, ENDING_SEARCH, 3),),
    "lzma/lzma_encoder_optimum_normal.c": (("for (cur = 1; cur < len_end; ++cur) {", "for (cur = 1; cur < len_end && !pw_is_interrupted(); ++cur) {", 1),),
    "lzma/lzma_encoder.c": (("\twhile (true) {\n\t\t// With LZMA2 we need", "\twhile (true) {\n\t\tif (pw_is_interrupted())\n\t\t\treturn LZMA_OK;\n\n\t\t// With LZMA2 we need", 1),),
    # Which enters the other one again as long as that returns LZMA_OK.
    "lz/lz_encoder.c": (("\twhile (*out_pos < out_size\n\t\t\t&& (*in_pos < in_size || action != LZMA_RUN)) {",
                         "\twhile (*out_pos < out_size && !pw_is_interrupted()\n\t\t\t&& (*in_pos < in_size || action != LZMA_RUN)) {", 1),),
}


def main(directory):
    for file, changes in CHANGES.items():
        path = Path(directory, file)
        text = path.read_text()
        for old, new, times in changes:
            if text.count(old) != times:
                sys.exit(f"lzma.py: {file} has {old.strip()!r} {text.count(old)} times: this step is written for XZ Utils 5.8")
            text = text.replace(old, new)
        path.write_text(DECLARED + text)


main(*sys.argv[1:])
