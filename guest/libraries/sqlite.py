"""Applies Debian's patches to SQLite's amalgamation.

usage: sqlite.py PATCHES_DIRECTORY SQLITE3_C

Debian's patches are for the many files that the amalgamation was put together from. Each hunk is looked for within its file, whose
borders the amalgamation names; there, functions have one of two words in front, and the numbers of lines are others.
"""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "toolchain"))
import debian_patches

BORDER = re.compile(r"^/\*+ (Begin file|End of) (\S+) \*+/$")
# What the amalgamation puts before a declaration, and how it leaves out a header that it has already.
DECORATION = re.compile(r"^(?:SQLITE_API |SQLITE_PRIVATE |static )+")
LEFT_OUT = re.compile(r"^/\* (#\s*include .*) \*/$")
RENAMED = {"sqlite.h.in": "sqlite3.h"}
# The amalgamation has what is made of these; a patch of one would be lost.
GRAMMARS = ("parse.y", "fts5parse.y")


def fail(message):
    sys.exit(f"sqlite.py: {message}")


def plain(line):
    return DECORATION.sub("", LEFT_OUT.sub(r"\1", line.rstrip()))


def file_ranges(lines):
    """The lines of each source file, with those of headers that it includes."""
    ranges = {}
    for number, line in enumerate(lines):
        if border := BORDER.match(line):
            what, name = border.groups()
            if what == "Begin file":
                ranges[name] = (number, len(lines))
            elif name in ranges:
                ranges[name] = (ranges[name][0], number)
    return ranges


def place(file):
    """Which file of the amalgamation has what is in a file of the sources, by their names."""
    if file.startswith("ext/fts5/") and file.count("/") == 2 and file.endswith((".c", ".h")):
        return "fts5.c"
    name = file.rsplit("/", 1)[1] if "/" in file else file
    return RENAMED.get(name, name) if file.startswith(("src/", "ext/")) else None


def hunks(text):
    """The lines of each hunk, with what becomes of each."""
    lines = text.split("\n")[2:]
    here = 0
    while here < len(lines) and (match := debian_patches.HUNK.match(lines[here])):
        old_count, new_count = (1 if count is None else int(count) for count in match.groups())
        here += 1
        changes = []
        while old_count > 0 or new_count > 0:
            kind, rest = lines[here][:1] or " ", lines[here][1:]
            old_count -= kind in "- "
            new_count -= kind in "+ "
            changes.append((kind, rest))
            here += 1
        if here < len(lines) and lines[here].startswith("\\"):
            here += 1
        yield changes


def apply(lines, begin, end, changes):
    """Returns the lines with the changes, or None if they do not fit at exactly one place between begin and end."""
    old = [plain(text) for kind, text in changes if kind in "- "]
    places = [at for at in range(begin, end - len(old) + 1)
              if plain(lines[at]) == old[0] and all(plain(lines[at + i]) == text for i, text in enumerate(old))]
    if len(places) != 1:
        return None
    here = places[0]
    result = []
    for kind, text in changes:
        if kind == "+":
            result.append(text)
        else:
            if kind == " ":
                result.append(lines[here])
            here += 1
    return lines[:places[0]] + result + lines[here:]


def patched(lines, patches):
    for entry in (patches / "series").read_text().splitlines():
        name = entry.split("#")[0].strip()
        for file, text in debian_patches.files((patches / name).read_text()) if name else ():
            if Path(file).name in GRAMMARS:
                fail(f"Debian's {name} changes {file}, which the amalgamation does not have: it needs a newer amalgamation")
            if place(file) not in file_ranges(lines):
                continue
            for changes in hunks(text):
                lines = apply(lines, *file_ranges(lines)[place(file)], changes)
                if lines is None:
                    fail(f"Debian's {name} does not fit {file}")
            print(f"sqlite.py: {name}: {file}")
    return lines


def main(patches, amalgamation):
    path = Path(amalgamation)
    lines = path.read_text().split("\n")
    path.write_text("\n".join(patched(lines, Path(patches))))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
