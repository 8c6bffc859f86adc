"""Loops in C code over iterators that look for the end of a call before each item: microseconds a million items."""
import time
from collections import deque
from itertools import count, islice, repeat

ITEMS = 1_000_000


def measure(name, work, repetitions=8):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e6)
    print(name, " ".join(f"{t:.1f}" for t in times), "us/call", flush=True)


measure("repeat", lambda: deque(repeat(None, ITEMS), maxlen=0))
measure("count", lambda: deque(islice(count(), ITEMS), maxlen=0))
measure("range", lambda: sum(range(ITEMS)))
measure("list", lambda: list(range(ITEMS)))
measure("map", lambda: deque(map(str, range(ITEMS)), maxlen=0))
