#!/usr/bin/env bash
# Prints microseconds of crossings between Java and Python through javax.script, beside Jython's in the same JVM.
# usage: bench/border.sh [ROUNDS]   (default 40; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/border -am -DskipTests package >&2
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "bench/border/target/classes:$(cat bench/border/target/classpath)" \
  org.pythonwasm.bench.Border "${1:-40}"
