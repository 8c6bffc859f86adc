# expected: dies TIMEOUT
# deadline: 1000 ms
class Sticky:
    def __enter__(self): return self
    def __exit__(self, *args):
        while True:
            try:
                while True: pass
            except BaseException: pass
with Sticky(): pass
