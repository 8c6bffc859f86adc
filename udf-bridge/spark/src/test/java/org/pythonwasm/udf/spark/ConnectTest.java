package org.pythonwasm.udf.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.connect.SparkSession;
import org.apache.spark.sql.connect.service.SparkConnectService;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.Option;

/** Clients that have nothing but a connection to a Spark. */
@Timeout(300)
class ConnectTest {
    private SparkSession spark;

    @BeforeAll
    static void start() {
        LocalSpark.stop();
        var server = LocalSpark.builder("local[2]")
                .config("spark.connect.grpc.binding.address", "127.0.0.1")
                .config("spark.connect.grpc.binding.port", "0")
                .getOrCreate();
        SparkConnectService.start(server.sparkContext());
    }

    @AfterAll
    static void stop() {
        SparkConnectService.stop(Option.empty(), Option.empty());
        LocalSpark.stop();
    }

    @BeforeEach
    void connect() {
        spark = SparkSession.builder()
                .remote("sc://127.0.0.1:" + SparkConnectService$.MODULE$.localPort())
                .create();
    }

    @AfterEach
    void disconnect() {
        spark.close();
    }

    private List<?> column(String sql) {
        return spark.sql(sql).collectAsList().stream().map(row -> row.get(0)).toList();
    }

    @Test
    void a_client_creates_and_calls_functions() {
        spark.sql("""
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def twice(x: int) -> int:
                    return 2 * x
                $$""");
        assertEquals(List.of(0L, 2L, 4L), column("SELECT twice(id) FROM range(3)"));
        assertEquals(
                List.of(0L, 2L, 4L),
                spark.range(3)
                        .select(call_udf("twice", col("id")))
                        .as(Encoders.LONG())
                        .collectAsList());
        assertEquals(1, column("SHOW PYTHON FUNCTIONS").size());
        spark.sql("DROP FUNCTION twice");
        assertEquals(List.of(), column("SHOW PYTHON FUNCTIONS"));
    }

    @Test
    void a_client_calls_aggregates_and_table_functions() {
        spark.sql("""
                CREATE FUNCTION words(s STRING) RETURNS TABLE (place INTEGER, word STRING) LANGUAGE PYTHON AS $$
                def words(s: str):
                    yield from enumerate(s.split())
                $$""");
        spark.sql("""
                CREATE AGGREGATE FUNCTION longest(s STRING) RETURNS STRING LANGUAGE PYTHON AS $$
                class longest:
                    def __init__(self): self.text = ''
                    def accumulate(self, s): self.text = max(self.text, s, key=len)
                    def merge(self, other): self.accumulate(other.text)
                    def finish(self): return self.text
                $$""");
        assertEquals(List.of("a", "bcd", "ef"), column("SELECT word FROM words('a bcd ef') ORDER BY place"));
        assertEquals(List.of("bcd"), column("SELECT longest(word) FROM words('a bcd ef')"));
    }

    private SparkThrowable error(String sql) {
        return assertInstanceOf(SparkThrowable.class, assertThrows(Exception.class, () -> column(sql)));
    }

    @Test
    void a_client_receives_errors_with_their_state_and_traceback() {
        spark.sql("CREATE FUNCTION bad(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def bad(x): return 1 // x'");
        var failed = error("SELECT sum(bad(id)) FROM range(3)");
        assertTrue(
                ((Throwable) failed).getMessage().contains("PythonFunction bad: ZeroDivisionError"), failed::toString);
        assertTrue(((Throwable) failed).getMessage().contains("File \"<bad>\", line 1, in bad"), failed::toString);
        assertEquals("22012", failed.getSqlState());
        var refused = error("CREATE FUNCTION bad2(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def bad2(): return 1'");
        assertTrue(
                ((Throwable) refused).getMessage().contains("PythonFunction bad2: 'bad2' takes 0 arguments"),
                refused::toString);
        assertEquals("42000", refused.getSqlState());
    }

    @Test
    void a_client_receives_no_more_of_a_long_text_than_the_message_has() {
        var refused = (Throwable) error("CREATE FUNCTION bad() RETURNS BIGINT LANGUAGE PYTHON AS "
                + "$$raise ValueError(chr(27) + 'x' * 3_000_000)$$");
        for (var cause = refused; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            assertTrue(message.length() < 50_000 && message.indexOf(27) < 0, () -> message.length() + " characters");
        }
    }

    @Test
    void the_methods_for_java_name_those_for_clients() {
        assertTrue(assertThrows(IllegalStateException.class, () -> PythonWasm.register(spark, "SHOW PYTHON FUNCTIONS"))
                .getMessage()
                .startsWith("a session of Spark Connect has its functions on the server"));
        assertThrows(IllegalStateException.class, () -> PythonWasm.list(spark));
    }

    @Test
    void clients_do_not_see_the_functions_of_each_other() {
        spark.sql("CREATE FUNCTION one() RETURNS BIGINT LANGUAGE PYTHON AS 'def one(): return 1'");
        disconnect();
        connect();
        assertEquals(List.of(), column("SHOW PYTHON FUNCTIONS"));
    }
}
