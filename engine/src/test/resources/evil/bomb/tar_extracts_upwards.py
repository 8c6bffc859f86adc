# expected: any error
import io, tarfile
data = io.BytesIO()
with tarfile.open(fileobj=data, mode="w") as t:
    t.addfile(tarfile.TarInfo("../../evil"))
data.seek(0)
tarfile.open(fileobj=data).extractall("/tmp")
