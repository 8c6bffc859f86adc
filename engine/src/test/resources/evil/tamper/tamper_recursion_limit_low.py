# expected: RecursionError or any error or harmless: 7
import sys
sys.setrecursionlimit(20)
7
