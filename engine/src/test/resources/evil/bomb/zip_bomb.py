# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import io, zipfile
data = io.BytesIO()
with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
    with z.open("bomb", "w") as f:
        for _ in range(50): f.write(bytes(1 << 20))
zipfile.ZipFile(data).read("bomb")
