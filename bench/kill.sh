#!/usr/bin/env bash
# Prints how long after its deadline the call of a script that runs too long has returned; two minutes.
# usage: bench/kill.sh [ROUNDS]   (JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | head -1
"$java" -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" org.pythonwasm.bench.KillLatency "$@"
