# expected: any error or dies STACK_OVERFLOW
def down(): host.run(down)
host.run(down)
