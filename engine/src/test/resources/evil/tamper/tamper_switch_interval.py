# expected: harmless: 8
import sys
sys.setswitchinterval(1e-9)
8
