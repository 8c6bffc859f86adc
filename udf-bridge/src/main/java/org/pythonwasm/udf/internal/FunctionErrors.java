package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.udf.QualifiedName;

/**
 * What went wrong in one function, as the SQLException a client sees. SQLSTATEs: SQL:2016, table 38, and 53200, 57014.
 */
final class FunctionErrors {
    static final String DEFINITION = "42000";
    static final String NOT_SUPPORTED = "0A000";
    /** External routine exception. */
    private static final Set<String> SYNTAX_ERRORS = Set.of("SyntaxError", "IndentationError", "TabError");
    private static final String EXTERNAL = "38000";
    private static final String NO_MEMORY = "53200";
    static final String CANCELLED = "57014";

    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("ZeroDivisionError", "22012"),
            Map.entry("decimal.DivisionByZero", "22012"),
            Map.entry("OverflowError", "22003"),
            Map.entry("decimal.Overflow", "22003"),
            Map.entry("ValueError", "22023"),
            Map.entry("TypeError", "22023"),
            Map.entry("UnicodeDecodeError", "22023"),
            Map.entry("UnicodeEncodeError", "22023"),
            Map.entry("json.decoder.JSONDecodeError", "22023"),
            Map.entry("MemoryError", NO_MEMORY),
            Map.entry("TimeoutError", CANCELLED),
            Map.entry("KeyboardInterrupt", CANCELLED),
            Map.entry("SyntaxError", DEFINITION),
            Map.entry("IndentationError", DEFINITION),
            Map.entry("TabError", DEFINITION));

    private final QualifiedName name;

    FunctionErrors(QualifiedName name) {
        this.name = name;
    }

    /** The statement is at fault. */
    SQLException definition(String message) {
        return new SQLException(prefix() + message, DEFINITION);
    }

    SQLException notSupported(String message) {
        return new SQLException(prefix() + message, NOT_SUPPORTED);
    }

    /** Python raised: the message, the place of a syntax error, the traceback. */
    SQLException raised(PythonException e) {
        return new SQLException(prefix() + headline(e) + "\n" + e.traceback().stripTrailing(), state(e), e);
    }

    /** CPython puts file and line behind the text of a syntax error, but no column. */
    private static String headline(PythonException e) {
        if (e.column() <= 0 || !SYNTAX_ERRORS.contains(e.typeName())) {
            return e.getMessage();
        }
        String text = e.getMessage().replaceFirst(" \\(<.*>, line [0-9]+\\)$", "");
        return text + " (line " + e.line() + ", column " + e.column() + ")";
    }

    private static String state(PythonException e) {
        return e.typeName().equals("python_wasm.SqlError") && e.attributes().get("sqlstate") instanceof String own
                ? own
                : STATES.getOrDefault(e.typeName(), EXTERNAL);
    }

    /** Whether a limit of the call may be the cause. */
    static boolean isOfLimit(PythonException e) {
        return e.typeName().equals("TimeoutError") || e.typeName().equals("MemoryError");
    }

    SQLException died(GuestDiedException e) {
        String state = switch (e.reason()) {
            case TIMEOUT, INTERRUPTED -> CANCELLED;
            case OUT_OF_MEMORY, OUTPUT, VALUE, STACK_OVERFLOW -> NO_MEMORY;
            case EXIT, TRAP -> EXTERNAL;
        };
        String message = "the interpreter ended (" + e.getMessage() + "); the next call gets a new one";
        return new SQLException(prefix() + message, state, e);
    }

    /** What the statement had in its interpreter went with that. */
    SQLException gone() {
        return new SQLException(prefix() + "the interpreter ended in an earlier call, and with it what this statement "
                + "had in it; execute the statement again", EXTERNAL);
    }

    SQLException badValue(String place, BadValueException e) {
        return new SQLException(prefix() + place + ": " + e.getMessage(), e.sqlState(), e);
    }

    /** The engine could not do it, such as a value too long for the interpreter's memory. */
    SQLException noRoom(IllegalStateException e) {
        return new SQLException(prefix() + e.getMessage(), NO_MEMORY, e);
    }

    private String prefix() {
        return "PythonFunction " + name + ": ";
    }
}
