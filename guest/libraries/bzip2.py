"""Shortens bzip2's reader of a block, for the JVM does not compile a method over 8,000 bytes of bytecode, and lets the work on a
block end early.

usage: bzip2.py DECOMPRESS_C BLOCKSORT_C COMPRESS_C

The macro for the next bits of the input is in forty places; what it does becomes a function. A sort that is interrupted leaves the
block in any order: nobody will see it (patches/compression_checks.py).
"""
import re
import sys
from pathlib import Path

BITS = """\
/* Made by bzip2.py. The next bits, or -1 if the input ends before. */
__attribute__((noinline)) static Int32
pw_bits(DState *s, Int32 count)
{
   while (s->bsLive < count) {
      if (s->strm->avail_in == 0) return -1;
      s->bsBuff = (s->bsBuff << 8) | (UInt32)*(UChar*)s->strm->next_in;
      s->bsLive += 8;
      s->strm->next_in++;
      s->strm->avail_in--;
      s->strm->total_in_lo32++;
      if (s->strm->total_in_lo32 == 0) s->strm->total_in_hi32++;
   }
   s->bsLive -= count;
   return (s->bsBuff >> s->bsLive) & ((1 << count) - 1);
}

#define GET_BITS(lll,vvv,nnn)                     \\
   case lll: s->state = lll;                      \\
   { Int32 v = pw_bits(s, nnn); if (v < 0) RETURN(BZ_OK); vvv = v; }

"""


# Each round of the one sort, and of the other, which has a way out already.
SORT = (
    ('#include "bzlib_private.h"\n', '#include "bzlib_private.h"\n\nint pw_is_interrupted(void);\n'),
    ("      if (H > nblock || nNotDone == 0) break;\n", "      if (H > nblock || nNotDone == 0 || pw_is_interrupted()) break;\n"),
    ("      AssertH ( sp < MAIN_QSORT_STACK_SIZE - 2, 1001 );\n",
     "      AssertH ( sp < MAIN_QSORT_STACK_SIZE - 2, 1001 );\n      if (pw_is_interrupted()) { *budget = -1; return; }\n"),
    ("      if (budget < 0) {\n", "      if (budget < 0 && !pw_is_interrupted()) {\n"),
)

# The block is not written then, and the stream takes no more.
ENDED = "      if (pw_is_interrupted()) {\n         s->numZ = 0;\n         s->mode = BZ_M_IDLE;\n         return;\n      }\n"
BLOCK = (
    ('#include "bzlib_private.h"\n', '#include "bzlib_private.h"\n\nint pw_is_interrupted(void);\n'),
    ("      BZ2_blockSort ( s );\n", "      BZ2_blockSort ( s );\n" + ENDED),
    ("      generateMTFValues ( s );\n", "      generateMTFValues ( s );\n" + ENDED),
)


def change(file, changes):
    path = Path(file)
    text = path.read_text()
    for old, new in changes:
        if text.count(old) != 1:
            sys.exit(f"bzip2.py: {old.strip()!r} is there {text.count(old)} times: this step is written for bzip2 1.0.8")
        text = text.replace(old, new)
    path.write_text(text)


def main(decompress, sort, compress):
    path = Path(decompress)
    text, count = re.subn(r"#define GET_BITS\(lll,vvv,nnn\)(?:.*\\\n)+.*\n", lambda _: BITS, path.read_text())
    if count != 1:
        sys.exit("bzip2.py: GET_BITS is not defined once: this step is written for bzip2 1.0.8")
    path.write_text(text)
    change(sort, SORT)
    change(compress, BLOCK)


main(*sys.argv[1:])
