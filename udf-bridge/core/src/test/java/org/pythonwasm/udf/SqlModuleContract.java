package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.TestWheel;

/** Modules of one's own, which functions of the same schema import. */
public abstract class SqlModuleContract extends SqlContract {
    private static final String PRICING = """
            CREATE PYTHON MODULE pricing AS $$
            RATE = 2

            def gross(net):
                return net * RATE
            $$""";
    private static final String GROSS = """
            CREATE FUNCTION gross(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            import pricing
            def gross(x: int) -> int:
                return pricing.gross(x)
            $$""";

    @TempDir
    protected Path directory;

    protected SqlModuleContract(Database database) {
        super(database);
    }

    /** A connection whose functions and modules can name the packages of that directory. */
    protected abstract Connection connect(Path packages) throws SQLException;

    @Override
    protected Connection connect() throws SQLException {
        TestWheel.of("word-lib", "1")
                .withFile("wordlib.py", "def shout(text):\n    return text.upper() + '!'\n")
                .writeTo(directory);
        return connect(directory);
    }

    @Test
    void functions_of_the_schema_import_it() throws SQLException {
        run(PRICING);
        run(GROSS);
        assertEquals(42, value(one("gross(21)")));
    }

    @Test
    void a_long_text_of_its_body_is_shortened_and_controls_nothing() throws SQLException {
        String error = error("CREATE PYTHON MODULE m AS $$raise ValueError(chr(27) + '[2J' + 'y' * 100_000)$$");
        assertTrue(error.startsWith("42000 PythonModule m: ValueError: ?[2Jyyy"), error);
        assertTrue(error.length() < 21_000, () -> error.length() + " characters");
        assertTrue(error.endsWith("yyy"), error);
    }

    @Test
    void its_body_has_the_limits_that_the_operator_sets() throws SQLException {
        System.setProperty("python-wasm.functionLimits", "timeout = 1 s, memory = 64 MB");
        try {
            assertTrue(error("CREATE PYTHON MODULE m AS $$b = bytearray(150_000_000)$$")
                    .startsWith("53200 PythonModule m: "));
            assertTrue(error("CREATE PYTHON MODULE m AS $$while True: pass$$").startsWith("57014 PythonModule m: "));
        } finally {
            System.clearProperty("python-wasm.functionLimits");
        }
    }

    @Test
    void a_module_imports_another_one() throws SQLException {
        run("CREATE PYTHON MODULE rates AS 'RATE = 3'");
        run("""
                CREATE PYTHON MODULE pricing AS $$
                from rates import RATE
                def gross(net):
                    return net * RATE
                $$""");
        run(GROSS);
        assertEquals(63, value(one("gross(21)")));
    }

    @Test
    void without_it_there_is_no_such_module() {
        assertTrue(error(GROSS).contains("ModuleNotFoundError: No module named 'pricing'"));
    }

    @Test
    void a_module_names_packages_and_its_users_need_not() throws SQLException {
        run("""
                CREATE PYTHON MODULE greeting WITH (packages = 'wordlib') AS $$
                from wordlib import shout
                def greet(name):
                    return shout('hello ' + name)
                $$""");
        run("""
                CREATE FUNCTION greet(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                from greeting import greet
                $$""");
        assertEquals("HELLO ADA!", value(one("greet('Ada')")));
    }

    @Test
    void a_module_that_cannot_be_imported_is_an_error_of_create() {
        String error = error("""
                CREATE PYTHON MODULE broken AS $$
                x = 1
                x.y
                $$""");
        assertTrue(error.startsWith("42000 PythonModule broken: AttributeError: "), error);
        assertTrue(error.contains("File \"/site-packages/broken.py\", line 2"), error);
        assertTrue(error("CREATE PYTHON MODULE broken AS 'def'").contains("SyntaxError"));
        assertTrue(error("CREATE PYTHON MODULE broken AS 'import wordlib'").contains("No module named 'wordlib'"));
        assertTrue(error("CREATE PYTHON MODULE broken WITH (packages = 'nothing') AS ''")
                .contains("there is no package 'nothing' among those that were made available: word-lib"));
    }

    @Test
    void a_module_of_pythons_own_name_is_refused() {
        for (String name : List.of("json", "sys", "os", "python_wasm", "wordlib")) {
            String with = name.equals("wordlib") ? " WITH (packages = 'wordlib')" : "";
            assertEquals(
                    "42000 PythonModule " + name + ": Python has a module of that name already; choose another",
                    error("CREATE PYTHON MODULE " + name + with + " AS 'x = 1'"));
        }
    }

    @Test
    void a_name_that_python_cannot_import_is_refused() {
        for (String name : List.of("class", "lambda", "None")) {
            assertEquals(
                    "42000 PythonModule " + name
                            + ": a module's name is an identifier of ASCII letters and no keyword, got '" + name + "'",
                    error("CREATE PYTHON MODULE \"" + name + "\" AS 'x = 1'").replace("\"", ""));
        }
    }

    /** It is found by CREATE: a function that imports both has two modules of one name. */
    @Test
    void a_module_named_like_a_package_of_its_user_is_an_error_of_that() throws SQLException {
        run("CREATE PYTHON MODULE wordlib AS 'shout = len'");
        assertTrue(error("""
                CREATE FUNCTION shout(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON WITH (packages = 'word-lib') AS $$
                from wordlib import shout
                $$""").contains("there is a module wordlib already"));
    }

    @Test
    void modules_that_import_each_other_are_dropped_after_one_was_replaced() throws SQLException {
        run("CREATE PYTHON MODULE rates AS 'RATE = 3'");
        run("CREATE PYTHON MODULE pricing AS 'import rates\ndef gross(x): return x * rates.RATE'");
        assertTrue(error("CREATE OR REPLACE PYTHON MODULE rates AS 'from pricing import gross\nRATE = gross(1)'")
                .contains("PythonModule rates: "));
        run("CREATE OR REPLACE PYTHON MODULE rates AS 'import pricing\nRATE = 4'");
        run(GROSS);
        assertEquals(84, value(one("gross(21)")));
        run("DROP FUNCTION gross");
        assertTrue(error("DROP PYTHON MODULE rates").contains("drop these first"));
        assertTrue(error("DROP PYTHON MODULE pricing").contains("drop these first"));
        run("CREATE OR REPLACE PYTHON MODULE rates AS 'RATE = 4'");
        run("DROP PYTHON MODULE pricing");
        run("DROP PYTHON MODULE rates");
        assertEquals(List.of(), rows("SHOW PYTHON MODULES"));
    }

    @Test
    void statements_that_are_wrong_are_errors_with_their_place() {
        assertTrue(error("CREATE PYTHON MODULE AS 'x'").startsWith("42000 line 1, column "));
        assertTrue(error("CREATE PYTHON MODULE \"a b\" AS 'x'").contains("a module's name is an identifier"));
        assertTrue(error("CREATE PYTHON MODULE a").contains("expected AS"));
        assertTrue(
                error("CREATE PYTHON MODULE a AS 'x' LANGUAGE PYTHON").contains("expected the end of the statement"));
        assertTrue(error("CREATE PYTHON MODULE a WITH (timeout = '1 s') AS 'x'")
                .contains("a module has the option packages only"));
        assertTrue(error("DROP PYTHON MODULE").contains("expected a module name"));
        assertTrue(error("DROP PYTHON MODULE a b").contains("expected the end of the statement"));
    }

    @Test
    void a_module_that_is_imported_is_not_dropped() throws SQLException {
        run("CREATE PYTHON MODULE rates AS 'RATE = 3'");
        run("CREATE PYTHON MODULE pricing AS 'from rates import RATE as rate\ndef gross(x): return x * rate'");
        run(GROSS);
        assertEquals(
                "42000 PythonModule pricing: the function gross imports it; drop these first",
                error("DROP PYTHON MODULE pricing"));
        assertEquals(
                "42000 PythonModule rates: the module pricing imports it; drop these first",
                error("DROP PYTHON MODULE rates").replace("\"", ""));
        run("DROP FUNCTION gross");
        run("DROP PYTHON MODULE pricing");
        run("DROP PYTHON MODULE rates");
        assertEquals("42000 PythonModule rates: no such module", error("DROP PYTHON MODULE rates"));
        run("DROP PYTHON MODULE IF EXISTS rates");
        assertTrue(error(GROSS).contains("No module named 'pricing'"));
    }

    @Test
    void a_replaced_module_serves_interpreters_that_open_later() throws SQLException {
        run(PRICING);
        run(GROSS);
        run("CREATE OR REPLACE PYTHON MODULE pricing AS 'def gross(net): return net + 1'");
        assertEquals(22, value(one("gross(21)")));
        run("CREATE PYTHON MODULE IF NOT EXISTS pricing AS 'gross = None'");
        assertTrue(
                error(PRICING).startsWith("42000 PythonModule pricing: a module of that name exists; drop it first"));
    }

    @Test
    void a_replacement_with_which_a_function_would_not_work_is_refused() throws SQLException {
        run(PRICING);
        run("""
                CREATE FUNCTION gross(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                from pricing import gross
                $$""");
        String error = error("CREATE OR REPLACE PYTHON MODULE pricing AS 'def net(gross): return gross'");
        assertTrue(
                error.contains("PythonFunction gross: ImportError: cannot import name 'gross' from 'pricing'"), error);
        assertEquals(42, value(one("gross(21)")));
    }

    @Test
    void show_lists_them() throws SQLException {
        assertEquals(List.of(), rows("SHOW PYTHON MODULES"));
        run("CREATE PYTHON MODULE pricing WITH (packages = 'word-lib') AS 'RATE = ''two'''");
        var rows = rows("SELECT * FROM (VALUES (1)) AS t(x)");
        assertEquals(1, rows.size());
        String row = rows("SHOW PYTHON MODULES").get(0);
        assertTrue(
                row.matches(
                        "\\S* ?pricing WITH \\(packages = 'word-lib==1 sha256:[0-9a-f]{64}'\\) [0-9a-f]{64} RATE = 'two'"),
                row);
        assertEquals(0, rows("SHOW PYTHON FUNCTIONS").size());
    }
}
