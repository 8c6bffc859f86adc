# expected: any error or dies STACK_OVERFLOW
# stack: 1024 KiB
class A:
    def __getattr__(self, name): return getattr(self, name)
A().x
