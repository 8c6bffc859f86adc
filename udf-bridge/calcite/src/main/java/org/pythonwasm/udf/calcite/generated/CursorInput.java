package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonTableFunction;
import org.pythonwasm.udf.internal.parse.TypeParser;

/** The rows of {@code CURSOR(SELECT …)} on their way into a TABLE parameter; public for generated code only. */
public final class CursorInput implements PythonTableFunction.Rows {
    private final Enumerable<Object[]> rows;
    private final List<RowSource.Column> columns;

    private CursorInput(Enumerable<Object[]> rows, List<RowSource.Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** @param types in the form of {@link SqlType#sql()} */
    public static CursorInput of(Enumerable<Object[]> rows, String[] names, String[] types) {
        try {
            var columns = new ArrayList<RowSource.Column>();
            for (int i = 0; i < names.length; i++) {
                columns.add(new RowSource.Column(names[i], TypeParser.parse(types[i])));
            }
            return new CursorInput(rows, columns);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    @Override
    public RowSource open() {
        return new Source(rows.enumerator(), columns);
    }

    private record Source(Enumerator<Object[]> rows, List<RowSource.Column> columns) implements RowSource {
        @Override
        public boolean next() {
            return rows.moveNext();
        }

        @Override
        public Object get(int column) {
            return rows.current()[column];
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
