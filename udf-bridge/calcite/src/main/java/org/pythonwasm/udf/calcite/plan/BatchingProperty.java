package org.pythonwasm.udf.calcite.plan;

import java.sql.SQLException;
import java.util.Properties;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.CalcitePrepare;

/** The connection property {@code pythonBatching}: {@code true}, the default, or {@code false}. */
public final class BatchingProperty {
    private static final String PROPERTY = "pythonBatching";

    private BatchingProperty() {}

    /** @throws SQLException 22023 for any other value */
    public static void check(Properties properties) throws SQLException {
        String value = properties.getProperty(PROPERTY, "true");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new SQLException(
                    "connection property " + PROPERTY + " is '" + value + "'; expected true or false", "22023");
        }
    }

    static boolean isOn(CalcitePrepare.Context context) {
        return !(context.getDataContext().getQueryProvider() instanceof CalciteConnection connection)
                || !connection.getProperties().getProperty(PROPERTY, "true").equalsIgnoreCase("false");
    }
}
