#!/usr/bin/env bash
# Prints nanoseconds a row of small functions over columns, without and with compiled rows, beside calls in native CPython.
# usage: bench/kernels.sh   (JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
native=$(guest/build.sh --native-python)
class_path=bench/engine/target/classes:$(cat bench/engine/target/classpath)

"$native" - <<'PYTHON'
import sys
import time


def line(x):
    return x * 2 + 1


def loop(x):
    total = 0
    for i in range(20):
        total += (x + i) % 7
    return total


print(f"CPython {sys.version.split()[0]}, a list comprehension of calls")
rows = list(range(200_000))
for name, function in (("x * 2 + 1", line), ("a loop of 20 turns", loop)):
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        [function(x) for x in rows]
        best = min(best, time.perf_counter() - start)
    print(f"{name:24} {best / len(rows) * 1e9:8.1f} ns a row")
PYTHON
for jit in off rows; do
  echo "-Dpython-wasm.jit=$jit"
  "$java" -Dpython-wasm.jit=$jit -cp "$class_path" org.pythonwasm.bench.RowFunctions
done
