package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tour: Python in SELECT, WHERE, GROUP BY, ORDER BY, aggregates, FROM, views and a prepared statement. */
final class Queries {
    static final List<Query> ALL = List.of(
            Query.read("slowest_orders"),
            Query.read("waiting_weeks"),
            Query.read("broken_promises"),
            Query.read("local_revenue"),
            Query.read("promotion_share"),
            Query.read("typical_prices"),
            Query.read("moods"),
            Query.read("gloomiest_comments"),
            Query.read("phrases"),
            Query.read("misread_countries"),
            Query.read("customers_of_country", "Untied Kingdon"));

    private Queries() {
    }

    static void run(Connection connection, Screen screen, int shownRows) throws SQLException {
        for (var query : ALL) {
            screen.heading(query.title());
            screen.indented(query.sql());
            if (!query.parameters().isEmpty()) {
                screen.indented("-- with " + query.parameters());
            }
            screen.line("");
            TablePrinter.print(query.run(connection, shownRows), screen);
        }
    }
}
