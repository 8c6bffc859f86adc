# expected: _csv.Error
import csv, io
next(csv.reader(io.StringIO('"' + "x" * 200_000)))
