package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code python-wasm sql} without a terminal. */
@Timeout(600)
class SqlTest {
    private static final String INITIALS = """
            -- what the shell is for
            CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
            def initials(name: str) -> str:
                words = name.split();
                return ''.join(word[0] for word in words)
            $$;
            """;

    @TempDir
    private Path folder;

    private Path csv;

    /** As spreadsheets and databases write it. */
    @BeforeEach
    void writeFiles() throws IOException {
        csv = Files.createDirectory(folder.resolve("csv"));
        Files.writeString(csv.resolve("Order Lines.csv"), """
                id,Order Date,customer name,price,weight,zip,paid,shipped at,note
                1,2024-01-05,"Müller, Anna",19.99,1e3,01234,true,2024-01-05T10:00:00,
                2,2024-02-29,Ada Lovelace,5.5,2.5,99999,FALSE,2024-02-29 11:30:15.25,"two ""x""
                lines | more"
                3,,Grace Brewster Hopper,-0.25,,00001,,,\s
                """);
        Files.writeString(csv.resolve("readme.txt"), "not a table");
    }

    private Jar.Run sql(String... arguments) throws IOException, InterruptedException {
        return sqlWith("", arguments);
    }

    private Jar.Run sqlWith(String input, String... arguments) throws IOException, InterruptedException {
        var all = new String[arguments.length + 1];
        all[0] = "sql";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Jar(folder).runWith(input, all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:", "calcite:", "jdbc:python-wasm:h2:mem:named", "jdbc:h2:mem:other"})
    void a_function_of_a_file_is_called_by_a_statement_behind_it(String url) throws Exception {
        Path file = Files.writeString(folder.resolve("functions.sql"), INITIALS);
        assertEquals(
                new Jar.Run(0, """
                        ANSWER
                        ------
                        GBH
                        (1 row)
                        """, ""),
                sql(url, "-f", file.toString(), "-e", "SELECT initials('Grace Brewster Hopper') AS answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:", "calcite:"})
    void csv_files_are_tables_with_types(String url) throws Exception {
        String rows = """
                ID,ORDER_DATE,CUSTOMER_NAME,PRICE,WEIGHT,ZIP,PAID,SHIPPED_AT,NOTE
                1,2024-01-05,"Müller, Anna",19.99,1000.0,01234,true,2024-01-05 10:00:00,
                2,2024-02-29,Ada Lovelace,5.50,2.5,99999,false,2024-02-29 11:30:15.25,"two ""x""
                lines | more"
                3,,Grace Brewster Hopper,-0.25,,00001,,,
                """;
        var run = sql(url, "--csv", csv.toString(), "--format", "csv", "-e", "SELECT * FROM order_lines ORDER BY id");
        String same = run.out().replaceAll("(:\\d\\d)(?:\\.000|(\\.\\d\\d)0)\\b", "$1$2");
        assertEquals(rows, same.replace("TRUE", "true").replace("FALSE", "false"), run.err());
        var sum = sql(
                url,
                "--csv",
                csv.toString(),
                "--format",
                "tsv",
                "-e",
                INITIALS
                        + "SELECT SUM(price) AS total, MAX(initials(customer_name)) AS most FROM order_lines WHERE id > 0");
        assertEquals(new Jar.Run(0, "TOTAL\tMOST\n25.24\tMA\n", ""), sum);
    }

    @Test
    void separators_and_marks_of_spreadsheets_are_read() throws Exception {
        Files.writeString(csv.resolve("2024.csv"), "\uFEFFname;amount;amount;;\"a;b\"\r\nä;1,5;2;x;y\r\n");
        Files.writeString(csv.resolve("tabs.CSV"), "a\tb\n1\t2\n");
        var run = sql(
                "--csv", csv.toString(), "--format", "json", "-e", "SELECT * FROM _2024; SELECT a + b AS c FROM tabs");
        assertEquals(new Jar.Run(0, """
                        [
                        {"NAME":"ä","AMOUNT":"1,5","AMOUNT1":2,"COLUMN3":"x","A_B":"y"}
                        ]
                        [
                        {"C":3}
                        ]
                        """, ""), run);
    }

    private Path folder(String name, String file, String text) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.writeString(made.resolve(file), text);
        return made;
    }

    /** A header becomes part of Calcite's model, which is inside of a URL. */
    @Test
    void names_in_a_hostile_file_are_no_settings_of_the_connection() throws Exception {
        Path hostile = folder(
                "hostile",
                "x\";python-wasm.nothing=1;y.csv",
                "\"a;python-wasm.nothing=1;b\",\"c\"\"; ' d\",e\n1,2,3\n");
        for (String url : new String[] {"calcite:", "h2:mem:"}) {
            assertEquals(
                    new Jar.Run(0, "A_PYTHON_WASM_NOTHING_1_B,C_D,E\n1,2,3\n", ""),
                    sql(
                            url,
                            "--csv",
                            hostile.toString(),
                            "--format",
                            "csv",
                            "-e",
                            "SELECT * FROM x_python_wasm_nothing_1_y"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h2:mem: | '\uFEFF\"first\nline\";c\n1;2\n'  | 'FIRST_LINE,C'",
                "calcite:| '\uFEFFfirst,\"c d\"\n1,2\n'       | 'FIRST,C_D'",
                "calcite:| ' a, b\n1,2\n'                    | 'A,B'",
                "h2:mem: | 'a:int,a\n1,2\n'                  | 'A_INT,A'",
            })
    void headers_are_read_with_marks_line_ends_and_spaces(String url, String text, String names) throws Exception {
        Path odd = folder("odd", "t.csv", text);
        assertEquals(
                new Jar.Run(0, names + "\n1,2\n", ""),
                sql(url, "--csv", odd.toString(), "--format", "csv", "-e", "SELECT * FROM t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:mem:", "calcite:"})
    void a_file_may_have_a_thousand_columns(String url) throws Exception {
        String names = IntStream.range(0, 1000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String values = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Path wide = folder("wide", "t.csv", names + "\n" + values + "\n");
        assertEquals(
                new Jar.Run(0, "C999\n999\n", ""),
                sql(url, "--csv", wide.toString(), "--format", "csv", "-e", "SELECT c999 FROM t"));
    }

    @Test
    void missing_values_are_null_and_values_without_a_column_are_reported() throws Exception {
        Path ragged = folder("ragged", "t.csv", "a,b\n1\n2,3,,\n4,5,6\n7,8,,9\n");
        assertEquals(
                new Jar.Run(
                        0,
                        "A,B\n1,\n2,3\n4,5\n7,8\n",
                        "python-wasm: t.csv: 2 rows have more values than the 2 columns of the first line; these values are left out\n"),
                sql("--csv", ragged.toString(), "--format", "csv", "-e", "SELECT * FROM t ORDER BY a"));
    }

    @Test
    void files_that_cannot_be_tables_are_named_in_a_line() throws Exception {
        Path latin = Files.createDirectories(folder.resolve("latin"));
        Files.write(latin.resolve("t.csv"), new byte[] {'a', '\n', (byte) 0xFC, '\n'});
        assertEquals(
                new Jar.Run(2, "", "python-wasm: --csv " + latin + ": t.csv is not in UTF-8\n"),
                sql("--csv", latin.toString(), "-e", "SELECT 1"));
        Path empty = folder("empty", "t.csv", "\n");
        assertEquals(
                new Jar.Run(
                        2,
                        "",
                        "python-wasm: --csv " + empty + ": t.csv has no first line with the names of its columns\n"),
                sql("--csv", empty.toString(), "-e", "SELECT 1"));
        Path twice = folder("twice", "a b.csv", "a\n1\n");
        Files.writeString(twice.resolve("a_b.csv"), "a\n1\n");
        assertEquals(
                new Jar.Run(
                        2,
                        "",
                        "python-wasm: --csv " + twice
                                + ": a b.csv and a_b.csv would both be the table A_B: rename one\n"),
                sql("--csv", twice.toString(), "-e", "SELECT 1"));
        Path typed = folder("typed", "t.csv", "a:int,b\n1,2\n");
        Path lines = folder("lines", "t.csv", "\"c\nd\",b\n1,2\n");
        for (Path odd : new Path[] {typed, lines}) {
            var refused = sql("calcite:", "--csv", odd.toString(), "-e", "SELECT 1");
            assertEquals(2, refused.exitCode());
            assertTrue(
                    refused.err().startsWith("python-wasm: Calcite takes the names of columns as they are")
                            && refused.err().contains("t.csv"),
                    refused.err());
        }
        Path shorter = folder("shorter", "t.csv", "a,b\n1,2\n3\n");
        assertEquals(
                new Jar.Run(
                        2,
                        "",
                        "python-wasm: Calcite reads a value of each column, and row 3 of t.csv has 1 for 2 columns: "
                                + "without the URL calcite: H2 loads it, with NULL for the rest\n"),
                sql("calcite:", "--csv", shorter.toString(), "-e", "SELECT 1"));
        assertEquals(
                new Jar.Run(0, "A,B\n1,2\n3,\n", ""),
                sql("--csv", shorter.toString(), "--format", "csv", "-e", "TABLE t"));
        Path wide = folder(
                "wide",
                "t.csv",
                IntStream.range(0, 16_400).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n");
        var many = sql("--csv", wide.toString(), "-e", "SELECT 1");
        assertEquals(1, many.exitCode());
        assertTrue(many.err().matches("python-wasm: t\\.csv: Too many columns.*16384.*\n"), many.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "vertical"})
    void control_characters_of_a_value_do_not_reach_the_terminal(String format) throws Exception {
        Path red = folder("red", "t.csv", "a\nx\u001b[31mred\u0007\u009b\u007f\n");
        var run = sql("--csv", red.toString(), "--format", format, "-e", "SELECT a FROM t");
        assertTrue(run.out().contains("x␛[31mred␇\uFFFD␡\n"), run.out());
    }

    @Test
    void scripts_that_no_database_understands_end_with_a_line() throws Exception {
        Path file = folder.resolve("broken.sql");
        Files.writeString(file, "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000));
        assertEquals(
                new Jar.Run(1, "", "python-wasm: " + file + ", line 1: the statement nests too deep\n"),
                sql("-f", file.toString()));
        var constant = sql("calcite:", "-e", "SELECT 1 / 0");
        assertEquals(new Jar.Run(1, "", "python-wasm: java.lang.ArithmeticException: / by zero\n"), constant);
        Files.write(file, new byte[] {'S', (byte) 0xFC});
        assertEquals(
                new Jar.Run(2, "", "python-wasm: can't read file '" + file + "': it is not in UTF-8\n"),
                sql("-f", file.toString()));
        for (String text :
                new String[] {"SELECT 'abc", "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS $$\ndef f(): return 1"
                }) {
            Files.writeString(file, text);
            var run = sql("-f", file.toString());
            assertEquals(1, run.exitCode(), text);
            assertTrue(
                    run.err().startsWith("python-wasm: " + file + ", line 1: ")
                            && !run.err().contains("\tat "),
                    run.err());
        }
    }

    @Test
    void what_is_piped_in_is_run_where_there_is_nothing_else() throws Exception {
        var run = sqlWith(INITIALS + "\nSELECT initials('Ada Lovelace') AS a;\nSELECT 1 AS b", "--format", "csv");
        assertEquals(new Jar.Run(0, "A\nAL\nB\n1\n", ""), run);
        assertEquals(new Jar.Run(0, "B\n1\n", ""), sqlWith("SELECT 1 AS b", "-f", "-", "--format", "csv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "table    ! 'ID | NAME |    D | OK'                     ! '---+------+------+-----'",
                "vertical ! '-- row 1'                                    ! 'NAME  a|b'",
                "csv      ! 'ID,NAME,D,OK'                                ! '1,a|b,1.50,TRUE'",
                "tsv      ! 'ID\tNAME\tD\tOK'                             ! '2\tc\\td\t\t'",
                "json     ! '{\"ID\":1,\"NAME\":\"a|b\",\"D\":1.50,\"OK\":true},' ! '{\"ID\":2,\"NAME\":\"c\\td\",\"D\":null,\"OK\":null}'",
                "markdown ! '| ID | NAME | D | OK |'                      ! '| 1 | a\\|b | 1.50 | TRUE |'",
            })
    void results_are_printed_in_a_format(String format, String one, String other) throws Exception {
        var run = sql(
                "--format",
                format,
                "-e",
                "SELECT * FROM (VALUES (1, 'a|b', 1.50, TRUE), (2, 'c\td', NULL, NULL)) AS t (id, name, d, ok)");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().lines().anyMatch(one::equals), run.out());
        assertTrue(run.out().lines().anyMatch(other::equals), run.out());
    }

    @Test
    void lists_are_arrays_in_json_and_what_is_no_number_there_is_a_string() throws Exception {
        assertEquals(
                "{\"A\":[1,2],\"F\":\"NaN\",\"D\":\"2024-01-05\",\"B\":12345678901234567890.5}",
                sql(
                                "--format",
                                "json",
                                "-e",
                                "SELECT ARRAY[1, 2] AS a, CAST('NaN' AS DOUBLE) AS f, DATE '2024-01-05' AS d, 12345678901234567890.5 AS b")
                        .out()
                        .lines()
                        .toList()
                        .get(1));
    }

    @Test
    void the_first_error_ends_a_script_and_is_one_line_with_its_place() throws Exception {
        Path file =
                Files.writeString(folder.resolve("two.sql"), "SELECT 1 AS a;\n\nSELECT nothing\nFROM dual;\nSELECT 2;");
        var run = sql("-f", file.toString(), "--format", "csv");
        assertEquals(1, run.exitCode());
        assertEquals("A\n1\n", run.out());
        assertTrue(
                run.err().matches("python-wasm: .*two\\.sql, line 3: Column \"NOTHING\" not found \\[42122-\\d+]\n"),
                run.err());
        var calcite = sql("calcite:", "-e", "SELECT nothing\nFROM (VALUES (1))");
        assertTrue(
                calcite.err().matches("python-wasm: From line 1.*Column 'NOTHING' not found in any table\n"),
                calcite.err());
    }

    @Test
    void an_error_of_python_has_its_traceback() throws Exception {
        var run = sql("-e", """
                CREATE FUNCTION pick(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def pick(x):
                    return [1, 2, 3][x]
                $$;
                SELECT pick(7)""");
        assertEquals(1, run.exitCode());
        assertTrue(
                run.err().startsWith("python-wasm: PythonFunction pick: IndexError: list index out of range"),
                run.err());
        assertTrue(run.err().contains("line 2, in pick") && !run.err().contains("\tat "), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo:bar -e 1               | 1 | no Python functions for 'foo'",
                "h2:tcp://127.0.0.1:1/x -e 1| 1 | Connection is broken",
                "calcite:model=none.json -e 1 | 2 | can't open the model 'none.json': it is not there",
                "shop -e 1                  | 2 | 'shop' is no URL of a database, which begins with h2: or calcite:",
                "-f csv                     | 2 | can't read file 'csv': it is a directory",
                "-f none.sql                | 2 | can't open file 'none.sql': it is not there",
                "--csv none -e 1            | 2 | --csv names a directory: none is none",
                "--csv . -e 1               | 2 | --csv names a directory with files *.csv: . has none",
                "--format xml -e 1          | 2 | expected one of [table, vertical, csv, tsv, json, markdown]",
                "calcite:model=x.json --csv csv -e 1 | 2 | --csv goes with H2, or with the URL calcite:",
                "--timeout 3 -e 1           | 2 | Unknown option: '--timeout'",
            })
    void what_is_wrong_is_said_in_a_line(String arguments, int exitCode, String message) throws Exception {
        var run = sql(arguments.split(" "));
        assertEquals(exitCode, run.exitCode(), run.err());
        assertTrue(run.err().startsWith("python-wasm: ") && run.err().contains(message), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
    }

    @Test
    void a_database_in_a_file_keeps_tables_and_functions() throws Exception {
        assertEquals(
                0, sql("h2:./shop", "--csv", csv.toString(), "-e", INITIALS).exitCode());
        assertEquals(
                new Jar.Run(0, "N,I\n3,GBH\n", ""),
                sql(
                        "h2:./shop",
                        "--format",
                        "csv",
                        "-e",
                        "SELECT COUNT(*) AS n, MIN(initials('Grace Brewster Hopper')) AS i FROM order_lines"));
        var again = sql("h2:./shop", "--csv", csv.toString(), "-e", "SELECT 1");
        assertEquals(1, again.exitCode());
        assertTrue(
                again.err()
                        .matches(
                                "python-wasm: Order Lines\\.csv: Table \"ORDER_LINES\" already exists \\[42101-\\d+]\n"),
                again.err());
    }

    @Test
    void packages_of_a_directory_are_there_for_functions() throws Exception {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        var run = sql("--packages", wheels.toString(), "-e", """
                CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON WITH (packages = ('nothing')) AS $$
                def f(): return 1
                $$""");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("nothing"), run.err());
    }
}
