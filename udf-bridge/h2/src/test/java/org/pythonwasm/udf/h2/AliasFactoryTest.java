package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLException;
import java.time.Instant;
import org.h2.util.JdbcUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

/** A statement is read once on its way through the name of a class and back. */
class AliasFactoryTest {

    @BeforeAll
    static void install() {
        AliasFactory.requireInstalled();
    }

    private static CheckedFunction function(String name) throws SQLException {
        var create = (Create) StatementParser.parse("CREATE FUNCTION " + name
                        + "(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(x): return x'")
                .get(0);
        return FunctionCheck.check(create.definition(), new Object());
    }

    @Test
    void a_function_that_was_named_just_now_is_not_read_from_its_name() throws SQLException {
        var function = function("a");
        String name = AliasName.of(function, Instant.now());
        assertSame(function, AliasName.parse(name));
        String other = AliasName.of(function("b"), Instant.now());
        assertEquals("b", AliasName.parse(other).definition().name().toString());
        assertNotSame(function, AliasName.parse(name));
        assertEquals(function, AliasName.parse(name));
    }

    @Test
    void the_class_that_was_loaded_on_trial_is_that_of_the_alias_and_of_no_other_alias() throws SQLException {
        String name = AliasName.of(function("c"), Instant.now());
        var onTrial = AliasFactory.load(name);
        AliasFactory.load(FunctionRows.class.getName());
        assertSame(onTrial, JdbcUtils.loadUserClass(name));
        assertNotSame(onTrial, JdbcUtils.loadUserClass(name));
        assertNotSame(onTrial, AliasFactory.load(name));
    }
}
