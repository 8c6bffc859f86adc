package org.pythonwasm.udf;

/** Where in a function of some kind a statement runs; it stands in line 4 of the body everywhere. */
enum Place {
    A_CALL("FUNCTION f(x INTEGER) RETURNS INTEGER", "f", """
            import python_wasm

            def f(x):
                %s
            """),
    A_VECTORIZED_CALL("FUNCTION f(x INTEGER) RETURNS INTEGER", "f", """
            import python_wasm

            def f(x):
                %s
            """),
    A_LIST_OF_ROWS("FUNCTION f(x INTEGER) RETURNS TABLE (y INTEGER)", "f", """
            import python_wasm

            def f(x):
                %s
                return [1]
            """),
    A_GENERATOR("FUNCTION f(x INTEGER) RETURNS TABLE (y INTEGER)", "f", """
            import python_wasm

            def f(x):
                %s
                yield 1
            """),
    A_GENERATOR_AFTER_ROWS("FUNCTION f(x INTEGER) RETURNS TABLE (y INTEGER)", "f", """
            import python_wasm
            def f(x):
                yield from range(3)
                %s
            """),
    THE_START_OF_A_GROUP("AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER", "__init__", """
            class f:
                def accumulate(self, x): pass
                def __init__(self):
                    %s
                def finish(self): return 1
            """),
    A_STATE("AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER", "create_state", """
            def accumulate(state, x): pass
            def finish(state): return 1
            def create_state():
                %s
            """),
    AN_ACCUMULATION("AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER", "accumulate", """
            import python_wasm
            class f:
                def accumulate(self, x):
                    %s
                def finish(self): return 1
            """),
    THE_RESULT_OF_A_GROUP("AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER", "finish", """
            class f:
                def accumulate(self, x): pass
                def finish(self):
                    %s
            """);

    private final String declaration;
    private final String frame;
    private final String body;

    Place(String declaration, String frame, String body) {
        this.declaration = declaration;
        this.frame = frame;
        this.body = body;
    }

    /** @param options a WITH clause, or empty */
    String create(String options, String statement) {
        return create(options, statement, "");
    }

    /** @param rest of the body */
    String create(String options, String statement, String rest) {
        return "CREATE OR REPLACE " + declaration + " LANGUAGE PYTHON " + with(options) + " AS $$\n"
                + body.formatted(statement) + rest + "$$";
    }

    private String with(String options) {
        return this != A_VECTORIZED_CALL
                ? options
                : options.isEmpty()
                        ? "WITH (vectorized = true)"
                        : options.replace("WITH (", "WITH (vectorized = true, ");
    }

    /** A query that calls the function once with an argument. */
    String call(Database database, String argument) {
        return switch (this) {
            case A_LIST_OF_ROWS, A_GENERATOR, A_GENERATOR_AFTER_ROWS ->
                "SELECT y FROM " + database.from("f(" + argument + ")") + " AS t";
            default -> "SELECT f(x) FROM (VALUES (" + argument + ")) AS t(x)";
        };
    }

    /** How a traceback names the place. */
    boolean isNamedIn(String traceback) {
        return traceback.contains("line 4, in " + frame + "\n") || traceback.contains("line 4, in f." + frame + "\n");
    }
}
