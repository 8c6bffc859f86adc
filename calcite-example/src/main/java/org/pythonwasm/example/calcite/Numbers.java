package org.pythonwasm.example.calcite;

import java.util.AbstractList;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Rows in a thousand groups: the group and a number. Generated while they are read. */
final class Numbers extends AbstractTable implements ScannableTable {
    private static final int GROUPS = 1_000;

    private final int rows;

    Numbers(int rows) {
        this.rows = rows;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return types.builder()
                .add("G", SqlTypeName.INTEGER)
                .add("X", SqlTypeName.BIGINT)
                .build();
    }

    @Override
    public Enumerable<Object[]> scan(DataContext context) {
        return Linq4j.asEnumerable(new AbstractList<Object[]>() {
            @Override
            public Object[] get(int row) {
                return new Object[] {row % GROUPS, (long) row};
            }

            @Override
            public int size() {
                return rows;
            }
        });
    }
}
