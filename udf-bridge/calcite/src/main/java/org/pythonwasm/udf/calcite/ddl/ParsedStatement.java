package org.pythonwasm.udf.calcite.ddl;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement;

/**
 * A statement that the driver has parsed, on its way through Calcite, which takes text only and asks a parser of ours for it in the same
 * thread. Thread-safe.
 */
public final class ParsedStatement {
    /** Held by who executes it. */
    private static final ThreadLocal<WeakReference<FunctionStatement>> NEXT = new ThreadLocal<>();

    private ParsedStatement() {}

    /** Before the statement's text is executed. */
    public static void announce(FunctionStatement statement) {
        NEXT.set(new WeakReference<>(statement));
    }

    /** The statements of a text: the one that was announced, if it is of this text; otherwise they are parsed. */
    public static List<FunctionStatement> of(String text) throws SQLException {
        var next = NEXT.get();
        var announced = next == null ? null : next.get();
        return announced != null && announced.text().equals(text) ? List.of(announced) : StatementParser.parse(text);
    }
}
