#!/usr/bin/env bash
# JMH benchmarks of the engine: typed calls, open, reset, eval, two threads. Arguments are JMH's (-h lists them).
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" \
  org.openjdk.jmh.Main "$@"
