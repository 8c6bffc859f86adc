package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeContract;

@Timeout(300)
class CalciteTypeTest extends SqlTypeContract {

    CalciteTypeTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Test
    void results_are_of_jdbcs_classes() throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (a UUID, b INTERVAL YEAR TO MONTH, c INTERVAL DAY TO SECOND, "
                + "d INTEGER ARRAY, e ROW(x INTEGER, y VARCHAR), m MAP<VARCHAR, INTEGER>) LANGUAGE PYTHON AS $$\n" + """
                import uuid, datetime
                def f(): yield uuid.UUID(int=5), -14, datetime.timedelta(seconds=-1.5), [1, None], (7, 'z'), {'k': 9}
                """
                + "$$");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM TABLE(f())")) {
            rows.next();
            assertEquals(new UUID(0, 5), rows.getObject(1));
            assertEquals(Period.of(-1, -2, 0), rows.getObject(2, Period.class));
            assertEquals("-1-02", rows.getString(2));
            assertEquals(Duration.ofMillis(-1500), rows.getObject(3, Duration.class));
            assertEquals("-0 00:00:01.500", rows.getString(3));
            assertArrayEquals(new Object[] {1, null}, (Object[]) ((Array) rows.getObject(4)).getArray());
            assertArrayEquals(new Object[] {7, "z"}, ((Struct) rows.getObject(5)).getAttributes());
            assertEquals(Map.of("k", 9), rows.getObject(6));
        }
    }

    @Test
    void fields_and_elements_of_results_can_be_taken() throws SQLException {
        run("CREATE FUNCTION r() RETURNS ROW(a INTEGER, b VARCHAR) LANGUAGE PYTHON AS "
                + "'def r(): return {\"a\": 1, \"b\": \"x\"}'");
        run("CREATE FUNCTION a() RETURNS BIGINT ARRAY LANGUAGE PYTHON AS 'def a(): return [5, 6]'");
        run("CREATE FUNCTION m() RETURNS MAP<VARCHAR, BIGINT> LANGUAGE PYTHON AS 'def m(): return {\"k\": 8}'");
        assertEquals("x", value("SELECT t.r.b FROM (SELECT r() AS r FROM (VALUES (0))) AS t"));
        assertEquals(6L, value(one("a()[2]")));
        assertEquals(8L, value(one("m()['k']")));
        assertEquals(11L, value("SELECT SUM(x) FROM UNNEST(a()) AS t(x)"));
    }

    @Test
    void microseconds_of_an_interval_are_cut_off() throws SQLException {
        run("CREATE FUNCTION f() RETURNS INTERVAL DAY TO SECOND LANGUAGE PYTHON AS "
                + "'import datetime\ndef f(): return datetime.timedelta(microseconds=-1999)'");
        assertEquals(Duration.ofMillis(-1), value(connection, one("f()"), Duration.class));
    }

    @Test
    void a_text_that_is_no_json_is_an_error() throws SQLException {
        run("CREATE FUNCTION f(x JSON) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return 1'");
        assertEquals(
                "22023 PythonFunction f: ValueError: an argument is no JSON: Expecting value: line 1 column 1 "
                        + "(char 0)",
                error(one("f('oops')")).lines().findFirst().orElseThrow());
    }
}
