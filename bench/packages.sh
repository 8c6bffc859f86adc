#!/usr/bin/env bash
# What packages cost that a preparation imports: opening an interpreter with and without, the memory of many, the import itself.
# usage: bench/packages.sh DIRECTORY [SCRIPT] [COUNT]   a directory of wheels, by default with jinja2 (JAVA_HOME chooses the JDK)
#        bench/packages.sh sizes FILE…                  sums of jars in KiB, such as those before and after a change
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:?a directory of wheels}" = sizes ]; then
  shift
  du -k --apparent-size "$@"
  exit
fi
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${HEAP:-2g}" \
  -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" org.pythonwasm.bench.PreparedPackages "$1" "${2:-import jinja2}" "${3:-1000}"
