package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.Dialect;
import org.pythonwasm.udf.internal.FunctionStatement;
import org.pythonwasm.udf.internal.FunctionStatement.Create;
import org.pythonwasm.udf.internal.FunctionStatement.Drop;
import org.pythonwasm.udf.internal.FunctionStatement.Show;

/**
 * Apache Calcite: a Python function is a function of a schema, as long as the connection that owns the schema lives.
 *
 * <p>Our statements go to Calcite as written; {@link PythonParserFactory} recognises them and {@link
 * PythonDdlExecutor} executes them. A connection opened by {@code jdbc:python-wasm:calcite:} has both unless its URL
 * names another {@code parserFactory}.
 */
public final class CalciteDialect implements Dialect {

    @Override
    public String subprotocol() {
        return "calcite";
    }

    @Override
    public String productName() {
        return "Calcite";
    }

    /** Nothing: functions do not outlive their connection. */
    @Override
    public void install() {
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        try {
            return PythonCalciteDriver.open(url, properties);
        } catch (NoClassDefFoundError e) {
            throw new SQLException("Calcite is not on the class path: add org.apache.calcite:calcite-core and "
                    + "org.apache.calcite:calcite-server", "08001", e);
        }
    }

    @Override
    public String translate(Connection connection, FunctionStatement statement) throws SQLException {
        if (statement instanceof Create || statement instanceof Drop) {
            SchemaFunctions.teach(connection);
        }
        return statement instanceof Show ? SchemaFunctions.of(connection).query() : statement.text();
    }

    @Override
    public List<FunctionDefinition> definitions(Connection connection) throws SQLException {
        return SchemaFunctions.of(connection).definitions();
    }
}
