"""Measures programs on the CPython that runs this file, as the harness does on the JVM's systems; same report lines."""
import os
import platform
import sys
import time

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
WINDOWS = 3
WINDOW_SECONDS = 0.3
TOLERANCE = 1.04


def report(*words):
    print("\t".join(words), flush=True)


def window(run, clock):
    times = []
    while sum(times) < WINDOW_SECONDS:
        start = clock()
        run()
        times.append(clock() - start)
    return sorted(times)[len(times) // 2]


def steady_time(run, bound, clock):
    end = clock() + bound
    medians = []
    while True:
        medians = medians[1 - WINDOWS:] + [window(run, clock)]
        steady = len(medians) == WINDOWS and max(medians) <= min(medians) * TOLERANCE
        if steady or clock() > end:
            return medians[-1], steady


def measure(directory, name, bound, clock):
    try:
        path = os.path.join(directory, name + ".py")
        scope = {"__name__": name}
        with open(path, encoding="utf-8") as source:
            exec(compile(source.read(), path, "exec"), scope)
        value = str(scope["run"]())
        seconds, steady = steady_time(scope["run"], bound, clock)
        report("done", name, str(round(seconds * 1e9)), str(steady).lower(), value)
    except Exception as error:
        report("failed", name, type(error).__name__ + ": " + str(error).split("\n")[0])


report("version", platform.python_version() + ", " + platform.python_compiler())
for line in sys.stdin:
    measure(sys.argv[1], line.strip(), float(sys.argv[2]), CLOCKS[sys.argv[3]])
