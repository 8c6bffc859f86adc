"""A counting loop over small ints (yardstick)."""


def loop(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def run():
    return loop(300000)
