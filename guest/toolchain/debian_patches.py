"""Prints what Debian's patches change in some folders of CPython, as one patch.

usage: debian_patches.py PATCHES_DIRECTORY GUEST_LOCK FOLDER… [-- FOLDER_LEFT_OUT…]

All patches of debian/patches/series are taken but those that a `packaging` line of the lock names: what Debian adds to a new
round gets in by itself, and where it does not fit the build stops.
"""
import re
import sys
from pathlib import Path

HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")


def files(patch):
    """Name and text of each file that a patch changes; counts lines, since a removed line may look like a header."""
    lines = patch.split("\n")
    here = 0
    while here < len(lines) - 1:
        if not (lines[here].startswith("--- ") and lines[here + 1].startswith("+++ ")):
            here += 1
            continue
        start = here
        name = next(entry.split("\t")[0].split(maxsplit=1)[1] for entry in (lines[here + 1], lines[here])
                    if not entry[4:].startswith("/dev/null"))
        here += 2
        while here < len(lines) and (hunk := HUNK.match(lines[here])):
            old, new = (1 if count is None else int(count) for count in hunk.groups())
            here += 1
            while old > 0 or new > 0:
                old -= lines[here][:1] in ("-", " ", "")
                new -= lines[here][:1] in ("+", " ", "")
                here += 1
            if here < len(lines) and lines[here].startswith("\\"):
                here += 1
        yield name.split("/", 1)[1], "\n".join(lines[start:here]) + "\n"


def main():
    patches, lock, *folders = sys.argv[1:]
    split = folders.index("--") if "--" in folders else len(folders)
    wanted, left_out = tuple(folders[:split]), tuple(folders[split + 1:])
    packaging = {line.split()[1] for line in Path(lock).read_text().splitlines() if line.startswith("packaging ")}
    for line in (Path(patches) / "series").read_text().splitlines():
        name = line.split("#")[0].strip()
        if name and name not in packaging:
            for file, text in files((Path(patches) / name).read_text()):
                if file.startswith(wanted) and not file.startswith(left_out or ("/",)):
                    sys.stdout.write(text)


if __name__ == "__main__":
    main()
