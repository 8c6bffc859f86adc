# expected: TimeoutError or dies TIMEOUT or ValueError or harmless: true
# deadline: 500 ms
import sys
sys.set_int_max_str_digits(0)
int("2" * 10**7, 3) > 0
