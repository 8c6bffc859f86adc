package org.pythonwasm.bench.sql;

import java.util.Locale;

/** A function that runs until it is ended if its argument is 1, and returns 7 if it is 0. */
enum Endless {
    LOOP("a loop of Python", "FUNCTION", "RETURNS INTEGER", """
            def f(x):
                while x: pass
                return 7
            """),
    OPERATION("one operation of C", "FUNCTION", "RETURNS INTEGER", """
            from itertools import repeat
            zeros = [0.0] * 300_000
            def f(x):
                return any(map(zeros.__contains__, repeat(1))) if x else 7
            """),
    TABLE("a table function between rows", "FUNCTION", "RETURNS TABLE (y INTEGER)", """
            def f(x):
                yield 7
                while x: pass
            """),
    AGGREGATE("an aggregate", "AGGREGATE FUNCTION", "RETURNS INTEGER", """
            class f:
                def accumulate(self, x):
                    while x: pass
                def finish(self):
                    return 7
            """);

    final String title;
    private final String create;

    Endless(String title, String kind, String returns, String body) {
        this.title = title;
        this.create = "CREATE " + kind + " " + function() + "(x INTEGER) " + returns
                + " LANGUAGE PYTHON HANDLER 'f' AS $$\n" + body + "$$";
    }

    private String function() {
        return "endless_" + name().toLowerCase(Locale.ROOT);
    }

    String create() {
        return create;
    }

    String query(Database database, int argument) {
        return this == TABLE
                ? "SELECT y FROM " + database.from(function() + "(" + argument + ")") + " AS t"
                : "SELECT " + function() + "(x) FROM (VALUES (" + argument + ")) AS t(x)";
    }
}
