package org.pythonwasm.udf.h2.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.command.Command;
import org.h2.command.CommandInterface;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.jdbc.JdbcStatement;
import org.h2.message.DbException;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.Poller;
import org.pythonwasm.udf.internal.session.SessionWatch;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/**
 * Ends Python when H2 has been asked to end a statement. {@code Statement.cancel} and the query timeout only set a flag
 * that H2 checks between rows, so the flags of the sessions that have interpreters are polled.
 */
public final class H2Sessions implements DatabaseSessions {
    public static final H2Sessions INSTANCE = new H2Sessions();

    private static final VarHandle CURRENT = handle(SessionLocal.class, "currentCommand", Command.class);
    private static final VarHandle CANCEL = handle(Command.class, "cancel", boolean.class);
    private static final VarHandle PREPARED = handle(JdbcPreparedStatement.class, "command", CommandInterface.class);
    private static final VarHandle EXECUTING = handle(JdbcStatement.class, "executingCommand", CommandInterface.class);
    private static final VarHandle DEADLINE = handle(SessionLocal.class, "cancelAtNs", long.class);

    private H2Sessions() {}

    /** H2 has no public method that reports whether a statement was cancelled. */
    private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this H2 is not of version 2.5, which the bridge supports", e);
        }
    }

    /**
     * Runs statements inside the one that the session runs: a request to end that one ends these. H2 forgets afterwards
     * which statement it was, and its deadline.
     */
    public static <T> T inside(Session session, Cancellation.Work<T> work) throws SQLException {
        if (!(session instanceof SessionLocal local)) {
            return work.run();
        }
        var outer = local.getCurrentCommand();
        long deadline = local.getCancel();
        Poller.Look look = () -> {
            var inner = local.getCurrentCommand();
            if (inner != null
                    && inner != outer
                    && (isOver(deadline) || outer != null && (boolean) CANCEL.getVolatile(outer))) {
                CANCEL.setVolatile(inner, true);
            }
            return false;
        };
        Poller.add(look);
        try {
            return work.run();
        } finally {
            Poller.remove(look);
            CURRENT.setVolatile(local, outer);
            DEADLINE.setVolatile(local, deadline);
        }
    }

    @Override
    public boolean isClosed(Object session) {
        return ((Session) session).isClosed();
    }

    @Override
    public void opened(Object session, Interruptible call) {
        SessionWatch.begin(session, call, this);
    }

    /** H2 clears its flags when it throws by itself; otherwise they would end the next statement. */
    @Override
    public void cancelled(Object session) {
        if (session instanceof SessionLocal local) {
            if (isOverdue(local)) {
                DEADLINE.setVolatile(local, 0L);
            }
            var command = local.getCurrentCommand();
            if (command != null) {
                CANCEL.setVolatile(command, false);
            }
        }
    }

    /**
     * Called before Python runs for a user who may lack the right to create an alias. For a session in another process,
     * H2 reports that itself, later.
     */
    public static void requireAdmin(Session session) throws SQLException {
        try {
            if (session instanceof SessionLocal local) {
                local.getUser().checkAdmin();
            }
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    /**
     * Clears the flag of a prepared statement, which executes the same command again; others have a new command each
     * time.
     */
    public static void forgetCancellation(Statement statement) {
        if (statement instanceof JdbcPreparedStatement ours && PREPARED.getVolatile(ours) instanceof Command command) {
            CANCEL.setVolatile(command, false);
        }
    }

    /**
     * Does the same as {@code JdbcStatement.cancel}, but leaves the running command known to the statement: that method
     * forgets it, even if the cancellation came too early to end it, and each later cancellation would be lost. In this
     * process, a session that runs another statement's command is left alone.
     *
     * @return false if H2 has to be asked itself, as for a statement that was closed meanwhile
     */
    public static boolean cancel(Statement statement) throws SQLException {
        var connection = statement.getConnection();
        if (connection == null || !(statement instanceof JdbcStatement ours)) {
            return false;
        }
        var own = (CommandInterface) EXECUTING.getVolatile(ours);
        if (!(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
            if (own != null) {
                own.cancel();
            }
        } else if (own instanceof Command command && session.getCurrentCommand() == command) {
            CANCEL.setVolatile(command, true);
        }
        return true;
    }

    private static boolean isOverdue(SessionLocal session) {
        return isOver(session.getCancel());
    }

    private static boolean isOver(long deadline) {
        return deadline != 0 && System.nanoTime() - deadline >= 0;
    }

    /** Unknown for a session in another process. */
    @Override
    public boolean isCancelled(Object session) {
        if (!(session instanceof SessionLocal local)) {
            return false;
        }
        var command = local.getCurrentCommand();
        return command != null && (isOverdue(local) || (boolean) CANCEL.getVolatile(command));
    }
}
