#!/usr/bin/env bash
# How long the programs of bench/programs take to reach their full speed, and what the JVM's classes and code occupy after
# all of them, with and without compiled Python.
# usage: bench/warmup.sh [SECONDS] [PROGRAM...]   (default: 6 seconds, all programs; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
seconds=${1:-6}
shift $(($# > 0))
programs=("$@")
if [[ ${#programs[@]} -eq 0 ]]; then
  for file in bench/programs/*.py; do programs+=("$(basename "$file" .py)"); done
fi

mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
class_path=bench/engine/target/classes:$(cat bench/engine/target/classpath)
for jit in off on; do
  echo "-Dpython-wasm.jit=$jit"
  "$java" -Dpython-wasm.jit=$jit -cp "$class_path" org.pythonwasm.bench.WarmUp bench/programs "$seconds" "${programs[@]}"
done
