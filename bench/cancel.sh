#!/usr/bin/env bash
# Prints how long after Statement.cancel, the deadline of setQueryTimeout, or Connection.abort a statement has ended.
# usage: bench/cancel.sh [ROUNDS]   (default 100, which take 20 minutes; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbench -pl bench/sql -am -DskipTests package >&2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | head -1
"$java" -cp "bench/sql/target/classes:$(cat bench/sql/target/classpath)" org.pythonwasm.bench.sql.CancelLatency "$@"
