#!/usr/bin/env bash
# Opens idle interpreters in one JVM (default 1000) and prints the bytes of each; each must answer.
# usage: bench/idle.sh [COUNT]   (JAVA_HOME chooses the JDK, HEAP its heap, default 12g)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx"${HEAP:-12g}" \
  -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" org.pythonwasm.bench.IdleInterpreters "$@"
