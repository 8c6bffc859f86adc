# expected: any error
import io, zipfile
data = bytearray(io.BytesIO().getvalue() or b"PK\x05\x06" + b"\xff" * 18)
zipfile.ZipFile(io.BytesIO(data))
