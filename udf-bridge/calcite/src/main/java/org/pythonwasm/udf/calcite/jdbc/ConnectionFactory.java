package org.pythonwasm.udf.calcite.jdbc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaSpecificDatabaseMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteFactory;
import org.apache.calcite.jdbc.CalciteJdbc41Factory;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Creates connections whose strings and numbers can hold all results of Python. The other objects are those of Calcite,
 * whose factory admits no other connections in a subclass. Stateless.
 */
final class ConnectionFactory extends CalciteFactory {
    /** The default of Calcite is 19; SQL databases agree on 38. */
    private static final int DECIMAL_DIGITS = 38;

    private static final int JDBC_MAJOR = 4;
    private static final int JDBC_MINOR = 1;

    private final CalciteJdbc41Factory jdbc = new CalciteJdbc41Factory();

    ConnectionFactory() {
        super(JDBC_MAJOR, JDBC_MINOR);
    }

    @Override
    public AvaticaConnection newConnection(
            UnregisteredDriver driver,
            AvaticaFactory factory,
            String url,
            Properties info,
            CalciteSchema rootSchema,
            JavaTypeFactory typeFactory) {
        var types = new CalciteConnectionConfigImpl(info).typeSystem(RelDataTypeSystem.class, new WideDecimals());
        return jdbc.newConnection(
                driver, factory, url, info, rootSchema, typeFactory == null ? new UnicodeTypes(types) : typeFactory);
    }

    @Override
    public AvaticaStatement newStatement(
            AvaticaConnection connection,
            Meta.StatementHandle handle,
            int resultSetType,
            int resultSetConcurrency,
            int resultSetHoldability) {
        return jdbc.newStatement(connection, handle, resultSetType, resultSetConcurrency, resultSetHoldability);
    }

    @Override
    public AvaticaPreparedStatement newPreparedStatement(
            AvaticaConnection connection,
            Meta.StatementHandle handle,
            Meta.Signature signature,
            int resultSetType,
            int resultSetConcurrency,
            int resultSetHoldability)
            throws SQLException {
        return jdbc.newPreparedStatement(
                connection, handle, signature, resultSetType, resultSetConcurrency, resultSetHoldability);
    }

    @Override
    public AvaticaResultSet newResultSet(
            AvaticaStatement statement,
            QueryState state,
            Meta.Signature signature,
            TimeZone timeZone,
            Meta.Frame firstFrame)
            throws SQLException {
        return jdbc.newResultSet(statement, state, signature, timeZone, firstFrame);
    }

    @Override
    public AvaticaSpecificDatabaseMetaData newDatabaseMetaData(AvaticaConnection connection) {
        return jdbc.newDatabaseMetaData(connection);
    }

    @Override
    public ResultSetMetaData newResultSetMetaData(AvaticaStatement statement, Meta.Signature signature) {
        return jdbc.newResultSetMetaData(statement, signature);
    }

    /** The default character set of Calcite is ISO 8859-1. */
    private static final class UnicodeTypes extends JavaTypeFactoryImpl {
        UnicodeTypes(RelDataTypeSystem types) {
            super(types);
        }

        @Override
        public Charset getDefaultCharset() {
            return StandardCharsets.UTF_8;
        }
    }

    private static final class WideDecimals extends RelDataTypeSystemImpl {
        @Override
        public int getMaxPrecision(SqlTypeName type) {
            return type == SqlTypeName.DECIMAL ? DECIMAL_DIGITS : super.getMaxPrecision(type);
        }

        @Override
        public int getMaxScale(SqlTypeName type) {
            return type == SqlTypeName.DECIMAL ? DECIMAL_DIGITS : super.getMaxScale(type);
        }

        @Override
        @Deprecated
        public int getMaxNumericPrecision() {
            return DECIMAL_DIGITS;
        }

        @Override
        @Deprecated
        public int getMaxNumericScale() {
            return DECIMAL_DIGITS;
        }
    }
}
