# expected: RuntimeError or any error
from concurrent.futures import ThreadPoolExecutor
ThreadPoolExecutor(100).submit(print).result()
