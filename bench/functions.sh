#!/usr/bin/env bash
# Defines many functions in H2 (a file) and in Calcite (a directory), opens them in a new JVM, and prints time and memory.
# usage: bench/functions.sh [COUNT]   (default 1000; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/sql -am -DskipTests package >&2
class_path=bench/sql/target/classes:$(cat bench/sql/target/classpath)
directory=$(mktemp -d)
trap 'rm -r "$directory"' EXIT

for database in H2 CALCITE; do
  for count in 1 "${1:-1000}"; do
    for step in create open open; do
      "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$class_path" \
        org.pythonwasm.bench.sql.ManyFunctions $step $database "$count" "$directory/$database-$count"
    done
  done
done
