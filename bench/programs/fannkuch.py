"""Pancake flips over all permutations: list slices and small ints."""


def flips_of(permutation):
    cards = permutation[:]
    flips = 0
    first = cards[0]
    while first:
        cards[:first + 1] = cards[first::-1]
        flips += 1
        first = cards[0]
    return flips


def fannkuch(n):
    permutation = list(range(n))
    count = [0] * n
    most = checksum = 0
    sign = 1
    while True:
        flips = flips_of(permutation)
        most = max(most, flips)
        checksum += sign * flips
        sign = -sign
        i = 1
        while i < n:
            permutation.insert(i, permutation.pop(0))
            count[i] += 1
            if count[i] <= i:
                break
            count[i] = 0
            i += 1
        else:
            return checksum * 100 + most


def run():
    return sum(fannkuch(7) for _ in range(3))
