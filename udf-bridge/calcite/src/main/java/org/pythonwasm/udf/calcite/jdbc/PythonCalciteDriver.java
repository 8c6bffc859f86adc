package org.pythonwasm.udf.calcite.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.Driver;
import org.pythonwasm.udf.calcite.PythonParserFactory;
import org.pythonwasm.udf.calcite.plan.BatchingProperty;
import org.pythonwasm.udf.calcite.plan.PythonPrepare;

/**
 * Calcite's driver with other defaults: a parser that knows Python functions, strings of all of Unicode, DECIMAL of 38
 * digits. Not registered: {@code jdbc:calcite:} stays with Calcite's driver. Thread-safe.
 */
final class PythonCalciteDriver extends Driver {
    private static final PythonCalciteDriver INSTANCE = new PythonCalciteDriver();

    /**
     * Opens a connection. Settings of the URL take precedence over the properties, and those over the defaults of this
     * driver.
     */
    static Connection open(String url, Properties properties) throws SQLException {
        var withDefaults = new Properties();
        withDefaults.putAll(properties);
        withDefaults.putIfAbsent(CalciteConnectionProperty.PARSER_FACTORY.camelName(), PythonParserFactory.NAME);
        var connection = connectChecked(url, withDefaults);
        var calcite = connection.unwrap(CalciteConnection.class);
        BatchingProperty.check(calcite.getProperties());
        FunctionsTable.addTo(calcite);
        return connection;
    }

    /** Calcite throws exceptions of a model's schemas unchecked. */
    private static Connection connectChecked(String url, Properties properties) throws SQLException {
        try {
            return INSTANCE.connect(url, properties);
        } catch (RuntimeException e) {
            throw CalciteErrors.checked(e);
        }
    }

    @Override
    protected AvaticaFactory createFactory() {
        return new ConnectionFactory();
    }

    @Override
    public CalcitePrepare createPrepare() {
        return new PythonPrepare();
    }
}
