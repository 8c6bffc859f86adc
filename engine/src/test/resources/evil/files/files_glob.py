# expected: harmless: []
import glob
glob.glob("/etc/*") + glob.glob("/home/*") + glob.glob("/root/*")
