package org.pythonwasm.udf.internal.define;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionLimit;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.codec.BadValueException;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Creates the SQLExceptions that a client sees for failures of one function. SQLSTATEs: SQL:2016, table 38, and 53200,
 * 57014.
 */
public final class FunctionErrors {
    private static final String SYNTAX_ERROR = "SyntaxError";
    private static final Set<String> OUTSIDE_FUNCTION = Set.of("'return' outside function", "'yield' outside function");
    /** External routine exception. */
    private static final String EXTERNAL = "38000";

    private static final String NO_MEMORY = "53200";
    private static final String SQL_ERROR = "python_wasm.SqlError";
    private static final Pattern OWN_STATE = Pattern.compile("(?!00)[0-9A-Z]{5}");

    /** In characters; the exception of the engine, which is the cause, has all of them. */
    private static final int LONGEST_MESSAGE = 4_000;

    private static final int LONGEST_TRACEBACK = 16_000;

    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("ZeroDivisionError", "22012"),
            Map.entry("OverflowError", "22003"),
            Map.entry("decimal.Overflow", "22003"),
            Map.entry("ValueError", "22023"),
            Map.entry("TypeError", "22023"),
            Map.entry("MemoryError", NO_MEMORY),
            Map.entry("TimeoutError", SqlStates.CANCELLED),
            Map.entry("KeyboardInterrupt", SqlStates.CANCELLED));

    private final QualifiedName name;
    private final FunctionOptions options;

    public FunctionErrors(FunctionDefinition definition) {
        this.name = definition.name();
        this.options = definition.options();
    }

    /** The statement is at fault. */
    public SQLException definition(String message) {
        return new SQLException(prefix() + message, SqlStates.DEFINITION);
    }

    public SQLException notSupported(String message) {
        return new SQLException(prefix() + message, SqlStates.NOT_SUPPORTED);
    }

    /** Python raised: the message, the place of a syntax error, the traceback. */
    public SQLException raised(PythonException e) {
        return raised(headline(e), e, state(e));
    }

    /** The body raised when the function was to be created, or cannot be parsed at all. */
    public SQLException raisedByBody(PythonException e) {
        return names(e).anyMatch(SYNTAX_ERROR::equals)
                ? raised(headline(e) + remedy(e), e, SqlStates.DEFINITION)
                : raised(headline(e), e, state(e));
    }

    /** In PL/Python a body is what a function does; here it is the module that defines the function. */
    private String remedy(PythonException e) {
        return e.attributes().get("msg") instanceof String message && OUTSIDE_FUNCTION.contains(message)
                ? "; a body defines its function: def " + name.name().text().toLowerCase(Locale.ROOT) + "(…): return …"
                : "";
    }

    private SQLException raised(String headline, PythonException e, String state) {
        return new SQLException(prefix() + text(headline, e), state, e);
    }

    /** Returns what is said of an exception of Python: a headline and its traceback, shortened if they are long. */
    public static String text(String headline, PythonException e) {
        return shortened(headline) + "\n" + Excerpt.ofLines(e.traceback().stripTrailing(), LONGEST_TRACEBACK);
    }

    /** Returns a text of Python with its beginning and its end if it is long, and without what controls a terminal. */
    public static String shortened(String text) {
        return Excerpt.ofLines(text, LONGEST_MESSAGE);
    }

    private String headline(PythonException e) {
        String limit = e.pythonMessage().isEmpty() ? limit(e) : "";
        return limit.isEmpty() ? place(e) : e.typeName() + ": " + limit;
    }

    /** Returns the limit of the function that made Python raise; empty if none did. */
    private String limit(PythonException e) {
        return switch (e.typeName()) {
            case "TimeoutError" -> e.isInterruption() ? timeLimit() : "";
            case "MemoryError" -> e.isMemoryLimit() ? limit(FunctionLimit.MEMORY) : "";
            case "KeyboardInterrupt" -> e.isInterruption() ? "the statement was cancelled" : "";
            default -> "";
        };
    }

    /** The message names the limit only if it can be determined: a call has two, of wall and of CPU time. */
    private String timeLimit() {
        var limits = options.limits();
        return "the limit of a call is "
                + (limits.cpuTime().compareTo(limits.wallTime()) >= 0
                        ? inWords(FunctionLimit.TIMEOUT)
                        : options.inWords(FunctionLimit.TIMEOUT) + ", or " + options.inWords(FunctionLimit.CPU_TIME)
                                + " of CPU time; WITH (timeout = '…', cpu_time = '…') sets others");
    }

    private String limit(FunctionLimit limit) {
        return "the limit is " + inWords(limit);
    }

    private String inWords(FunctionLimit limit) {
        return options.inWords(limit)
                + (options.allowsMore(limit)
                        ? "; WITH (" + limit.option() + " = '…') sets another"
                        : ", the most that the system property python-wasm.functionLimits allows");
    }

    /** CPython appends file and line to the text of a syntax error, but no column. */
    private static String place(PythonException e) {
        if (e.column() <= 0 || names(e).noneMatch(SYNTAX_ERROR::equals)) {
            return e.getMessage();
        }
        String text = e.attributes().get("msg") instanceof String alone ? e.typeName() + ": " + alone : e.getMessage();
        return text + " (line " + e.line() + ", column " + e.column() + ")";
    }

    /** Returns the state of the nearest class that has one. A script may have changed what SqlError checked. */
    public static String state(PythonException e) {
        return names(e).anyMatch(SQL_ERROR::equals)
                        && e.attributes().get("sqlstate") instanceof String own
                        && OWN_STATE.matcher(own).matches()
                ? own
                : names(e).map(STATES::get).filter(Objects::nonNull).findFirst().orElse(EXTERNAL);
    }

    private static Stream<String> names(PythonException e) {
        return Stream.concat(Stream.of(e.typeName()), e.baseNames().stream());
    }

    /** Returns whether a limit of the call may be the cause. */
    public static boolean isOfLimit(PythonException e) {
        return e.isInterruption() || e.typeName().equals("MemoryError");
    }

    public SQLException died(GuestDiedException e) {
        return died(e, "the interpreter ended (" + e.getMessage() + "); the next call gets a new one" + limitMet(e));
    }

    private String limitMet(GuestDiedException e) {
        return switch (e.reason()) {
            case TIMEOUT -> "; " + timeLimit();
            case OUTPUT -> "; " + limit(FunctionLimit.OUTPUT);
            case VALUE -> "; " + limit(FunctionLimit.VALUE_SIZE);
            case INTERRUPTED, STACK_OVERFLOW, OUT_OF_MEMORY, EXIT, TRAP -> "";
        };
    }

    /** The interpreter that validated the body died, before anything was created. */
    public SQLException diedOfBody(GuestDiedException e) {
        return died(e, "the body ended the interpreter (" + e.getMessage() + ")");
    }

    private SQLException died(GuestDiedException e, String message) {
        String state = switch (e.reason()) {
            case TIMEOUT, INTERRUPTED -> SqlStates.CANCELLED;
            case OUT_OF_MEMORY, OUTPUT, VALUE, STACK_OVERFLOW -> NO_MEMORY;
            case EXIT, TRAP -> EXTERNAL;
        };
        return new SQLException(prefix() + message, state, e);
    }

    /**
     * The python.wasm that the connection named begins with more memory than the function may have, or cannot be used.
     */
    public SQLException notStarted(PythonModuleException e) {
        return e.isMemoryLimit()
                ? new SQLException(prefix() + e.getMessage() + "; " + limit(FunctionLimit.MEMORY), NO_MEMORY, e)
                : new SQLException(prefix() + e.getMessage(), SqlStates.SYSTEM_ERROR, e);
    }

    /** A setting of the JVM is malformed. */
    public SQLException setting(IllegalArgumentException e) {
        return new SQLException(prefix() + e.getMessage(), SqlStates.SYSTEM_ERROR, e);
    }

    /** The packages that the statement names cannot be had. */
    public SQLException packagesOfDefinition(PythonPackageException e) {
        return new SQLException(prefix() + e.getMessage(), SqlStates.DEFINITION, e);
    }

    /** The packages of a function that was created cannot be had any more. */
    public SQLException packages(PythonPackageException e) {
        return new SQLException(prefix() + e.getMessage(), SqlStates.SYSTEM_ERROR, e);
    }

    /** The statement's state in its interpreter is lost. */
    public SQLException gone() {
        return new SQLException(
                prefix() + "the interpreter ended in an earlier call, and with it what this statement "
                        + "had in it; execute the statement again",
                EXTERNAL);
    }

    /** The error with which a running call ends when the session is closed. */
    public SQLException closed() {
        return new SQLException(prefix() + "the connection was closed meanwhile", SqlStates.CANCELLED);
    }

    public SQLException badValue(String place, BadValueException e) {
        return new SQLException(prefix() + place + ": " + e.getMessage(), e.sqlState(), e);
    }

    /** The engine failed, for instance because a value is too long for the interpreter's memory. */
    public SQLException noRoom(IllegalStateException e) {
        return new SQLException(prefix() + e.getMessage(), NO_MEMORY, e);
    }

    /** The guest is intact, but its result is too large for the Java heap. */
    public SQLException noHeap(String place, OutOfMemoryError e) {
        return new SQLException(
                prefix() + place + ": the Java heap has no room for the value; enlarge it (-Xmx)", NO_MEMORY, e);
    }

    private String prefix() {
        return "PythonFunction " + name + ": ";
    }
}
