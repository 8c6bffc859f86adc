"""Largest singular value of a matrix that is computed on the fly: float calls in comprehensions."""
from __future__ import division

N = 48


def cell(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum(cell(i, j) * x for j, x in enumerate(vector)) for i in range(len(vector))]


def times_transposed(vector):
    return [sum(cell(j, i) * x for j, x in enumerate(vector)) for i in range(len(vector))]


def run():
    u = [1.0] * N
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    above = sum(a * b for a, b in zip(u, v))
    below = sum(b * b for b in v)
    return "%.9f" % (above / below) ** 0.5
