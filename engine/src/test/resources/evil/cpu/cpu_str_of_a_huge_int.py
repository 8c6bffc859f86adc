# expected: TimeoutError or dies TIMEOUT or harmless: true
# deadline: 500 ms
import sys
sys.set_int_max_str_digits(0)
len(str(7 ** 3_000_000)) > 0
