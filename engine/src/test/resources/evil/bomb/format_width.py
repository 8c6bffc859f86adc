# expected: MemoryError or ValueError or OverflowError
"{:>999999999999}".format(1)
