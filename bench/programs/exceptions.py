"""Exceptions raised and caught: through frames, by class, with finally, by built-in functions."""


class Refused(Exception):
    def __init__(self, code):
        Exception.__init__(self, "refused")
        self.code = code


class Gone(Refused):
    pass


def deep(levels, code):
    if levels == 0:
        raise (Gone if code % 2 else Refused)(code)
    deep(levels - 1, code)


def caught(code):
    try:
        deep(5, code)
    except Gone as gone:
        return gone.code
    except Refused as refused:
        return -refused.code


def built_in(i):
    total = 0
    try:
        total += int("12" if i % 2 else "x2")
    except ValueError:
        total += 1
    try:
        total += [1, 2, 3][i % 5]
    except IndexError:
        total += 2
    try:
        total += {"a": 1}["ab"[i % 2]]
    except KeyError:
        total += 3
    finally:
        total += 1
    return total


def run():
    total = 0
    for i in range(7000):
        total += caught(i) + built_in(i)
    return total
