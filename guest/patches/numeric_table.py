"""Turns CPython 3.13's numeric values of characters from code into a table.

usage: numeric_table.py CPYTHON_SOURCE_DIRECTORY

_PyUnicode_ToNumeric is a switch of two thousand cases: 47,000 bytes of JVM bytecode, which the JVM would never compile. A
sorted table and a binary search say the same.
"""
import re
import sys
from pathlib import Path

FUNCTION = re.compile(r"double _PyUnicode_ToNumeric\(Py_UCS4 ch\)\n\{\n    switch \(ch\) \{\n(.*?)\n    \}\n    return -1.0;\n\}\n",
                      re.DOTALL)
GROUP = re.compile(r"((?:    case 0x[0-9A-F]+:\n)+)        return \(double\) ([-+0-9./e]+);")

TEMPLATE = """\
static const double numeric_values[] = {
    %(values)s
};

/* Character and index of its value, by character. */
static const struct { Py_UCS4 ch : 24; Py_UCS4 value : 8; } numeric_characters[] = {
    %(characters)s
};

double _PyUnicode_ToNumeric(Py_UCS4 ch)
{
    size_t low = 0;
    size_t high = Py_ARRAY_LENGTH(numeric_characters);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (numeric_characters[middle].ch < ch) {
            low = middle + 1;
        }
        else {
            high = middle;
        }
    }
    if (low < Py_ARRAY_LENGTH(numeric_characters) && numeric_characters[low].ch == ch) {
        return numeric_values[numeric_characters[low].value];
    }
    return -1.0;
}
"""


def table(cases):
    groups = GROUP.findall(cases)
    if GROUP.sub("", cases).strip():
        raise SystemExit("numeric_table.py: a case of _PyUnicode_ToNumeric has an unknown form")
    if len(groups) > 256:
        raise SystemExit("numeric_table.py: more values than an index of 8 bits can name: %d" % len(groups))
    characters = sorted((int(character, 16), index) for index, (labels, _) in enumerate(groups)
                        for character in re.findall(r"0x[0-9A-F]+", labels))
    return TEMPLATE % {
        "values": ",\n    ".join("(double) " + value for _, value in groups),
        "characters": ",\n    ".join("{0x%X, %d}" % pair for pair in characters),
    }


def main(directory):
    path = Path(directory, "Objects", "unicodetype_db.h")
    source, count = FUNCTION.subn(lambda match: table(match[1]), path.read_text())
    if count != 1:
        raise SystemExit("numeric_table.py: _PyUnicode_ToNumeric was not found in " + path.name)
    path.write_text(source)


main(sys.argv[1])
