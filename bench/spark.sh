#!/usr/bin/env bash
# Prints what SQL functions in Spark cost: rows per second of the tasks' CPU time beside Spark's own expression, a function in Java and
# CPython's side of a pickled UDF; the first and the second query; one executor and two; the bytes that aggregates shuffle; how long a
# task that loops in Python goes on when it is killed.
# usage: bench/spark.sh [--start] [--rates] [--shuffle] [--cancel] [--scaling]
# (the first and second query, rows per second, bytes of aggregates, cancellation, executors; all without options; JAVA_HOME chooses the JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mvn -q -B -Pbench -pl bench/spark -am -DskipTests package >&2
read -r -d '' -a flags <bench/spark/target/jvm-flags || true
"$(guest/build.sh --native-python)" bench/pickled.py >bench/spark/target/pickled.tsv
classpath="$PWD/bench/spark/target/classes:$(cat bench/spark/target/classpath)"
# Executors are started from an installation; their class path is that of the driver.
mkdir -p bench/spark/target/home/jars
SPARK_HOME=$PWD/bench/spark/target/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 \
  "$java" "${flags[@]}" -cp "$classpath" org.pythonwasm.bench.spark.SparkFigures bench/spark/target/pickled.tsv "$@"
