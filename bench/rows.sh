#!/usr/bin/env bash
# Prints how many rows a second aggregates and table functions take and give.
# usage: bench/rows.sh   (JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mvn -q -B -Pbench -pl bench/engine -am -DskipTests package >&2
"$java" -cp "bench/engine/target/classes:$(cat bench/engine/target/classpath)" org.pythonwasm.bench.Rows
