# expected: dies TIMEOUT or any error
# deadline: 200 ms
class Loud(Exception):
    def __str__(self):
        while True:
            try:
                while True: pass
            except BaseException: pass
raise Loud
