# expected: dies TIMEOUT or TimeoutError
# deadline: 200 ms
class Endless:
    def __del__(self):
        while True:
            try:
                while True: pass
            except BaseException: pass
x = Endless()
del x
