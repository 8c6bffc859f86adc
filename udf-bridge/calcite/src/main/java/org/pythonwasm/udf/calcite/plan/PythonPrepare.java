package org.pythonwasm.udf.calcite.plan;

import java.lang.reflect.Type;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel.Prefer;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.CalcitePrepareImpl;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;

/**
 * Calcite's planning of a statement, in which calls of Python functions are {@link PythonOperator}s and run in batches.
 * Stateless.
 */
public final class PythonPrepare extends CalcitePrepareImpl {

    @Override
    protected SqlRexConvertletTable createConvertletTable() {
        return new Convertlets();
    }

    @Override
    protected RelOptPlanner createPlanner(
            Context context, org.apache.calcite.plan.Context external, RelOptCostFactory costs) {
        var planner = super.createPlanner(context, external, costs);
        planner.removeRule(EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE);
        planner.addRule(PythonTableScanRule.INSTANCE);
        return planner;
    }

    @Override
    protected CalcitePreparingStmt getPreparingStmt(
            Context context, Type elementType, CalciteCatalogReader catalog, RelOptPlanner planner) {
        return new Statement(this, context, elementType, catalog, planner);
    }

    /** Plans as Calcite does, and then once more for Python. */
    private static final class Statement extends CalcitePreparingStmt {
        private final Program python;

        Statement(
                PythonPrepare prepare,
                Context context,
                Type elementType,
                CalciteCatalogReader catalog,
                RelOptPlanner planner) {
            super(
                    prepare,
                    context,
                    catalog,
                    context.getTypeFactory(),
                    context.getRootSchema(),
                    elementType == Object[].class ? Prefer.ARRAY : Prefer.CUSTOM,
                    prepare.createCluster(planner, new RexBuilder(context.getTypeFactory())),
                    EnumerableConvention.INSTANCE,
                    prepare.createConvertletTable());
            var rule = new CalcRule(BatchingProperty.isOn(context));
            this.python = Programs.hep(List.of(rule), true, DefaultRelMetadataProvider.INSTANCE);
        }

        @Override
        protected Program getProgram() {
            return Programs.sequence(super.getProgram(), python);
        }
    }
}
