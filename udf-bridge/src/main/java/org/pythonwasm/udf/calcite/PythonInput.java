package org.pythonwasm.udf.calcite;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.RowSource;

/** The rows of {@code CURSOR(SELECT …)} on their way into a TABLE parameter; public for generated code only. */
public final class PythonInput {
    private final Enumerable<Object[]> rows;
    private final List<RowSource.Column> columns;

    private PythonInput(Enumerable<Object[]> rows, List<RowSource.Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** @param types names of {@link SqlTypeName}s */
    public static PythonInput of(Enumerable<Object[]> rows, String[] names, String[] types) {
        return new PythonInput(rows, IntStream.range(0, names.length).mapToObj(i ->
                new RowSource.Column(names[i], SqlType.of(SqlTypeName.valueOf(types[i])))).toList());
    }

    /** The name of the type in which Python gets a column. */
    static String type(RelDataTypeField field) {
        return name(field.getType()).name();
    }

    private static SqlTypeName name(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> SqlTypeName.BOOLEAN;
            case TINYINT -> SqlTypeName.TINYINT;
            case SMALLINT -> SqlTypeName.SMALLINT;
            case INTEGER -> SqlTypeName.INTEGER;
            case BIGINT -> SqlTypeName.BIGINT;
            case REAL -> SqlTypeName.REAL;
            case DOUBLE, FLOAT -> SqlTypeName.DOUBLE;
            case DECIMAL -> SqlTypeName.DECIMAL;
            case CHAR, VARCHAR -> SqlTypeName.VARCHAR;
            case BINARY, VARBINARY -> SqlTypeName.VARBINARY;
            case DATE -> SqlTypeName.DATE;
            case TIME -> SqlTypeName.TIME;
            case TIMESTAMP -> SqlTypeName.TIMESTAMP;
            default -> throw new CarriedSqlException(new SQLException("a column of a CURSOR is of type " + type
                    + "; supported are " + SqlTypeName.supported(), "0A000"));
        };
    }

    RowSource open() {
        return new Source(rows.enumerator(), columns);
    }

    private record Source(Enumerator<Object[]> rows, List<RowSource.Column> columns) implements RowSource {
        @Override
        public boolean next() {
            return rows.moveNext();
        }

        @Override
        public Object get(int column) {
            return InternalValue.toJava(rows.current()[column], columns.get(column).type());
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
