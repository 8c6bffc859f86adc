"""Integers of many digits: digits of pi, products, powers modulo, division, shifts, decimal text."""


def pi_digits(count):
    """Gibbons' spigot, in the form that needs only integers."""
    digits = []
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return digits


def product(n):
    result = 1
    for i in range(2, n):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def run():
    total = sum(pi_digits(400))
    big = product(900)
    total += big % 1000000007 + (big >> 4000) % 97 + len(str(big))
    prime = (1 << 521) - 1
    for i in range(15):
        total += pow(7 + i, prime - 1, prime) + pow(3, 10 ** 40 + i, 10 ** 30 + 57) % 1009
    total += fibonacci(6000) % 1000003 + (big * big // (big + 1)) % 1009
    return total
