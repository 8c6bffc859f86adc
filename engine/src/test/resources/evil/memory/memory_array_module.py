# expected: MemoryError or OverflowError
import array
array.array("d", bytes(8)) * (1 << 28)
