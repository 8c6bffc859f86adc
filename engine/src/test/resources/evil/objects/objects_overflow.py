# expected: dies STACK_OVERFLOW or dies TRAP or any error
host.overflow()
