# expected: RuntimeError or dies or harmless: 2
import sys
def hook(event, args): raise RuntimeError(event)
sys.addaudithook(hook)
1 + 1
