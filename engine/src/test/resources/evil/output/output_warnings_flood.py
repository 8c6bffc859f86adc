# expected: dies OUTPUT or TimeoutError or dies TIMEOUT or harmless: null
# deadline: 5000 ms
import warnings
warnings.simplefilter("always")
for _ in range(30000): warnings.warn("x" * 1000)
