# expected: OSError
import zipfile, io
wheel = io.BytesIO()
with zipfile.ZipFile(wheel, 'w') as zip:
    zip.writestr('evil.py', 'x = 1')
zipfile.ZipFile(wheel).extractall('/site-packages')
