"""Four small self-timing workloads: microseconds a call, several repetitions a line."""
import json
import re
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def loop(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


DOCUMENT = json.dumps({"order": 17, "lines": [{"sku": "A-1", "qty": 3, "price": 9.5}] * 2, "note": None})
MAIL = re.compile(r"([\w.]+)@(\w+)\.(?:com|org)")
TEXT = "write to the help desk, or better to jane.doe@example.org, before noon"


def measure(name, work, calls, repetitions=8):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        for _ in range(calls):
            work()
        times.append((time.perf_counter() - start) / calls * 1e6)
    print(name, " ".join(f"{t:.3f}" for t in times), "us/call", flush=True)


measure("calls", lambda: fib(18), 5)
measure("loop", lambda: loop(50_000), 2)
measure("json", lambda: json.loads(DOCUMENT)["lines"][1]["qty"], 1000)
measure("regex", lambda: MAIL.search(TEXT).group(1), 1000)
