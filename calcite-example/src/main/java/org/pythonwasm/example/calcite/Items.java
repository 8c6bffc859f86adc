package org.pythonwasm.example.calcite;

import io.trino.tpch.LineItem;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Columns of TPC-H's lineitem in memory, so that a measurement does not include reading files. Immutable. */
final class Items extends AbstractTable implements ScannableTable {
    private static final int DIGITS = 15;

    private final List<Object[]> rows;

    private Items(List<Object[]> rows) {
        this.rows = rows;
    }

    static Items generate(double scale) {
        var rows = new ArrayList<Object[]>();
        for (LineItem item : TpchTable.LINE_ITEM.createGenerator(scale, 1, 1)) {
            rows.add(new Object[] {
                item.getOrderKey(),
                item.getShipDate(),
                item.getReceiptDate(),
                cents(item.getExtendedPriceInCents()),
                cents(item.getDiscountPercent()),
                cents(item.getTaxPercent()),
                item.getComment()
            });
        }
        return new Items(rows);
    }

    private static BigDecimal cents(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    int count() {
        return rows.size();
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return types.builder()
                .add("L_ORDERKEY", SqlTypeName.BIGINT)
                .add("L_SHIPDATE", SqlTypeName.DATE)
                .add("L_RECEIPTDATE", SqlTypeName.DATE)
                .add("L_EXTENDEDPRICE", SqlTypeName.DECIMAL, DIGITS, 2)
                .add("L_DISCOUNT", SqlTypeName.DECIMAL, DIGITS, 2)
                .add("L_TAX", SqlTypeName.DECIMAL, DIGITS, 2)
                .add("L_COMMENT", SqlTypeName.VARCHAR)
                .build();
    }

    @Override
    public Enumerable<Object[]> scan(DataContext context) {
        return Linq4j.asEnumerable(rows);
    }
}
