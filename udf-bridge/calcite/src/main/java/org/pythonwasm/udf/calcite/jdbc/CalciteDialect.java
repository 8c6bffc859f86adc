package org.pythonwasm.udf.calcite.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.CalciteSchema;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.calcite.ddl.ParsedStatement;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.internal.metrics.ModuleEntry;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;

/**
 * The dialect of Apache Calcite: a Python function is a function of a schema, and lives as long as the connection that
 * owns the schema.
 *
 * <p>Our statements go to Calcite as written; {@code PythonParserFactory} recognises them, without parsing them again, and
 * {@code PythonDdlExecutor} executes them. A connection opened by {@code jdbc:python-wasm:calcite:} has both unless its URL
 * names another {@code parserFactory}.
 */
public final class CalciteDialect implements Dialect {
    private static final VarHandle CANCEL_FLAG = cancelFlag();

    private static VarHandle cancelFlag() {
        try {
            return MethodHandles.privateLookupIn(AvaticaStatement.class, MethodHandles.lookup())
                    .findVarHandle(AvaticaStatement.class, "cancelFlag", AtomicBoolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public String subprotocol() {
        return "calcite";
    }

    @Override
    public String productName() {
        return "Calcite";
    }

    /** Does nothing: functions come with a connection, see {@code PythonSchemaFactory} for those that outlive it. */
    @Override
    public void install() {}

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return PythonCalciteDriver.open(url, properties);
    }

    /**
     * Functions run in the connection. A function of a file is validated by code that knows only the schema, so the
     * root schema also represents the session.
     */
    @Override
    public List<Object> sessions(Connection connection) throws SQLException {
        var calcite = connection.unwrap(CalciteConnection.class);
        return List.of(calcite, CalciteSchema.from(calcite.getRootSchema()).root());
    }

    @Override
    public String translate(Connection connection, FunctionStatement statement) throws SQLException {
        if (statement instanceof Create
                || statement instanceof Drop
                || statement instanceof CreateModule
                || statement instanceof DropModule) {
            SchemaFunctions.installOperators(connection);
            ParsedStatement.announce(statement);
        }
        if (statement instanceof ShowModules) {
            return ModuleEntry.query(SchemaFunctions.modules(
                    connection.unwrap(CalciteConnection.class).getRootSchema()));
        }
        return statement instanceof Show ? show(connection) : statement.text();
    }

    @Override
    public PreparedStatement prepare(Connection connection, FunctionStatement statement) throws SQLException {
        String text = translate(connection, statement);
        return statement instanceof Show || statement instanceof ShowModules
                ? connection.prepareStatement(text)
                : PreparedDdl.of(connection, text);
    }

    /** Avatica has no native form of a statement. */
    @Override
    public String nativeSql(Connection connection, String sql) {
        return sql;
    }

    @Override
    public ResultSet readable(ResultSet rows, Statement statement) {
        return CalciteRows.wrap(rows, statement);
    }

    @Override
    public SQLException readable(SQLException error) {
        return CalciteErrors.readable(error);
    }

    @Override
    public Optional<SQLException> checked(Throwable unchecked) {
        return Optional.of(CalciteErrors.checked(unchecked));
    }

    /** Connections that are not the driver's have no table of functions, and Calcite plans a row of text as a query of its own. */
    private static String show(Connection connection) throws SQLException {
        var calcite = connection.unwrap(CalciteConnection.class);
        String name = FunctionsTable.name(calcite);
        String quote = calcite.config().quoting().string;
        return calcite.getRootSchema().tables().get(name) instanceof FunctionsTable
                ? "SELECT * FROM " + quote + name + quote
                : FunctionEntry.query(entries(connection));
    }

    /**
     * The cancel of Calcite waits for a statement that is being planned or closed, which may itself wait for the call
     * that must end here.
     */
    @Override
    public void cancel(Statement statement) throws SQLException {
        var own = statement.unwrap(AvaticaStatement.class);
        cancel(own);
        if (own.isClosed()) {
            throw new SQLException("Statement closed");
        }
    }

    private static void cancel(AvaticaStatement statement) {
        setCancelled(statement, true);
    }

    /** Avatica itself never clears the flag, so that a statement once cancelled would never run again. */
    @Override
    public void forgetCancellation(Statement statement) throws SQLException {
        setCancelled(statement.unwrap(AvaticaStatement.class), false);
    }

    /** One that is still being made has no flag yet; nothing runs in it. */
    private static void setCancelled(AvaticaStatement statement, boolean cancelled) {
        if (CANCEL_FLAG.get(statement) instanceof AtomicBoolean flag) {
            flag.set(cancelled);
        }
    }

    @Override
    public void cancelAll(Connection connection) throws SQLException {
        connection.unwrap(AvaticaConnection.class).statementMap.values().forEach(CalciteDialect::cancel);
    }

    /**
     * Calcite forgets its statements when it closes. Those that began meanwhile continue, so they are cancelled
     * afterwards.
     */
    @Override
    public void close(Connection connection) throws SQLException {
        var statements = connection.unwrap(AvaticaConnection.class).statementMap;
        try {
            connection.close();
        } finally {
            statements.values().forEach(CalciteDialect::cancel);
        }
    }

    @Override
    public List<FunctionDefinition> definitions(Connection connection) throws SQLException {
        return entries(connection).stream()
                .map(FunctionEntry::definition)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<FunctionEntry> entries(Connection connection) throws SQLException {
        return SchemaFunctions.of(connection.unwrap(CalciteConnection.class).getRootSchema());
    }
}
