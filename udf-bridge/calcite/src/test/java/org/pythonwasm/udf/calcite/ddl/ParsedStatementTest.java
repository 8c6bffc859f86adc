package org.pythonwasm.udf.calcite.ddl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.DriverManager;
import org.apache.calcite.util.SourceStringReader;
import org.junit.jupiter.api.Test;
import org.pythonwasm.udf.calcite.PythonParserFactory;
import org.pythonwasm.udf.calcite.jdbc.CalciteDialect;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

/** The statement that the driver parsed is the one that Calcite executes. */
class ParsedStatementTest {
    private static final String TEXT = "CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'";

    private static Create parsed(String text) throws Exception {
        return (Create) StatementParser.parse(text).get(0);
    }

    private static Create byCalcite(String text) throws Exception {
        var node = PythonParserFactory.INSTANCE
                .getParser(new SourceStringReader(text))
                .parseSqlStmtEof();
        return assertInstanceOf(CreatePythonFunction.class, node).create();
    }

    @Test
    void calcite_gets_the_statement_whose_text_it_is_about_to_execute() throws Exception {
        var create = parsed(TEXT);
        try (var connection = DriverManager.getConnection("jdbc:calcite:")) {
            assertSame(create, byCalcite(new CalciteDialect().translate(connection, create)));
        }
    }

    @Test
    void another_text_is_parsed() throws Exception {
        var create = parsed(TEXT);
        ParsedStatement.announce(create);
        assertEquals(
                "two", byCalcite(TEXT.replace("one", "two")).definition().name().toString());
        assertSame(create, byCalcite(TEXT));
    }

    @Test
    void what_another_thread_announced_is_parsed() throws Exception {
        var create = parsed(TEXT);
        var other = new Thread(() -> ParsedStatement.announce(create));
        other.start();
        other.join();
        assertNotSame(create, byCalcite(TEXT));
        assertEquals(create, byCalcite(TEXT));
    }
}
