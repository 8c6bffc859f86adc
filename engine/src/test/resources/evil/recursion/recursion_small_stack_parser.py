# expected: any error or dies STACK_OVERFLOW
# stack: 256 KiB
eval("(" * 150 + "1" + ")" * 150)
