#!/usr/bin/env bash
# Makes and uses many interpreters in one JVM: sessions times functions in H2, script engines, loans of a pool. Prints the latency of
# first and later uses, what the heap holds of each, and the time of garbage collections; each must reply what it kept.
# usage: bench/density.sh [SESSIONS FUNCTIONS [INTERPRETERS]]   (default 20 20 100; JAVA_HOME chooses the JDK, HEAP its heap, default 4g)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/sql -am -DskipTests package >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | head -1
"$java" -Xmx"${HEAP:-4g}" -cp "bench/sql/target/classes:$(cat bench/sql/target/classpath)" \
  org.pythonwasm.bench.sql.Density "${1:-20}" "${2:-20}" "${3:-100}"
