# expected: any error
import subprocess
subprocess.check_output(["id"])
