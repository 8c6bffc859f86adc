"""Measures programs on the CPython that runs this file, as the harness does on the JVM's systems; same report lines."""
import os
import platform
import sys
import time

WINDOWS = 3
WINDOW_SECONDS = 0.3
TOLERANCE = 1.04


def report(*words):
    print("\t".join(words), flush=True)


def window(run):
    times = []
    while sum(times) < WINDOW_SECONDS:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def steady_time(run, bound):
    end = time.perf_counter() + bound
    medians = []
    while True:
        medians = medians[1 - WINDOWS:] + [window(run)]
        steady = len(medians) == WINDOWS and max(medians) <= min(medians) * TOLERANCE
        if steady or time.perf_counter() > end:
            return medians[-1], steady


def measure(directory, name, bound):
    report("begin", name)
    try:
        path = os.path.join(directory, name + ".py")
        scope = {"__name__": name}
        with open(path, encoding="utf-8") as source:
            exec(compile(source.read(), path, "exec"), scope)
        value = str(scope["run"]())
        seconds, steady = steady_time(scope["run"], bound)
        report("done", name, str(round(seconds * 1e9)), str(steady).lower(), value)
    except Exception as error:
        report("failed", name, type(error).__name__ + ": " + str(error).split("\n")[0])


report("version", platform.python_version() + ", " + platform.python_compiler())
for program in sys.argv[3:]:
    measure(sys.argv[1], program, float(sys.argv[2]))
