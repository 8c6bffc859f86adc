#!/usr/bin/env bash
# Wall time from the start of a JVM to the value of its first eval: plain, with AppCDS (JDK 17), with an AOT cache (JDK 25).
# usage: bench/startup.sh [STARTS]   (JAVA17_HOME and JAVA25_HOME name the JDKs where they are not found)
set -euo pipefail
cd "$(dirname "$0")/.."
source bench/jdk.sh
starts=${1:-11}
target=bench/engine/target
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2

# Classes come from an archive only where they came from jars.
class_path=$(ls "$target"/python-wasm-bench-engine-*.jar):$(cat "$target/classpath")
program=(-cp "$class_path" org.pythonwasm.bench.FirstEval)

# milliseconds COMMAND...: one line for each start
milliseconds() {
  local start
  for ((i = 0; i < starts; i++)); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000000))
  done
}

# measure NAME COMMAND...
measure() {
  milliseconds "${@:2}" | sort -n | awk -v name="$1" '
    { t[NR] = $1 }
    END { printf "%-28s median %5d ms, best %5d, worst %5d\n", name, t[int((NR + 1) / 2)], t[1], t[NR] }'
}

# archived COMMAND...: how many of the guest's classes come from the archive; fails where one does not.
archived() {
  "$@" | awk '
    / org\.pythonwasm\.engine\.guest\./ { all++; if (/shared objects file/) shared++ }
    END { printf "  %d of %d classes of the guest from the archive\n", shared, all; exit !all || shared < all }'
}

# compare NAME JDK MAKE USE: MAKE and USE are the flags that write and read the archive
compare() {
  local name=$1 java=$2/bin/java archive=$PWD/$target/$1.archive
  if [[ -z $2 ]]; then
    echo "$name: no such JDK found"
    return
  fi
  rm -f "$archive"
  "$java" -version 2>&1 | head -1
  "$java" "$3=$archive" "${program[@]}" >/dev/null 2>&1
  measure plain "$java" "${program[@]}"
  measure "$name" "$java" "$4=$archive" "${program[@]}"
  archived "$java" "$4=$archive" -Xlog:class+load "${program[@]}"
  printf '  %s is %d KiB\n' "$3" "$(($(stat -c %s "$archive") / 1024))"
}

compare AppCDS "$(jdk 17)" -XX:ArchiveClassesAtExit -XX:SharedArchiveFile
compare AOT-cache "$(jdk 25)" -XX:AOTCacheOutput -XX:AOTCache
