# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
import lzma, random
random.seed(1)
data = bytes(random.choice(b"ab") for _ in range(20_000)) * 400
lzma.compress(data, filters=[{"id": lzma.FILTER_LZMA2, "mf": lzma.MF_BT2, "nice_len": 273, "depth": 2**32 - 1, "dict_size": 1 << 20}])
