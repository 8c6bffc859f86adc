package org.pythonwasm.example.tpch;

import java.util.List;

/** The Python functions and the views that call them: the same text in every database. */
public final class SqlTexts {
    public static final List<String> FUNCTIONS =
            List.of("working_days", "comment_score", "revenue", "nearest_name", "promised", "typical_price", "phrases");
    public static final List<String> VIEWS = List.of("known_nations", "order_mood");

    private SqlTexts() {}

    /** Returns the statement that creates a function. */
    public static String function(String name) {
        return Resources.text("functions/" + name + ".sql");
    }

    /** Returns the query of a view, without CREATE VIEW. */
    public static String view(String name) {
        return Resources.text("views/" + name + ".sql");
    }
}
