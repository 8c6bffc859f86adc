#!/usr/bin/env bash
# The same programs on this engine, native CPython, GraalPy, Jython and Trino's guest; bench/compare.sh --help tells more.
# JAVA17_HOME and JAVA25_HOME name the JDKs where they are not found.
set -euo pipefail
cd "$(dirname "$0")/.."
source bench/jdk.sh
logs=bench/target/compare
mkdir -p "$logs"

# A system that cannot be built is missing from the table, with the reason.
build() {
  mvn -q -B -Pbench -pl "bench/$1" -am -DskipTests package >"$logs/build-$1.log" 2>&1 || rm -f "bench/$1/target/classpath"
}

modules=(harness engine graalpy jython trino)
[[ " $* " == *" --help "* ]] && modules=(harness)
[[ -t 2 ]] && echo "building" >&2
for module in "${modules[@]}"; do build "$module"; done
if [[ ! -f bench/harness/target/classpath ]]; then
  cat "$logs/build-harness.log" >&2
  exit 1
fi

native=$(guest/build.sh --native-python)
python3=$(command -v python3 || true)
version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }
if [[ -n $python3 && $(version "$python3") == $(version "$native") ]]; then
  native=$python3
  python3=
fi

terminal=()
[[ -t 2 ]] && terminal=(--terminal)
"$(jdk 17)/bin/java" -cp "bench/harness/target/classes:$(cat bench/harness/target/classpath)" \
  org.pythonwasm.bench.harness.Compare --bench "$PWD/bench" --native "$native" --python3 "$python3" \
  --jdk17 "$(jdk 17)" --jdk25 "$(jdk 25)" --command "bench/compare.sh $*" "${terminal[@]}" "$@"
