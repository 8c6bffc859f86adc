#!/usr/bin/env bash
# Prints what the limits cost: the yardstick and iterators on the engine as it is, divided by one whose guest checks nothing.
# usage: bench/limits.sh [STARTS]   (default 5 of each, in turn; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
starts=${1:-5}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
out=bench/engine/target/limits
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
class_path=bench/engine/target/classes:$(cat bench/engine/target/classpath)

# The same guest without checks in C code, translated, without checks in the translation and without a watchdog.
guest=$(guest/build.sh --unlimited)
rm -rf "$out"
mkdir -p "$out/guest/org/pythonwasm/guest"
cp "$guest/python.wasm" "$guest/stdlib.zip" "$out/guest/org/pythonwasm/guest/"
"$java" -cp "$out/guest:$class_path" org.pythonwasm.translator.BuildGuest \
  "$out/classes" "$out/guest-report.txt" guest/prelude >&2
"$java" -cp "$class_path" org.pythonwasm.bench.Unlimited "$out/classes" >&2

# The yardstick's calls are short: its first dozens of runs are the JIT compiler's.
declare -A runs=([yardstick]=40 [iterators]=8)
for start in $(seq "$starts"); do
  for script in yardstick iterators; do
    for variant in limited unlimited; do
      prefix=$([ "$variant" = limited ] || echo "$out/classes:")
      "$java" -cp "$prefix$class_path" org.pythonwasm.bench.RunScript "bench/$script.py" "${runs[$script]}" >"$out/$script.$variant.$start"
    done
    echo "start $start of $starts: $script" >&2
  done
done

"$java" -version 2>&1 | head -1
echo "Microseconds a call: of each start the best of its last runs, of $starts starts in turn the median"
for script in yardstick iterators; do
  for variant in limited unlimited; do
    for start in $(seq "$starts"); do
      awk -v variant="$variant" -v runs="${runs[$script]}" '
        !seen[$1]++ { order[++n] = $1 }
        seen[$1] > runs * 0.7 { for (i = 2; i < NF; i++) if (!best[$1] || $i < best[$1]) best[$1] = $i }
        END { for (i = 1; i <= n; i++) print variant, order[i], best[order[i]] }' "$out/$script.$variant.$start"
    done
  done | sort -s -k1,1 -k2,2 -k3,3n | awk -v script="$script" '
    { if ($1 " " $2 != last) { last = $1 " " $2; n[last] = 0 } t[last, ++n[last]] = $3; if (!seen[$2]++) order[++names] = $2 }
    function median(key) { return t[key, int((n[key] + 1) / 2)] }
    END {
      printf "%-14s %10s %10s %8s\n", script, "limits", "without", "ratio"
      for (i = 1; i <= names; i++) {
        with = median("limited " order[i]); without = median("unlimited " order[i])
        printf "%-14s %10.2f %10.2f %8.3f\n", order[i], with, without, with / without
        sum += log(with / without)
      }
      printf "%-14s %10s %10s %8.3f\n", "geometric mean", "", "", exp(sum / names)
    }'
done
