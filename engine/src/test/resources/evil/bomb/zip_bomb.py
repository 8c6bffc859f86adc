# expected: MemoryError
# deadline: 20000 ms
# memory: 48 MiB
import io, zipfile
data = io.BytesIO()
with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
    with z.open("bomb", "w") as f:
        for _ in range(80): f.write(bytes(1 << 20))
zipfile.ZipFile(data).read("bomb")
