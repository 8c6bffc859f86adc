"""Packs a library into a zip file for zipimport, which reads no __pycache__: either compiled modules or their sources."""
import sys
import zipfile
from pathlib import Path

library, target, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
TIME = (2025, 1, 1, 0, 0, 0)


def place(file):
    """Where the archive has a file of the library; None where it has not."""
    name = file.relative_to(library)
    if file.suffix == ".pyc":
        return name.parent.parent / (file.name.split(".")[0] + ".pyc") if kind == "compiled" else None
    return None if file.suffix == ".py" and kind == "compiled" else name


with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
    for file in sorted(library.rglob("*")):
        if file.is_file() and place(file) is not None:
            archive.writestr(zipfile.ZipInfo(str(place(file)), TIME), file.read_bytes())
