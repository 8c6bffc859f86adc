package org.pythonwasm.hosts.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.python.util.PythonInterpreter;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.Checkout;

/**
 * The tables of docs/from-jython.md: each row's scripts run in both, with the objects of {@link Shop}. An outcome is what a script
 * printed, or the repr of its last line, or the name of its exception.
 */
class FromJythonTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** A script at the beginning of a cell, and its outcome if that is another; words may follow. */
    private static final Pattern INSTEAD = Pattern.compile("(`[^`]+`(?:<br>`[^`]+`)*)(?: is `([^`]+)`)?.*");

    /** In both languages. */
    private static final String OUTCOME = """
            import sys
            try:
                from StringIO import StringIO
            except ImportError:
                from io import StringIO

            def outcome(script, names):
                head, _, last = script.rpartition('\\n')
                out, sys.stdout = sys.stdout, StringIO()
                try:
                    try:
                        code = compile(last, '<script>', 'eval')
                    except SyntaxError:
                        exec(compile(script, '<script>', 'exec'), names)
                        return sys.stdout.getvalue().strip() or 'nothing'
                    exec(compile(head, '<script>', 'exec'), names)
                    value = eval(code, names)
                    return sys.stdout.getvalue().strip() or repr(value)
                except:
                    return sys.exc_info()[0].__name__
                finally:
                    sys.stdout = out
            """;

    private static final PythonRuntime HERE = PythonRuntime.builder()
            .withHostAccess(HostAccess.ALL)
            .withPreparation(OUTCOME)
            .build();

    private static final PythonInterpreter JYTHON = new PythonInterpreter();

    @BeforeAll
    static void defineOutcome() {
        JYTHON.exec(OUTCOME);
    }

    @AfterAll
    static void close() {
        JYTHON.close();
    }

    /** @param instead empty if the page has no script for it */
    private record Row(String line, String script, String jython, String here, String instead, String result) {}

    private static String page() throws IOException {
        return Files.readString(Checkout.root().resolve(Path.of("docs", "from-jython.md")));
    }

    private static List<List<String>> rows(String columns) throws IOException {
        var rows = new ArrayList<List<String>>();
        boolean inside = false;
        for (String line : page().lines().toList()) {
            inside = line.startsWith(columns) || inside && line.startsWith("|");
            if (inside && !line.startsWith(columns) && !line.startsWith("|---")) {
                rows.add(Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    static Stream<Row> differences() throws IOException {
        return rows("| script | Jython | here |").stream().map(cells -> {
            var instead = INSTEAD.matcher(cells.get(3));
            boolean found = instead.matches();
            boolean another = found && instead.group(2) != null;
            return new Row(
                    cells.get(0),
                    code(cells.get(0)),
                    code(cells.get(1)),
                    code(cells.get(2)),
                    found ? code(instead.group(1)) : "",
                    another ? instead.group(2) : code(cells.get(1)));
        });
    }

    static Stream<List<String>> likenesses() throws IOException {
        return rows("| script | in both |").stream().map(cells -> List.of(code(cells.get(0)), code(cells.get(1))));
    }

    private static String code(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).collect(Collectors.joining("\n"));
    }

    private static String inJython(String script) {
        JYTHON.set("objects", Shop.objects());
        JYTHON.set("script", script);
        return JYTHON.eval("outcome(str(script), dict(objects))").toString();
    }

    private static String here(String script) {
        try (var python = HERE.open()) {
            python.set("objects", Shop.objects());
            python.set("script", script);
            return (String) python.eval("outcome(script, dict(objects))");
        }
    }

    @ParameterizedTest
    @MethodSource("differences")
    void what_differs_is_as_the_page_says(Row row) {
        assertEquals(List.of(row.jython, row.here), List.of(inJython(row.script), here(row.script)), row.line);
        if (!row.instead.isEmpty()) {
            assertEquals(row.result, here(row.instead), row.line);
        }
    }

    @ParameterizedTest
    @MethodSource("likenesses")
    void what_is_the_same_is_as_the_page_says(List<String> row) {
        String jython = inJython(row.get(0)).replaceAll("\\bu(['\"])", "$1").replaceAll("\\b(\\d+)L\\b", "$1");
        assertEquals(List.of(row.get(1), row.get(1)), List.of(jython, here(row.get(0))), row.get(0));
    }

    @Test
    void all_tables_were_read() throws IOException {
        assertTrue(differences().count() > 50);
        assertTrue(likenesses().count() > 15);
    }
}
