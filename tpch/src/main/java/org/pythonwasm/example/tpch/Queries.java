package org.pythonwasm.example.tpch;

import java.util.List;

/** The tour: Python in SELECT, WHERE, GROUP BY, ORDER BY, aggregates, FROM, views and a prepared statement. */
final class Queries {
    private Queries() {}

    /**
     * Returns the common texts. A text beside the program replaces the common one if its syntax depends on the
     * database.
     */
    static List<Query> of(Class<? extends ExampleCommand> program) {
        return List.of(
                Query.read(program, "slowest_orders"),
                Query.read(program, "waiting_weeks"),
                Query.read(program, "broken_promises"),
                Query.read(program, "local_revenue"),
                Query.read(program, "promotion_share"),
                Query.read(program, "typical_prices"),
                Query.read(program, "moods"),
                Query.read(program, "gloomiest_comments"),
                Query.read(program, "phrases"),
                Query.read(program, "misread_countries"),
                Query.read(program, "customers_of_country", "Untied Kingdon"));
    }
}
