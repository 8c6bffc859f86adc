"""Lists: sorting with and without keys, slices, comprehensions, bisect, heap."""
import bisect
import heapq


def numbers(count):
    value = 12345
    result = []
    for _ in range(count):
        value = (value * 1103515245 + 12345) % 2147483648
        result.append(value)
    return result


NUMBERS = numbers(4000)
TEXTS = ["k%08d" % (n % 100000000) for n in NUMBERS[:2000]]
PAIRS = [(n % 50, n) for n in NUMBERS[:2000]]


def sorts():
    ordered = sorted(NUMBERS)
    down = sorted(NUMBERS, reverse=True)
    texts = sorted(TEXTS)
    pairs = sorted(PAIRS)
    by_digits = sorted(NUMBERS, key=lambda n: (n % 1000, n))
    return ordered[7] + down[7] + int(texts[7][1:]) + pairs[7][1] + by_digits[7]


def slices():
    values = NUMBERS[:]
    values[100:200] = values[300:500]
    values.extend(n for n in NUMBERS if n % 3 == 0)
    odd = [n for n in values[::2] if n & 1]
    odd.reverse()
    return len(values) + odd[0] + sum(odd[:50]) + values.index(NUMBERS[3000])


def ordered():
    values = []
    for n in NUMBERS[:800]:
        bisect.insort(values, n)
    heap = NUMBERS[:1500]
    heapq.heapify(heap)
    return values[400] + sum(heapq.heappop(heap) for _ in range(300))


def run():
    total = 0
    for _ in range(5):
        total += sorts() + slices() + ordered()
    return total
