package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.test.DebianWheels;
import org.pythonwasm.test.TestWheel;

/** Packages that functions name, of those that the operator made available. */
public abstract class SqlPackageContract extends SqlContract {
    private static final TestWheel LIBRARY =
            TestWheel.of("Word-Lib", "1.5").withFile("wordlib.py", "def shout(text):\n    return text.upper() + '!'\n");
    private static final TestWheel APPLICATION = TestWheel.of("app", "1")
            .withHeader("Requires-Dist: word_lib>=1")
            .withFile("app.py", "from wordlib import shout\n");

    @TempDir
    protected Path directory;

    protected SqlPackageContract(Database database) {
        super(database);
    }

    /** A connection whose functions can name the packages of that directory. */
    protected abstract Connection connect(Path packages) throws SQLException;

    @Override
    protected Connection connect() throws SQLException {
        LIBRARY.writeTo(directory);
        APPLICATION.writeTo(directory);
        TestWheel.of("broken", "1").withFile("broken.py", "import _nowhere\n").writeTo(directory);
        return connect(directory);
    }

    private static String shout(String options) {
        return """
                CREATE FUNCTION shout(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON %s AS $$
                import app
                def shout(x: str) -> str:
                    return app.shout(x)
                $$""".formatted(options);
    }

    @Test
    @EveryGuest
    void a_function_imports_the_package_that_it_names_and_what_that_requires() throws SQLException {
        run(shout("WITH (packages = 'app')"));
        assertEquals("ADA!", value(one("shout('Ada')")));
    }

    @Test
    void a_module_of_a_package_names_it_too() throws SQLException {
        run("""
                CREATE FUNCTION shout(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON
                WITH (timeout = '5 s', packages = 'wordlib, app == 1') AS $$
                from wordlib import shout
                $$""");
        assertEquals("ADA!", value(one("shout('Ada')")));
    }

    @Test
    void names_are_found_in_any_spelling_and_once() throws SQLException {
        run(shout("WITH (packages = '  WORD.lib ,\tword_Lib  ==  1.5\n, APP==1, app ')"));
        assertEquals("ADA!", value(one("shout('Ada')")));
        String options = (String) value("SELECT OPTIONS FROM PYTHON_FUNCTIONS");
        assertEquals(2, options.split("sha256:", -1).length - 1, options);
        run("DROP FUNCTION shout");
        run(shout("WITH (packages = 'app sha256:"
                + Packages.in(directory).find("app").sha256().toUpperCase(Locale.ROOT) + "')"));
        assertEquals("ADA!", value(one("shout('Ada')")));
    }

    @Test
    void a_version_is_compared_as_pip_compares_it_and_kept_as_the_wheel_has_it() throws SQLException {
        for (String version : List.of("1", "1.0", "1.0.0", "v1", "01")) {
            run(shout("WITH (packages = 'app==" + version + "')"));
            String options = (String) value("SELECT OPTIONS FROM PYTHON_FUNCTIONS");
            assertTrue(options.contains("packages = 'app==1 sha256:"), options);
            run("DROP FUNCTION shout");
        }
        for (String version : List.of("1.1", "2", "1.0rc1", "1.0.post1", "1+local", "x")) {
            String error = error(shout("WITH (packages = 'app==" + version + "')"));
            assertTrue(error.contains("it names the package app " + version + ", and app 1 (sha256:"), error);
        }
    }

    @Test
    void a_package_that_is_not_named_cannot_be_imported() {
        assertTrue(error(shout("")).contains("ModuleNotFoundError: No module named 'app'"));
        assertTrue(error(shout("WITH (packages = 'wordlib')")).contains("ModuleNotFoundError: No module named 'app'"));
    }

    @Test
    void a_package_that_was_not_made_available_cannot_be_named() {
        assertEquals(
                "42000 PythonFunction SHOUT: there is no package 'numpy' among those that were made available:"
                        + " app, broken, Word-Lib",
                error(shout("WITH (packages = 'app, numpy')")).replace("PythonFunction shout", "PythonFunction SHOUT"));
    }

    @Test
    void a_package_that_cannot_be_imported_is_an_error_of_create() {
        assertTrue(error(shout("WITH (packages = 'app, broken')"))
                .contains("ModuleNotFoundError: No module named '_nowhere'"));
    }

    @Test
    void what_is_no_name_of_a_package_is_an_error_with_its_place() {
        for (String wrong : new String[] {
            "", "app,", "../app", "app>=1", "app==", "app sha256:1", "a b", "app''", "\"app\"", "app\u00a0", "äpp"
        }) {
            String error = error(shout("WITH (packages = '" + wrong + "')"));
            assertTrue(error.contains("a package is name, name==version or name==version sha256:…, got '"), error);
            assertTrue(error.startsWith("42000 line 1, column "), error);
        }
        assertTrue(error(shout("WITH (packages = 7)")).contains("expected the names of packages in quotes"));
    }

    @Test
    void the_definition_has_versions_and_hashes_of_all_of_them() throws SQLException {
        run(shout("WITH (packages = 'app')"));
        var packages = Packages.in(directory);
        assertEquals(
                "WITH (packages = 'app==1 sha256:" + packages.find("app").sha256() + ", Word-Lib==1.5 sha256:"
                        + packages.find("wordlib").sha256() + "')",
                value("SELECT OPTIONS FROM PYTHON_FUNCTIONS"));
    }

    @Test
    void a_function_whose_package_is_another_one_now_is_not_called_with_that() throws SQLException {
        run(shout("WITH (packages = 'app')"));
        String pinned = ((String) value("SELECT OPTIONS FROM PYTHON_FUNCTIONS"));
        connection.close();
        TestWheel.of("Word-Lib", "1.5").withFile("wordlib.py", "shout = None\n").writeTo(other());
        APPLICATION.writeTo(other());
        connection = connect(other());
        String error = error(shout(pinned));
        assertTrue(error.startsWith("42000 "), error);
        assertTrue(
                error.contains("it was made with the package Word-Lib 1.5 (sha256:")
                        && error.contains("create it again"),
                error);
    }

    /** Beside the first directory, since each is read once. */
    private Path other() {
        try {
            return Files.createDirectories(directory.resolve("other"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages are imported once for all functions that name them, which see nothing of it. */
    @Test
    void functions_that_name_the_same_packages_start_where_these_are_imported() throws SQLException {
        run("""
                CREATE FUNCTION loaded() RETURNS VARCHAR LANGUAGE PYTHON WITH (packages = 'app') AS $$
                import sys
                before = [name in sys.modules for name in ('app', 'wordlib')], [name for name in dir() if name in ('app', '_import')]
                def loaded():
                    return str(before)
                $$""");
        assertEquals("([True, True], [])", value(one("loaded()")));
    }

    @Test
    void an_aggregate_and_a_table_function_import_them_too() throws SQLException {
        run("""
                CREATE AGGREGATE FUNCTION loudest(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON WITH (packages = 'app') AS $$
                import app
                class loudest:
                    def __init__(self):
                        self.text = ''
                    def accumulate(self, x):
                        self.text = max(self.text, x)
                    def finish(self):
                        return app.shout(self.text)
                $$""");
        assertEquals("B!", value("SELECT loudest(x) FROM (VALUES ('a'), ('b')) AS t(x)"));
        run("""
                CREATE FUNCTION shouts(x VARCHAR) RETURNS TABLE (word VARCHAR) LANGUAGE PYTHON WITH (packages = 'app') AS $$
                def shouts(x):
                    import app
                    for word in x.split():
                        yield (app.shout(word),)
                $$""");
        assertEquals(List.of("A!", "B!"), rows("SELECT * FROM " + from("shouts('a b')")));
    }

    @Test
    void what_else_people_reach_for_computes_in_sql() throws SQLException {
        DebianWheels.write(
                other(),
                "python3-attr",
                "python3-click",
                "python3-jsonschema",
                "python3-pyrsistent",
                "python3-networkx",
                "python3-six",
                "python3-sortedcontainers");
        connection.close();
        connection = connect(other());
        for (String[] one : new String[][] {
            {"six", "six.ensure_str(six.ensure_binary(x)) + six.moves.reduce.__name__"},
            {"attrs", "attr.make_class('Point', ['x'])(x=x).x * 2"},
            {"click", "click.style(x, fg='green') and click.unstyle(click.style(x, fg='green'))"},
            {"jsonschema", "str([e.message for e in jsonschema.Draft7Validator({'type': 'integer'}).iter_errors(x)])"},
            {"networkx", "'-'.join(networkx.shortest_path(networkx.Graph([('a', x), (x, 'c')]), 'a', 'c'))"},
            {"sortedcontainers", "''.join(sortedcontainers.SortedList(x))"}
        }) {
            run("CREATE FUNCTION use_" + one[0] + "(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON WITH (packages = '"
                    + one[0]
                    + "') AS $$\nimport " + one[0].replace("attrs", "attr") + "\ndef use_" + one[0]
                    + "(x):\n    return " + one[1]
                    + "\n$$");
        }
        assertEquals("baareduce", value(one("use_six('baa')")));
        assertEquals("baabaa", value(one("use_attrs('baa')")));
        assertEquals("baa", value(one("use_click('baa')")));
        assertEquals("[\"'baa' is not of type 'integer'\"]", value(one("use_jsonschema('baa')")));
        assertEquals("a-baa-c", value(one("use_networkx('baa')")));
        assertEquals("aab", value(one("use_sortedcontainers('baa')")));
    }

    @Test
    void real_packages_render_and_parse_in_sql() throws SQLException {
        DebianWheels.write(
                other(), "python3-jinja2", "python3-markupsafe", "python3-dateutil", "python3-six", "python3-yaml");
        connection.close();
        connection = connect(other());
        run("""
                CREATE FUNCTION greet(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON WITH (packages = 'jinja2') AS $$
                from jinja2 import Template
                template = Template('Hello {{ name|upper }}!')
                def greet(x: str) -> str:
                    return template.render(name=x)
                $$""");
        assertEquals("Hello ADA!", value(one("greet('Ada')")));
        run("""
                CREATE FUNCTION next_month(x VARCHAR) RETURNS DATE LANGUAGE PYTHON WITH (packages = 'dateutil') AS $$
                from dateutil.parser import parse
                from dateutil.relativedelta import relativedelta
                def next_month(x: str):
                    return (parse(x) + relativedelta(months=1)).date()
                $$""");
        assertEquals("2024-02-29", String.valueOf(value(one("next_month('31 January 2024')"))));
        run("""
                CREATE FUNCTION port(x VARCHAR) RETURNS INTEGER LANGUAGE PYTHON WITH (packages = 'pyyaml') AS $$
                import yaml
                def port(x: str) -> int:
                    return yaml.safe_load(x)['server']['port']
                $$""");
        assertEquals(8080, value(one("port('server: {port: 8080}')")));
    }
}
