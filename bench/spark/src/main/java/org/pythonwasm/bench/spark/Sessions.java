package org.pythonwasm.bench.spark;

import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.spark.PythonExtensions;

/** Starts Spark with the functions that are measured. */
final class Sessions {
    private Sessions() {}

    static SparkSession start(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("python-wasm-bench")
                .config("spark.sql.extensions", PythonExtensions.class.getName())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
    }

    static void create(SparkSession session) {
        for (String statement : new String[] {"""
            CREATE OR REPLACE FUNCTION line(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
            def line(x: int) -> int:
                return x * 2 + 1
            $$""", """
            CREATE OR REPLACE FUNCTION lines(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
            def lines(xs: list) -> list:
                return [x * 2 + 1 for x in xs]
            $$""", """
            CREATE OR REPLACE FUNCTION masked(s STRING) RETURNS STRING LANGUAGE PYTHON AS $$
            import re
            DIGITS = re.compile('[0-9]+')
            def masked(s: str) -> str:
                return DIGITS.sub('#', s)
            $$""", """
            CREATE OR REPLACE FUNCTION all_masked(s STRING) RETURNS STRING LANGUAGE PYTHON WITH (vectorized = true) AS $$
            import re
            DIGITS = re.compile('[0-9]+')
            def all_masked(ss: list) -> list:
                return [DIGITS.sub('#', s) for s in ss]
            $$""", """
            CREATE OR REPLACE AGGREGATE FUNCTION merged(x DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON AS $$
            class merged:
                def __init__(self):
                    self.least, self.most = float('inf'), float('-inf')
                def accumulate(self, x: float):
                    self.least, self.most = min(self.least, x), max(self.most, x)
                def merge(self, other):
                    self.least, self.most = min(self.least, other.least), max(self.most, other.most)
                def finish(self):
                    return self.most - self.least
            $$""", """
            CREATE OR REPLACE AGGREGATE FUNCTION collected(x DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON AS $$
            class collected:
                def __init__(self):
                    self.least, self.most = float('inf'), float('-inf')
                def accumulate(self, x: float):
                    self.least, self.most = min(self.least, x), max(self.most, x)
                def finish(self):
                    return self.most - self.least
            $$"""}) {
            session.sql(statement);
        }
    }
}
