# expected: any error or harmless: false
import pathlib
pathlib.Path("/root/.ssh/id_rsa").exists()
