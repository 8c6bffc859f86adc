"""Generators: pipelines, a recursive walk, send, and one that is left early."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(values):
    for value in values:
        yield value * value


def keep(values, modulus):
    return (value for value in values if value % modulus == 1)


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


def walk(tree):
    if tree is not None:
        left, value, right = tree
        for v in walk(left):
            yield v
        yield value
        for v in walk(right):
            yield v


def averages():
    total = 0
    count = 0
    average = 0
    while True:
        total += yield average
        count += 1
        average = total // count


def first_over(limit):
    for value in squares(numbers(10 ** 6)):
        if value > limit:
            return value


TREE = build(0, 600)


def run():
    total = 0
    for _ in range(9):
        total += sum(keep(squares(numbers(6000)), 4)) + sum(walk(TREE))
        running = averages()
        next(running)
        for i in range(3000):
            total += running.send(i)
        total += sum(first_over(i * 7) for i in range(100))
    return total
