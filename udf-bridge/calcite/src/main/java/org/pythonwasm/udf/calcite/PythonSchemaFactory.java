package org.pythonwasm.udf.calcite;

import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.adapter.jdbc.JdbcSchema;
import org.apache.calcite.avatica.AvaticaUtils;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.model.ModelHandler;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.store.FunctionDirectory;
import org.pythonwasm.udf.calcite.store.PythonSchema;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Makes a schema whose Python functions are {@code .sql} files of a directory, for a model. Stateless; its operand:
 *
 * <ul>
 * <li>{@code functions}: the directory, relative to that of the model. Each of its {@code .sql} files holds one
 *     {@code CREATE FUNCTION … LANGUAGE PYTHON} statement, of a function of any kind, and is read when a connection is
 *     opened. A function is validated when a statement first references it.
 * <li>{@code writable}: whether CREATE and DROP FUNCTION in this schema write and delete files; default false. Then a
 *     created function lives as long as its connection, and a function of a file cannot be dropped or replaced.
 * <li>{@code packages}: a directory of Python packages, relative to that of the model, which functions of this schema can name in
 *     place of those of the connection.
 *   <li>{@code factory} and {@code operand}: another schema factory and its operand, for the schema's tables; without
 *       them it has none. Tables of a JDBC schema need a schema of their own.
 * <li>{@code unquotedCasing}: the case of function names without quotes in the files; default {@code TO_UPPER}, as in
 *     Calcite.
 * </ul>
 */
public final class PythonSchemaFactory implements SchemaFactory {
    /** Calcite adds these to every operand. */
    private static final String BASE = ModelHandler.ExtraOperand.BASE_DIRECTORY.camelName;

    private static final String MODEL = ModelHandler.ExtraOperand.MODEL_URI.camelName;

    @Override
    public Schema create(SchemaPlus parent, String name, Map<String, Object> operand) {
        try {
            var directory = FunctionDirectory.of(
                    path(name, operand),
                    Boolean.TRUE.equals(operand.get("writable")),
                    casing(operand),
                    CalciteSchema.from(parent).root(),
                    imports(name, operand));
            return new PythonSchema(tables(parent, name, operand), directory);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    private static Path path(String name, Map<String, Object> operand) throws SQLException {
        if (!(operand.get("functions") instanceof String directory)) {
            throw new SQLException(
                    "schema " + name + ": the operand \"functions\" has to name the directory of the "
                            + "functions, found " + operand.get("functions"),
                    SqlStates.DEFINITION);
        }
        return resolved(directory, operand);
    }

    private static Path resolved(String directory, Map<String, Object> operand) {
        return operand.get(BASE) instanceof File base ? base.toPath().resolve(directory) : Path.of(directory);
    }

    private static Imports imports(String name, Map<String, Object> operand) throws SQLException {
        if (operand.get("packages") == null) {
            return Imports.OF_SESSION;
        }
        try {
            return Imports.of(resolved(operand.get("packages").toString(), operand));
        } catch (PythonPackageException e) {
            throw new SQLException("schema " + name + ": " + e.getMessage(), SqlStates.DEFINITION, e);
        }
    }

    private static Casing casing(Map<String, Object> operand) {
        return Casing.valueOf(
                operand.getOrDefault("unquotedCasing", "TO_UPPER").toString().toUpperCase(Locale.ROOT));
    }

    private static Schema tables(SchemaPlus parent, String name, Map<String, Object> operand) throws SQLException {
        if (operand.get("factory") == null) {
            return new AbstractSchema();
        }
        var inner = new HashMap<String, Object>();
        for (String extra : new String[] {BASE, MODEL}) {
            inner.put(extra, operand.get(extra));
        }
        if (operand.get("operand") instanceof Map<?, ?> own) {
            own.forEach((key, value) -> inner.put(String.valueOf(key), value));
        }
        var schema = AvaticaUtils.instantiatePlugin(
                        SchemaFactory.class, operand.get("factory").toString())
                .create(parent, name, inner);
        if (schema instanceof JdbcSchema) {
            throw new SQLException(
                    "schema " + name + ": tables of a JDBC schema cannot share a schema with functions; "
                            + "give them a schema of their own, and call functions with the name of theirs: " + name
                            + ".f(x)",
                    SqlStates.DEFINITION);
        }
        return schema;
    }
}
