package org.pythonwasm.udf.spark.ddl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;

/** Any statement of Spark passes here first, on the driver, where nothing cancels it. */
class TemporaryStatementTest {

    /** Each name once was the reason to read all behind it again: hours. */
    @Test
    @Timeout(120)
    void the_time_for_names_in_backticks_grows_with_their_number() throws SQLException {
        String text = IntStream.range(0, 100_000)
                .mapToObj(i -> i + " AS `a-" + i + "`")
                .collect(Collectors.joining(", ", "CREATE TEMPORARY VIEW v AS SELECT ", ""));
        assertInstanceOf(PassThrough.class, TemporaryStatement.parse(text));
    }

    @Test
    void signs_in_a_name_are_not_those_of_the_statement() throws SQLException {
        var create = assertInstanceOf(
                Create.class,
                TemporaryStatement.parse(
                        "CREATE FUNCTION `a'$$--` (`/*\"` INT, `x``y` INT) RETURNS INT LANGUAGE PYTHON AS '1'"));
        assertEquals("a'$$--", create.definition().name().name().text());
        assertEquals("/*\"", create.definition().parameters().get(0).name());
        assertEquals("x`y", create.definition().parameters().get(1).name());
    }
}
