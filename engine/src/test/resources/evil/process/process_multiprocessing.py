# expected: any error
import multiprocessing
multiprocessing.Pool(100)
