#!/usr/bin/env bash
# What many interpreters in one JVM cost. Each must reply what it kept.
# usage: bench/density.sh                    the table of figures, that of growth (10 to 100,000 functions of sessions), engines and loans
#        bench/density.sh figures | growth   one of them
#        bench/density.sh SESSIONS FUNCTIONS [INTERPRETERS]   sessions times functions in H2, script engines, loans of a pool (default 100):
#                    latency of first and later uses, heap, time of collections
# JAVA_HOME chooses the JDK, HEAP its heap, default 4g
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/sql -am -DskipTests package >&2
java() {
  command "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${HEAP:-4g}" -cp "bench/sql/target/classes:$(cat bench/sql/target/classpath)" \
    org.pythonwasm.bench.sql."$@"
}
figures() {
  java DensityFigures
}
growth() {
  echo "| sessions x functions | together | MB asleep | KB each | first use p50, ms | p99, ms | later use (wakes) p50, ms | p99, ms | collections at first use, ms |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
  for size in "1 10" "10 10" "20 20" "10 100" "50 200" "1000 100"; do
    java Density row $size
  done
}
command "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | head -1
case "${1:-}" in
  "") figures && echo && growth && echo && java Density 20 20 100 ;;
  figures | growth) "$1" ;;
  *) java Density "$1" "${2:-20}" "${3:-100}" ;;
esac
