# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import io, lzma, tarfile
data = io.BytesIO()
with tarfile.open(fileobj=data, mode="w:xz", preset=0) as archive:
    entry = tarfile.TarInfo("bomb")
    entry.size = 50 << 20
    archive.addfile(entry, io.BufferedReader(type("Zeros", (io.RawIOBase,), {
        "readable": lambda self: True, "readinto": lambda self, target: len(target)})()))
data.seek(0)
tarfile.open(fileobj=data).extractfile("bomb").read()
