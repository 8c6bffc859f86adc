# expected: any error or harmless: [../../etc/passwd]
import io, tarfile
data = io.BytesIO()
with tarfile.open(fileobj=data, mode="w") as t:
    t.addfile(tarfile.TarInfo("../../etc/passwd"))
data.seek(0)
tarfile.open(fileobj=data).getnames()
