package org.pythonwasm.example.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tour: Python in SELECT, WHERE, GROUP BY, ORDER BY, aggregates, FROM and views, over one file and several. */
final class Queries {
    static final List<String> NAMES =
            List.of("slowest_orders", "waiting_weeks", "broken_promises", "local_revenue", "promotion_share",
                    "typical_prices", "moods", "gloomiest_comments", "phrases", "misread_countries",
                    "customers_of_country");
    private static final String TYPED = "Untied Kingdon";

    private Queries() {
    }

    /** The first line of a query's file, an SQL comment. */
    static String title(String name) {
        return text(name)[0].replaceFirst("^--\\s*", "");
    }

    private static String[] text(String name) {
        return Resources.text("queries/" + name + ".sql").split("\n", 2);
    }

    static void run(Connection connection, Screen screen, int shownRows) throws SQLException {
        for (var name : NAMES) {
            String sql = text(name)[1].strip();
            screen.heading(title(name));
            screen.indented(sql);
            screen.line("");
            try (var statement = connection.prepareStatement(sql)) {
                if (sql.contains("?")) {
                    statement.setString(1, TYPED);
                }
                var watch = Stopwatch.start();
                try (var rows = statement.executeQuery()) {
                    Table.read(rows, shownRows, watch).lines().forEach(screen::indented);
                }
            }
        }
    }
}
