package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;

@Timeout(300)
class AggregateFunctionTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class total:
                    def __init__(self):
                        self.sum = 0
                        self.last = set()
                    def accumulate(self, x: int):
                        self.sum += x
                        self.last.add(x % 5)
                    def merge(self, other):
                        self.sum += other.sum
                        self.last |= other.last
                    def finish(self):
                        return 10 * self.sum + len(self.last)
                $$""");
    }

    @Test
    void parts_of_a_group_are_merged() {
        assertEquals(
                column(spark, "SELECT 10 * sum(id) + 5 FROM range(0, 10000, 1, 8) GROUP BY id % 3 ORDER BY id % 3"),
                column(spark, "SELECT total(id) FROM range(0, 10000, 1, 8) GROUP BY id % 3 ORDER BY id % 3"));
    }

    @Test
    void no_rows_are_a_group_of_their_own() {
        assertEquals(0L, value(spark, "SELECT total(id) FROM range(0)"));
        assertEquals(List.of(), column(spark, "SELECT total(id) FROM range(0) GROUP BY id"));
    }

    @Test
    void rows_that_are_filtered_or_repeated_are_left_out() {
        assertEquals(455L, value(spark, "SELECT total(id) FILTER (WHERE id < 10) FROM range(0, 100, 1, 4)"));
        assertEquals(33L, value(spark, "SELECT total(DISTINCT id % 3) FROM range(0, 100, 1, 4)"));
    }

    @Test
    void a_window_has_its_own_states() {
        assertEquals(List.of(1L, 12L, 32L, 52L), column(spark, """
                        SELECT total(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM range(4)"""));
    }

    @Test
    void many_groups_go_through_the_shuffle() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION summed(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def create_state():
                    return 0
                def accumulate(state, x):
                    return state + x
                def merge(state, other):
                    return state + other
                def finish(state):
                    return state
                $$""");
        assertEquals(100_000L, value(spark, """
                        SELECT count(*) FROM (SELECT id % 100000 g, summed(id) t, sum(id) s FROM range(0, 110000, 1, 2)
                                              GROUP BY 1)
                        WHERE t = s"""));
    }

    @Test
    void groups_that_spill_are_merged() {
        spark.conf().set("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "16");
        assertEquals(
                column(spark, "SELECT 10 * sum(id) + 1 FROM range(0, 1000, 1, 4) GROUP BY id % 100 ORDER BY id % 100")
                        .size(),
                column(spark, "SELECT total(id) FROM range(0, 1000, 1, 4) GROUP BY id % 100 ORDER BY id % 100").stream()
                        .filter(value -> (Long) value > 0)
                        .count());
    }

    @Test
    void functions_beside_create_state_are_an_aggregate_too() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION longest(s STRING) RETURNS STRING LANGUAGE PYTHON AS $$
                def create_state():
                    return ''
                def accumulate(state, s):
                    return max(state, s, key=len)
                def merge(state, other):
                    return max(state, other, key=len)
                def finish(state):
                    return state
                $$""");
        assertEquals("a99", value(spark, "SELECT substr(longest(concat('a', id)), 1, 3) FROM range(99, 100, 1, 2)"));
    }

    @Test
    void without_merge_all_rows_of_a_group_go_to_one_interpreter() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION joined(s STRING, n BIGINT DEFAULT 1) RETURNS STRING LANGUAGE PYTHON AS $$
                class joined:
                    def __init__(self):
                        self.items = []
                    def accumulate(self, s, n):
                        self.items.append('?' if s is None else s * n)
                    def finish(self):
                        return ' '.join(sorted(self.items))
                $$""");
        assertEquals(List.of("? a0 a2 a4 a6", "a1 a3 a5 a7"), column(spark, """
                        SELECT joined(CASE WHEN id < 8 THEN concat('a', id) END) FROM range(0, 9, 1, 4)
                        GROUP BY id % 2 ORDER BY id % 2"""));
        assertEquals("", value(spark, "SELECT joined(CAST(id AS STRING), 2) FROM range(0)"));
        assertEquals(
                List.of("00", "00 11"),
                column(spark, "SELECT joined(CAST(id AS STRING), 2) OVER (ORDER BY id) FROM range(2)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BIGINT", "BOOLEAN", "DOUBLE", "DECIMAL(9, 2)", "DECIMAL(38, 2)", "STRING", "DECIMAL(9, 2) ARRAY"
            })
    void rows_that_go_to_one_interpreter_keep_their_values(String type) {
        spark.sql("""
                CREATE AGGREGATE FUNCTION kept(x %s) RETURNS STRING LANGUAGE PYTHON AS $$
                class kept:
                    def __init__(self): self.rows = []
                    def accumulate(self, x): self.rows.append(str(x))
                    def finish(self): return ' '.join(sorted(self.rows))
                $$""".formatted(type));
        spark.sql("""
                CREATE FUNCTION shown(x %s) RETURNS STRING LANGUAGE PYTHON AS 'def shown(x): return str(x)'""".formatted(type));
        String cast = type.endsWith("ARRAY")
                ? "array(CAST(id AS DECIMAL(9, 2)))"
                : "CAST(" + (type.equals("BOOLEAN") ? "id > 9" : "id") + " AS " + type + ")";
        assertEquals(
                column(
                        spark,
                        "SELECT array_join(array_sort(collect_list(shown(" + cast
                                + "))), ' ') FROM range(0, 20, 1, 4) GROUP BY id % 3 ORDER BY id % 3"),
                column(spark, "SELECT kept(" + cast + ") FROM range(0, 20, 1, 4) GROUP BY id % 3 ORDER BY id % 3"));
    }

    @Test
    void a_state_that_cannot_travel_is_refused() {
        var error = assertThrows(DefinitionException.class, () -> spark.sql("""
                CREATE AGGREGATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class one:
                    def __init__(self): self.rows = (i for i in ())
                    def accumulate(self, x): pass
                    def merge(self, other): pass
                    def finish(self): return 1
                $$"""));
        assertEquals(
                "PythonFunction one: parts of a group are merged between interpreters, but a state cannot be pickled: "
                        + "TypeError: cannot pickle 'generator' object; "
                        + "without merge, all rows of a group go to one interpreter",
                error.reason());
        assertEquals("42000", error.getSqlState());
    }

    @Test
    void a_state_that_needs_too_much_memory_meets_the_limit() {
        var error = assertThrows(DefinitionException.class, () -> spark.sql("""
                CREATE AGGREGATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class one:
                    def __reduce__(self): return bytes, (10 ** 9,)
                    def accumulate(self, x): pass
                    def merge(self, other): pass
                    def finish(self): return 1
                $$"""));
        assertEquals("53200", error.getSqlState(), error::getMessage);
        assertTrue(error.reason().contains("the limit is 256 MB; WITH (memory = '…') sets another"), error::reason);
    }
}
