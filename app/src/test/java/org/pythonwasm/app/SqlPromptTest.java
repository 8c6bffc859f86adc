package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
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
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                false);
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(SqlLine.Status.OK, status, text);
        return text;
    }

    @Test
    void a_completed_name_keeps_its_last_letter() throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(H2, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visits(place VARCHAR) AS VALUES ('Berlin')");
            String screen = screen(H2, "SELECT 'in ' || place FROM VIS\t;\nSELECT 'by ' || place FROM vis\t;\nexit\n");
            assertTrue(screen.contains("'in Berlin'") && screen.contains("'by Berlin'"), screen);
            assertFalse(screen.contains("not found"), screen);
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
                    own.contains("'PUBLIC','VISITS','BASE TABLE'") && own.contains("'SHOP','ALL_VISITS','VIEW'"), own);
            assertFalse(own.contains("INFORMATION_SCHEMA"), own);
            assertTrue(screen(H2, "!tables %\nexit\n").contains("INFORMATION_SCHEMA"), "a pattern");
        }
    }

    @Test
    void tables_of_calcite_are_the_files() throws IOException {
        Files.writeString(folder.resolve("visits.csv"), "place\nBerlin\n");
        String url = ConnectionOptions.CALCITE + CalciteModel.of(CsvDirectory.in(folder));
        String own = screen(url, "!tables\nexit\n");
        assertTrue(own.contains("'FILES','VISITS','VIEW'"), own);
        assertFalse(own.contains("'metadata'"), own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "quit;", " EXIT ", "!quit"})
    void a_person_leaves(String word) throws IOException {
        String screen = screen(H2, word + "\nSELECT 'not ' || 'here';\n");
        assertFalse(screen.contains("'not here'"), screen);
    }
}
