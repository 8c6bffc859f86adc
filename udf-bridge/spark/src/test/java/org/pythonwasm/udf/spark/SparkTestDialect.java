package org.pythonwasm.udf.spark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.FunctionStatement;

/** Lets the contracts of all databases, which speak JDBC, run in sessions of Spark. */
public final class SparkTestDialect implements Dialect {
    @Override
    public String subprotocol() {
        return "spark";
    }

    @Override
    public String productName() {
        return "Spark";
    }

    @Override
    public void install() {}

    @Override
    public Connection connect(String url, Properties properties) {
        return SessionConnection.open();
    }

    @Override
    public Collection<?> sessions(Connection connection) {
        return List.of(connection);
    }

    /** Spark's parser is extended by the same statements. */
    @Override
    public String translate(Connection connection, FunctionStatement statement) {
        return statement.text();
    }

    @Override
    public void cancelAll(Connection connection) throws SQLException {
        connection.unwrap(SessionConnection.class).cancel();
    }

    @Override
    public void close(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public List<FunctionDefinition> definitions(Connection connection) throws SQLException {
        return PythonWasm.list(connection.unwrap(SessionConnection.class).session());
    }
}
