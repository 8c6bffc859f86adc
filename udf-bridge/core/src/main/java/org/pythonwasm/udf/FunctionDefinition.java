package org.pythonwasm.udf;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function in the form that a {@code CREATE FUNCTION … LANGUAGE PYTHON} statement declares. Immutable.
 *
 * @param result of a scalar or aggregate function; null for a table function
 * @param columns of a table function's rows; empty for others
 * @param handler the Python name to call; empty: the function's own name
 * @param body Python source without the statement's indentation; its first line is line 1 in messages
 */
public record FunctionDefinition(
        FunctionKind kind,
        QualifiedName name,
        List<Parameter> parameters,
        SqlType result,
        List<Parameter> columns,
        boolean deterministic,
        NullPolicy nullPolicy,
        Optional<String> handler,
        FunctionOptions options,
        String body) {

    public FunctionDefinition {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        Objects.requireNonNull(body, "body");
    }

    /** Returns whether the last parameter takes all further arguments. */
    public boolean isVariadic() {
        return !parameters.isEmpty() && parameters.get(parameters.size() - 1).variadic();
    }

    public FunctionDefinition withHandler(String python) {
        return new FunctionDefinition(
                kind, name, parameters, result, columns, deterministic, nullPolicy, Optional.of(python), options, body);
    }

    public FunctionDefinition withPackages(List<PackagePin> named) {
        return new FunctionDefinition(
                kind,
                name,
                parameters,
                result,
                columns,
                deterministic,
                nullPolicy,
                handler,
                options.withPackages(named),
                body);
    }

    /** Returns the SHA-256 of the body in UTF-8, in lower-case hexadecimal digits. */
    public String sha256() {
        return PythonSource.sha256(body);
    }

    /** Returns the parameters and the result: {@code (x INTEGER) RETURNS INTEGER}. */
    public String signature() {
        return list(parameters) + " RETURNS " + (kind == FunctionKind.TABLE ? "TABLE " + list(columns) : result.sql());
    }

    private static String list(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::sql).collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * Returns the clauses between LANGUAGE and AS, without the handler:
     * {@code DETERMINISTIC WITH (timeout = '2000 ms')}.
     */
    public String clauses() {
        String with = options.sql().isEmpty() ? "" : "WITH (" + options.sql() + ")";
        return Stream.of(deterministic ? "DETERMINISTIC" : "", nullPolicy.sql(), with)
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Returns a statement that declares the same function. */
    public String sql() {
        String quote = PythonSource.quote(body);
        return "CREATE " + (kind == FunctionKind.AGGREGATE ? "AGGREGATE " : "") + "FUNCTION " + name.sql() + signature()
                + "\nLANGUAGE PYTHON " + clauses()
                + handler.map(python -> " HANDLER '" + python.replace("'", "''") + "'")
                        .orElse("")
                + "\nAS " + quote + "\n" + body + quote;
    }
}
