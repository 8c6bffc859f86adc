package org.pythonwasm.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.udf.PythonFunctions;

/** The recipes in SQL, each in both databases; the comments at the end of a recipe are what its query returns. */
class SqlRecipesTest {
    private static final Path FOLDER = folder();
    /** How the other database calls a table function. */
    private static final Map<String, Pattern> OTHERS =
            Map.of("H2", Pattern.compile("FROM TABLE\\("), "Calcite", Pattern.compile("FROM (?!TABLE)\\w+\\("));

    private static final TreeMap<String, Connection> DATABASES = new TreeMap<>();

    private static Path folder() {
        try {
            return Path.of(SqlRecipesTest.class.getResource("data").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @BeforeAll
    static void open() throws SQLException, IOException {
        var h2 = DriverManager.getConnection("jdbc:python-wasm:h2:mem:cookbook");
        for (Path file : files(FOLDER.resolve("data"), ".csv")) {
            String table = file.getFileName().toString().replace(".csv", "");
            h2.createStatement().execute("CREATE TABLE " + table + " AS SELECT * FROM CSVREAD('" + file + "')");
        }
        DATABASES.put("H2", h2);
        var settings = new Properties();
        settings.setProperty("model", """
                inline:{"version": "1.0", "defaultSchema": "COOKBOOK", "schemas": [{"name": "COOKBOOK", "type": "custom",
                "factory": "org.apache.calcite.adapter.file.FileSchemaFactory", "operand": {"directory": "%s"}}]}
                """.formatted(FOLDER.resolve("data")));
        DATABASES.put("Calcite", DriverManager.getConnection("jdbc:python-wasm:calcite:", settings));
    }

    @AfterAll
    static void close() throws SQLException {
        for (Connection database : DATABASES.values()) {
            database.close();
        }
    }

    static Stream<Arguments> recipes() throws IOException {
        return files(FOLDER, ".sql").stream()
                .flatMap(
                        file -> Stream.of("Calcite", "H2").map(database -> Arguments.of(file.getFileName(), database)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("recipes")
    void a_recipe_returns_what_it_says(Path file, String database) throws Exception {
        String recipe = Files.readString(FOLDER.resolve(file));
        List<String> found = List.of();
        for (String statement : PythonFunctions.split(recipe)) {
            if (!statement.isBlank() && !OTHERS.get(database).matcher(statement).find()) {
                try (var running = DATABASES.get(database).createStatement()) {
                    if (running.execute(statement)) {
                        found = rows(running.getResultSet());
                    }
                }
            }
        }
        assertEquals(expected(recipe), String.join("\n", found));
    }

    private static String expected(String recipe) {
        return recipe.substring(recipe.lastIndexOf(";\n") + 2)
                .lines()
                .filter(line -> line.startsWith("-- ") && !line.equals("-- endregion"))
                .map(line -> line.substring(3))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<String>();
        int columns = result.getMetaData().getColumnCount();
        var cells = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
            cells.add(result.getMetaData().getColumnLabel(column).toLowerCase());
        }
        rows.add(String.join(" | ", cells));
        while (result.next()) {
            cells.clear();
            for (int column = 1; column <= columns; column++) {
                cells.add(text(result, column));
            }
            rows.add(String.join(" | ", cells));
        }
        return rows;
    }

    /** Databases write a boolean and the fraction of a second in ways of their own. */
    private static String text(ResultSet result, int column) throws SQLException {
        String text = String.valueOf(result.getString(column));
        return switch (result.getMetaData().getColumnType(column)) {
            case Types.BOOLEAN -> text.toLowerCase();
            case Types.TIMESTAMP -> text.replaceFirst("\\.0+$", "");
            default -> text;
        };
    }
}
