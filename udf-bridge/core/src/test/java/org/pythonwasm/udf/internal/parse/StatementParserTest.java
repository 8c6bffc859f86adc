package org.pythonwasm.udf.internal.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.FunctionLimit;
import org.pythonwasm.udf.NullPolicy;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;

class StatementParserTest {

    private static FunctionStatement only(String sql) throws SQLException {
        var statements = StatementParser.parse(sql);
        assertEquals(1, statements.size(), () -> statements.toString());
        return statements.get(0);
    }

    private static FunctionDefinition create(String sql) throws SQLException {
        return assertInstanceOf(Create.class, only(sql)).definition();
    }

    private static String error(String sql) {
        var e = assertThrows(SQLException.class, () -> StatementParser.parse(sql));
        return e.getSQLState() + " " + e.getMessage();
    }

    @Test
    void reads_every_clause() throws SQLException {
        var create = assertInstanceOf(Create.class, only("""
                /* all of it */ create or replace function "my Schema".calc ( -- parameters
                  a int, b decimal(10, 2) default -1.5, "c d" varchar(20) default 'it''s', variadic rest double precision)
                  returns timestamp(3) language python not deterministic called on null input handler 'mod.calc'
                  with (timeout = '2 s', memory = '64 MB', vectorized = true) as $body$
                    def calc(): $$ ;
                  $body$ ;
                """));
        assertTrue(create.orReplace());
        assertFalse(create.ifNotExists());
        var f = create.definition();
        assertEquals(FunctionKind.SCALAR, f.kind());
        assertEquals("\"my Schema\".calc", f.name().sql());
        assertEquals(
                "(a INTEGER, b DECIMAL(10, 2) DEFAULT -1.5, \"c d\" VARCHAR(20) DEFAULT 'it''s', "
                        + "VARIADIC rest DOUBLE PRECISION) RETURNS TIMESTAMP(3)",
                f.signature());
        assertFalse(f.deterministic());
        assertEquals(NullPolicy.CALLED, f.nullPolicy());
        assertEquals(Optional.of("mod.calc"), f.handler());
        assertEquals(
                Map.of(FunctionLimit.TIMEOUT, 2000L, FunctionLimit.MEMORY, 64L << 20),
                f.options().amounts());
        assertTrue(f.options().vectorized());
        assertEquals("def calc(): $$ ;\n", f.body());
    }

    @Test
    void writes_the_options_as_it_reads_them() throws SQLException {
        String written = "timeout = '2000 ms', cpu_time = '500 ms', memory = '65536 KB', output = '100 KB', "
                + "value_size = '1024 KB', recursion_depth = '500', vectorized = true, image = false";
        String spoken =
                "image = false, vectorized = TRUE, Recursion_Depth = 500, VALUE_SIZE = '1mb', output = '100 kb', "
                        + "memory = '64 MB', cpu_time = '500 ms', timeout = '2 s'";
        String head = "CREATE FUNCTION f(x INT) RETURNS INT LANGUAGE PYTHON WITH (";
        assertEquals(written, create(head + spoken + ") AS ''").options().sql());
        assertEquals(written, create(head + written + ") AS ''").options().sql());
    }

    @Test
    void reads_table_and_aggregate_functions() throws SQLException {
        var table = create(
                "CREATE FUNCTION t(n INT) RETURNS TABLE (id BIGINT, name CHAR VARYING(9)) LANGUAGE PYTHON AS ''");
        assertEquals(FunctionKind.TABLE, table.kind());
        assertEquals("(n INTEGER) RETURNS TABLE (id BIGINT, name VARCHAR(9))", table.signature());
        var aggregate = create("CREATE AGGREGATE FUNCTION a(n INT) RETURNS INT LANGUAGE PYTHON AS ''");
        assertEquals(FunctionKind.AGGREGATE, aggregate.kind());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOL                          | BOOLEAN
            INT                           | INTEGER
            FLOAT                         | DOUBLE PRECISION
            FLOAT(24)                     | REAL
            FLOAT(25)                     | DOUBLE PRECISION
            DOUBLE                        | DOUBLE PRECISION
            NUMERIC(5)                    | DECIMAL(5, 0)
            DEC                           | DECIMAL
            CHARACTER VARYING(7)          | VARCHAR(7)
            CHARACTER LARGE OBJECT        | CLOB
            BINARY VARYING(7)             | VARBINARY(7)
            BINARY LARGE OBJECT           | BLOB
            CHARACTER(3)                  | CHAR(3)
            TIMESTAMP WITHOUT TIME ZONE   | TIMESTAMP
            TIME(0)                       | TIME(0)
            TIME WITH TIME ZONE           | TIME WITH TIME ZONE
            TIMESTAMP(3) WITH TIME ZONE   | TIMESTAMP(3) WITH TIME ZONE
            INTERVAL YEAR TO MONTH        | INTERVAL YEAR TO MONTH
            int array                     | INTEGER ARRAY
            INT ARRAY[3] ARRAY            | INTEGER ARRAY[3] ARRAY
            ROW(a INT, "b c" INT ARRAY)   | ROW(a INTEGER, "b c" INTEGER ARRAY)
            map<varchar, uuid>            | MAP<VARCHAR, UUID>
            INT2                          | SMALLINT
            int4                          | INTEGER
            INT8                          | BIGINT
            FLOAT4                        | REAL
            FLOAT8                        | DOUBLE PRECISION
            NUMBER                        | DECIMAL
            NUMBER(9, 2)                  | DECIMAL(9, 2)
            NUMERIC                       | DECIMAL
            DECFLOAT                      | DECIMAL
            DECFLOAT(34)                  | DECIMAL
            TEXT                          | CLOB
            STRING                        | VARCHAR
            VARCHAR_IGNORECASE(7)         | VARCHAR(7)
            ENUM('a', 'it''s')            | VARCHAR
            DATETIME(3)                   | TIMESTAMP(3)
            TIMETZ                        | TIME WITH TIME ZONE
            TIMESTAMPTZ(3)                | TIMESTAMP(3) WITH TIME ZONE
            INTEGER[]                     | INTEGER ARRAY
            TEXT[][3]                     | CLOB ARRAY ARRAY[3]
            """)
    void knows_the_spellings_of_a_type(String written, String type) throws SQLException {
        assertEquals(
                type,
                create("CREATE FUNCTION f() RETURNS " + written + " LANGUAGE PYTHON AS ''")
                        .result()
                        .sql());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GEOMETRY",
                "DECIMAL(0)",
                "DECIMAL(2, 3)",
                "TIME(10)",
                "INTERVAL",
                "INTERVAL DAY",
                "JSON ARRAY",
                "JSON[]",
                "NUMBER(0)",
                "ROW(a JSON)",
                "MAP<VARCHAR, TABLE>",
                "INTERVAL_DAY_SECOND"
            })
    void refuses_other_types(String type) {
        String error = error("CREATE FUNCTION f() RETURNS " + type + " LANGUAGE PYTHON AS ''");
        assertTrue(error.startsWith("0A000 line 1, column "), error);
    }

    @Test
    void a_statement_written_out_again_means_the_same() throws SQLException {
        for (String body : List.of(
                "", "x", "a $$ b", "ends with $", "ends with $py", "$py$ $py1$", "it's", "\n\n  x\n", "x\n\n")) {
            String quoted = "'" + body.replace("'", "''") + "'";
            var first = create(
                    "CREATE FUNCTION s.f(\"a b\" INT) RETURNS INT LANGUAGE PYTHON STRICT DETERMINISTIC HANDLER 'h' "
                            + "WITH (timeout = '1 min', memory = '20 MB') AS " + quoted);
            assertEquals(first, create(first.sql()), first.sql());
        }
    }

    @Test
    void the_bodys_own_first_line_is_line_1_and_common_indentation_goes() throws SQLException {
        assertEquals("def f():\n\n    return 1\n", create("""
                CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS $$  \t
                      def f():

                          return 1
                $$""").body());
        assertEquals(
                "def f(): return 1",
                create("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS $$ def f(): return 1$$")
                        .body());
        assertEquals(
                "\nx",
                create("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS '\n\n  x'")
                        .body());
    }

    @Test
    void sha256_is_that_of_the_body() throws SQLException {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                create("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS 'abc'")
                        .sha256());
    }

    @Test
    void reads_drop_and_show() throws SQLException {
        var drop = assertInstanceOf(Drop.class, only("drop function if exists s.\"f\";"));
        assertTrue(drop.ifExists());
        assertEquals("s.\"f\"", drop.name().sql());
        assertTrue(
                assertInstanceOf(Drop.class, only("DROP AGGREGATE FUNCTION f")).aggregate());
        assertInstanceOf(Show.class, only("-- which?\nSHOW PYTHON FUNCTIONS ;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 'CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS ''''' ; -- function\n",
                "/* CREATE FUNCTION f LANGUAGE PYTHON */ SELECT function",
                "CREATE FUNCTION f AS 'a.B' USING JAR 'x'",
                "CREATE FUNCTION f() RETURNS INT LANGUAGE JAVA AS $$ LANGUAGE PYTHON $$",
                "DROP FUNCTION f(INTEGER)",
                "SELECT * FROM function WHERE x = 'unclosed",
                "INSERT INTO t VALUES ($1, ?, '$$'); {call function(?)}",
                "CREATE TRIGGER t AS $$ DROP FUNCTION f; $$",
                "",
            })
    void everything_else_passes_untouched(String sql) throws SQLException {
        assertEquals(new PassThrough(sql), only(sql));
    }

    @Test
    void splits_a_text_at_our_statements_only() throws SQLException {
        var statements = StatementParser.parse("""
                INSERT INTO t VALUES ('a;b'); /* ; */ UPDATE t SET x = "y;z";
                CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS $x$ a; $$ b $x$; SELECT f();; DROP FUNCTION f
                """);
        assertEquals(4, statements.size());
        assertEquals(
                "INSERT INTO t VALUES ('a;b'); /* ; */ UPDATE t SET x = \"y;z\"",
                statements.get(0).text());
        assertEquals(
                "a; $$ b ",
                assertInstanceOf(Create.class, statements.get(1)).definition().body());
        assertEquals(new PassThrough("SELECT f()"), statements.get(2));
        assertInstanceOf(Drop.class, statements.get(3));
    }

    @Test
    void splits_a_script_at_its_semicolons_only() {
        assertEquals(
                List.of(
                        "INSERT INTO t VALUES ('a;b')",
                        "CREATE FUNCTION f() AS $$ it's; not; the end $$",
                        "SELECT \"x;\""),
                StatementParser.split("""
                        INSERT INTO t VALUES ('a;b') /* ; */;;
                        CREATE FUNCTION f() AS $$ it's; not; the end $$;
                        -- comment; alone
                        SELECT "x;" -- last;"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE FUNCTION f(x INT RETURNS INT LANGUAGE PYTHON AS ''  | 25 | expected ')', found RETURNS
            CREATE FUNCTION f(x) RETURNS INT LANGUAGE PYTHON AS ''     | 20 | expected a type, found )
            CREATE FUNCTION f() LANGUAGE PYTHON AS ''                  | 21 | expected RETURNS, found LANGUAGE
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON            | 48 | expected AS and the function's Python source, found the end of the statement
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS x       | 52 | expected the function's Python source in $$ or quotes, found x
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS $$ x    | 52 | this quote is never closed; if a tool cut the script at a semicolon inside of it, give the tool another separator (Spring: ScriptUtils.EOF_STATEMENT_SEPARATOR)
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON STRICT STRICT AS '' | 56 | this clause stands twice
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON RETURNS NULL AS ''  | 62 | expected ON, found AS
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON IMMUTABLE AS ''     | 49 | expected LANGUAGE PYTHON, DETERMINISTIC, STRICT, RETURNS NULL ON NULL INPUT, CALLED ON NULL INPUT, HANDLER, WITH or AS, found IMMUTABLE
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (speed = 1) AS '' | 55 | expected an option: timeout, cpu_time, memory, output, value_size, recursion_depth, vectorized, image or packages, found speed
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (timeout = '2') AS '' | 65 | expected a time such as '2 s' (units ms, s, min), found '2'
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (memory = '1 MB') AS '' | 64 | memory limit must be at least 16 MiB and below 2 GiB, got 1048576 bytes
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (timeout = 2) AS '' | 65 | expected a time such as '2 s' (units ms, s, min), found '2'
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (output = 'much') AS '' | 64 | expected a size such as '64 MB' (units KB, MB, GB), found 'much'
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (recursion_depth = 9) AS '' | 73 | recursion depth must be between 100 and 100000, got 9
            CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (recursion_depth = '5 s') AS '' | 73 | expected a number such as 500, found '5 s'
            CREATE FUNCTION f(a INT DEFAULT 1, b INT) RETURNS INT LANGUAGE PYTHON AS '' | 41 | parameter b needs a DEFAULT: one before it has one
            CREATE FUNCTION f(a INT, A INT) RETURNS INT LANGUAGE PYTHON AS '' | 33 | the name A stands twice in this list
            CREATE FUNCTION f(VARIADIC a INT, b INT) RETURNS INT LANGUAGE PYTHON AS '' | 35 | no parameter may follow the VARIADIC one
            """)
    void an_error_points_at_its_place(String sql, int column, String message) {
        assertEquals(
                "42000 line 1, column " + column + ": " + message + "\n" + sql + "\n" + " ".repeat(column - 1) + "^",
                error(sql));
    }

    @Test
    void a_module_is_what_its_statement_declares() throws SQLException {
        var create = assertInstanceOf(CreateModule.class, only("""
                create or replace python module "S".pricing with (packages = 'jinja2, MarkupSafe == 3.0') as $$
                    x = '$$$'
                $$""".replace("$$$", "$")));
        assertEquals(true, create.orReplace());
        assertEquals("pricing", create.definition().module());
        assertEquals("x = '$'\n", create.definition().body());
        assertEquals(
                "WITH (packages = 'jinja2, MarkupSafe==3.0')",
                create.definition().clauses());
        var again =
                assertInstanceOf(CreateModule.class, only(create.definition().sql()));
        assertEquals(create.definition(), again.definition());
        assertEquals(
                "Pricing",
                assertInstanceOf(CreateModule.class, only("CREATE PYTHON MODULE IF NOT EXISTS \"Pricing\" AS ''"))
                        .definition()
                        .module());
        assertEquals(
                true,
                assertInstanceOf(DropModule.class, only("DROP PYTHON MODULE IF EXISTS s.m"))
                        .ifExists());
        assertInstanceOf(ShowModules.class, only("show python modules"));
        assertEquals(new PassThrough("SELECT module FROM python"), only("SELECT module FROM python"));
    }

    @Test
    void a_modules_name_that_goes_on_is_not_repeated_in_the_error() {
        String message = error("CREATE PYTHON MODULE \"" + "ü".repeat(100_000) + "\" AS ''");
        assertTrue(
                message.contains("a module's name is an identifier of ASCII letters, as Python imports it, got")
                        && message.length() < 2_000,
                () -> message.length() + " characters");
    }

    @Test
    void the_packages_of_a_function_are_written_again() throws SQLException {
        String hash = "0123456789abcdef".repeat(4);
        var create = assertInstanceOf(
                Create.class,
                only(
                        "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON WITH (packages = ' dateutil ,jinja2==3.1.2 sha256:"
                                + hash.toUpperCase(Locale.ROOT) + "', image = false) AS ''"));
        assertEquals(
                "WITH (image = false, packages = 'dateutil, jinja2==3.1.2 sha256:" + hash + "')",
                create.definition().clauses());
        assertEquals(
                create.definition(),
                assertInstanceOf(Create.class, only(create.definition().sql())).definition());
    }

    @Test
    void an_error_in_a_later_line_shows_that_line() {
        assertEquals(
                "42000 line 3, column 2: expected RETURNS, found LANGUAGE\n\tLANGUAGE PYTHON AS ''\n\t^",
                error("SELECT 1;\nCREATE FUNCTION f()\n\tLANGUAGE PYTHON AS ''"));
    }
}
