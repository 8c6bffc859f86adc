package org.pythonwasm.udf.calcite.plan;

import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableTableFunctionScanRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableFunctionScan;

/** Replaces Calcite's rule for table functions, delegating to it for all functions that are not Python's. */
final class PythonTableScanRule extends EnumerableTableFunctionScanRule {
    static final PythonTableScanRule INSTANCE = new PythonTableScanRule();

    private PythonTableScanRule() {
        super(DEFAULT_CONFIG.withDescription("PythonTableScanRule").as(Config.class));
    }

    @Override
    public RelNode convert(RelNode rel) {
        var scan = (TableFunctionScan) rel;
        if (PythonTableScan.function(scan.getCall()) == null) {
            return super.convert(rel);
        }
        var traits = rel.getTraitSet().replace(EnumerableConvention.INSTANCE);
        var inputs = convertList(scan.getInputs(), EnumerableConvention.INSTANCE);
        return new PythonTableScan(
                rel.getCluster(),
                traits,
                inputs,
                scan.getCall(),
                scan.getElementType(),
                scan.getRowType(),
                scan.getColumnMappings());
    }
}
