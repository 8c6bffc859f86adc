# expected: MemoryError or OSError or dies OUT_OF_MEMORY
import io, sys, zipfile
bomb = io.BytesIO()
with zipfile.ZipFile(bomb, 'w', zipfile.ZIP_DEFLATED) as zip:
    zip.writestr('bomb.py', b' ' * (16 << 20))
with zipfile.ZipFile(bomb) as zip:
    parts = [zip.read('bomb.py') for _ in range(1000)]
