package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.Map;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.Option;

/** A statement about functions failed; the message and the SQLSTATE are those of every database. For Connect it has no condition. */
public final class DefinitionException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /** Its class among Spark's errors. */
    public static final String CONDITION = "PYTHON_FUNCTION_REFUSED";

    private static final String CONNECT = "org.apache.spark.sql.connect.";

    private final String sqlState;
    private final String reason;

    private DefinitionException(SQLException error) {
        super(
                "[" + CONDITION + "] " + error.getMessage() + "\nSQLSTATE: " + error.getSQLState(),
                Option.empty(),
                Option.empty(),
                // A client would be sent the whole text of an exception of Python.
                isForConnect() ? Option.empty() : Option.apply(error),
                isForConnect() ? Option.empty() : Option.apply(CONDITION),
                Sequences.map(Map.of("reason", error.getMessage())),
                new QueryContext[0]);
        this.sqlState = error.getSQLState();
        this.reason = error.getMessage();
    }

    /** A client of Connect makes the message anew from the condition, and knows no others than Spark's own; without, it takes ours. */
    private static boolean isForConnect() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(CONNECT)));
    }

    /** Returns nothing: it throws a checked exception, as Spark's Scala does, where no interface declares one. */
    public static RuntimeException raise(SQLException error) {
        throw DefinitionException.<RuntimeException>unchecked(new DefinitionException(error));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    /** A copy with the place of the call in its statement would have another class. */
    @Override
    public AnalysisException withPosition(Origin origin) {
        return this;
    }

    @Override
    public String getSqlState() {
        return sqlState;
    }

    /** Returns what was refused, without class and SQLSTATE. */
    public String reason() {
        return reason;
    }

    @Override
    public Map<String, String> getMessageParameters() {
        return Map.of("reason", reason);
    }

    @Override
    public boolean isInternalError() {
        return false;
    }
}
