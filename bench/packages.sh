#!/usr/bin/env bash
# What packages cost: cold start, import, opening an interpreter with and without, the memory of many, the size of the jar.
usage='usage: bench/packages.sh DIRECTORY [SCRIPT] [COUNT]
  DIRECTORY  of wheels, such as those of jinja2 and markupsafe (docs/packages.md, "On the command line")
  SCRIPT     that imports them (import jinja2)
  COUNT      interpreters whose memory is measured (1000)
JAVA_HOME chooses the JDK, HEAP its heap (2g), STARTS how many JVMs are started for each median (7). BEFORE names an older jar of
the engine, to which that of this build is compared.'
set -euo pipefail
if [[ ${1:-} == --help || ${1:-} == -h ]]; then
  echo "$usage"
  exit
fi
if [[ ! -d ${1:-} ]]; then
  printf 'bench/packages.sh: there is no directory of wheels %s\n%s\n' "${1:-}" "$usage" >&2
  exit 2
fi
wheels=$(cd "$1" && pwd)
before=${BEFORE:+$(realpath "$BEFORE")}
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2

kib() {
  echo "$(($(stat -c %s "$1") / 1024))"
}
jar=$(ls engine/target/python-wasm-engine-*.jar | grep -vE -- '-(sources|javadoc|tests)\.jar$')
printf 'jar of the engine: %d KiB' "$(kib "$jar")"
if [[ -n $before ]]; then
  printf ', %+d KiB beside %s' "$(($(kib "$jar") - $(kib "$before")))" "$(basename "$before")"
fi
echo

"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${HEAP:-2g}" -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" \
  org.pythonwasm.bench.PreparedPackages "$wheels" "${2:-import jinja2}" "${3:-1000}" "${STARTS:-7}"
