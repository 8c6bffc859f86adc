#!/usr/bin/env bash
# Prints the figures that docs/performance.md quotes, side by side with a native CPython of the guest's version.
# usage: bench/figures.sh [SELF_TIMING_SCRIPT]   (JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
script=${1:-bench/yardstick.py}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
native=$(guest/build.sh --native-python)
class_path=bench/engine/target/classes:$(cat bench/engine/target/classpath)

"$java" -version 2>&1 | head -1
echo
echo "Cold JVM to the first value of eval (five starts)"
for _ in 1 2 3 4 5; do
  start=$(date +%s%N)
  "$java" -cp "$class_path" org.pythonwasm.bench.FirstEval >/dev/null
  echo $((($(date +%s%N) - start) / 1000000))
done | sort -n | awk '{ t[NR] = $1 } END { printf "median %d ms, best %d, worst %d\n", t[3], t[1], t[5] }'
echo
"$java" -cp "$class_path" org.pythonwasm.bench.Interpreters
echo
echo "Best time of the last run in microseconds; ratio to $("$native" --version)"
"$native" "$script" >bench/engine/target/native.txt
"$java" -cp "$class_path" org.pythonwasm.bench.RunScript "$script" 6 >bench/engine/target/engine.txt
awk '
  function best(i, least) { least = $2; for (i = 3; i < NF; i++) if ($i < least) least = $i; return least }
  FNR == NR { native[$1] = best(); next }
  { engine[$1] = best() }
  END {
    printf "%-12s %12s %12s %8s\n", "workload", "native", "engine", "ratio"
    for (name in engine) printf "%-12s %12.1f %12.1f %8.1f\n", name, native[name], engine[name], engine[name] / native[name]
  }' bench/engine/target/native.txt bench/engine/target/engine.txt
