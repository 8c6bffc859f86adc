package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jline.reader.Candidate;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sqlline.SqlLine;

/** The prompt of {@code python-wasm sql}, on a terminal that is made of streams. */
@Timeout(600)
class SqlPromptTest {
    private static final String TERMINAL_TYPE = "org.jline.terminal.type";
    private static final String H2 = "jdbc:python-wasm:h2:mem:prompt";

    @TempDir
    private Path folder;

    private String typeBefore;

    @BeforeEach
    void beATerminal() {
        typeBefore = System.setProperty(TERMINAL_TYPE, "ansi");
    }

    @AfterEach
    void beNone() {
        if (typeBefore == null) {
            System.clearProperty(TERMINAL_TYPE);
        } else {
            System.setProperty(TERMINAL_TYPE, typeBefore);
        }
    }

    /** Returns what is on the screen at the end; the keys have to end the prompt. */
    private String screen(String url, String keys) throws IOException {
        var out = new ByteArrayOutputStream();
        var screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        var prompt = new SqlPrompt(Shell.ownTables(url));
        prompt.setOutputStream(screen);
        prompt.setErrorStream(screen);
        // It stays open behind the keys, as a terminal does.
        var keyboard = new PipedOutputStream();
        var in = new PipedInputStream(keyboard);
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        var status = prompt.begin(
                new String[] {
                    "-u",
                    url,
                    "-n",
                    "sa",
                    "-p",
                    "",
                    "--fastConnect=false",
                    "--isolation=TRANSACTION_READ_COMMITTED",
                    "--outputFormat=csv",
                    "--historyFile=" + folder.resolve("history")
                },
                in,
                false);
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(SqlLine.Status.OK, status, text);
        return text;
    }

    /** SQLLine completes on a person's terminal only, which there is none of here: its candidate, and JLine's reader. */
    @Test
    void a_completed_name_keeps_its_last_letter() throws IOException {
        var visits = new Candidate("VISITS", "VISITS", null, null, ".", null, false);
        var keys = new ByteArrayInputStream("SELECT 1 FROM VIS\t;\n".getBytes(StandardCharsets.UTF_8));
        try (var terminal = new DumbTerminal("test", "ansi", keys, OutputStream.nullOutputStream(), null)) {
            var reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer(new SqlPrompt.Names((typing, line, found) -> found.add(visits)))
                    .build();
            assertEquals("SELECT 1 FROM VISITS;", reader.readLine().replace(" ;", ";"));
        }
    }

    @Test
    void tables_are_those_of_the_person_unless_a_pattern_asks_for_others() throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(H2, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE visits(place VARCHAR); CREATE SCHEMA shop; CREATE VIEW shop.all_visits AS TABLE"
                            + " visits");
            String own = screen(H2, "!tables\nexit\n");
            assertTrue(
                    own.contains("\"PUBLIC\",\"VISITS\",\"BASE TABLE\"")
                            && own.contains("\"SHOP\",\"ALL_VISITS\",\"VIEW\""),
                    own);
            assertFalse(own.contains("INFORMATION_SCHEMA"), own);
            assertTrue(screen(H2, "!tables %\nexit\n").contains("INFORMATION_SCHEMA"), "a pattern");
        }
    }

    @Test
    void tables_of_calcite_are_the_files() throws IOException {
        Files.writeString(folder.resolve("visits.csv"), "place\nBerlin\n");
        String url = ConnectionOptions.CALCITE + CalciteModel.of(CsvDirectory.in(folder));
        String own = screen(url, "!tables\nexit\n");
        assertTrue(own.contains("\"FILES\",\"VISITS\",\"VIEW\""), own);
        assertFalse(own.contains("\"metadata\""), own);
    }

    /** What SQLLine cancels at control-C when no statement runs is the last one, which is closed. */
    @Test
    void a_closed_statement_is_no_error_of_the_person() throws SQLException {
        var out = new ByteArrayOutputStream();
        var prompt = new SqlPrompt(Shell.ownTables(H2));
        prompt.setErrorStream(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (var connection = DriverManager.getConnection(H2, "sa", "")) {
            var last = connection.createStatement();
            last.close();
            prompt.handleException(assertThrows(SQLException.class, last::cancel));
            assertEquals("", out.toString(StandardCharsets.UTF_8));
            prompt.handleException(assertThrows(SQLException.class, () -> connection.prepareStatement("SELEC 1")));
        }
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("SELEC"), out::toString);
    }

    @Test
    void a_null_is_no_empty_text() throws IOException {
        String screen = screen(H2, "SELECT NULL, '';\nexit\n");
        assertTrue(screen.contains("\"NULL\",\"\""), screen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "quit;", " EXIT ", "!quit"})
    void a_person_leaves(String word) throws IOException {
        String screen = screen(H2, "SELECT 'still ' || 'here';\n" + word + "\nSELECT 'not ' || 'here';\n");
        assertTrue(screen.contains("\"still here\""), screen);
        assertFalse(screen.contains("\"not here\""), screen);
    }
}
