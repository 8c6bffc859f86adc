package org.pythonwasm.udf.calcite.plan;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumUtils;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.BlockStatement;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.BuiltInMethod;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.calcite.function.CalciteCodecs;
import org.pythonwasm.udf.calcite.generated.BatchArguments;
import org.pythonwasm.udf.calcite.generated.BatchRows;
import org.pythonwasm.udf.calcite.generated.RowArgumentWriter;

/**
 * Generates the code of an {@link EnumerablePythonBatch}: a {@link BatchRows} with a {@link RowArgumentWriter} for each
 * call.
 */
final class BatchCode {
    private static final Method ROW = method(BatchRows.class, "row");
    private static final Method RESULT = method(BatchRows.class, "result", int.class);
    private static final Method ACCEPTS = method(BatchRows.class, "accepts");
    private static final Method ARGUMENTS =
            method(RowArgumentWriter.class, "set", Object.class, BatchRows.class, BatchArguments.class);
    private static final ParameterExpression THIS = Expressions.parameter(BatchRows.class, "this");

    private final EnumerablePythonBatch batch;
    private final EnumerableRelImplementor implementor;
    private final EnumerableRel.Result child;
    private final PhysType output;

    BatchCode(
            EnumerablePythonBatch batch,
            EnumerableRelImplementor implementor,
            EnumerableRel.Result child,
            EnumerableRel.Prefer preference) {
        this.batch = batch;
        this.implementor = implementor;
        this.child = child;
        this.output =
                PhysTypeImpl.of(implementor.getTypeFactory(), batch.getRowType(), preference.prefer(child.format));
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        return Types.lookupMethod(owner, name, parameters);
    }

    EnumerableRel.Result result() {
        var code = new BlockBuilder();
        var input = code.append("inputEnumerable", child.block, false);
        var members = new ArrayList<MemberDeclaration>();
        members.add(Expressions.methodDecl(Modifier.PUBLIC, Object.class, "current", List.of(), current()));
        if (batch.condition() != null) {
            members.add(EnumUtils.overridingMethodDecl(ACCEPTS, List.of(), accepts()));
        }
        var rows = Expressions.new_(
                BatchRows.class,
                List.of(
                        DataContext.ROOT,
                        Expressions.call(input, BuiltInMethod.ENUMERABLE_ENUMERATOR.method),
                        calls(),
                        functions(),
                        stages()),
                members);
        code.add(Expressions.return_(
                null,
                Expressions.new_(
                        BuiltInMethod.ABSTRACT_ENUMERABLE_CTOR.constructor,
                        List.of(),
                        List.of(Expressions.methodDecl(
                                Modifier.PUBLIC,
                                Enumerator.class,
                                "enumerator",
                                List.of(),
                                Blocks.toFunctionBlock(rows))))));
        return implementor.result(output, code.toBlock());
    }

    private Expression functions() {
        return Expressions.newArrayInit(
                long.class,
                batch.calls().stream()
                        .<Expression>map(call ->
                                Expressions.constant(call.operator().python().number()))
                        .toList());
    }

    private Expression stages() {
        return Expressions.newArrayInit(
                int.class,
                batch.calls().stream()
                        .<Expression>map(call -> Expressions.constant(call.stage()))
                        .toList());
    }

    private Expression calls() {
        return Expressions.newArrayInit(
                RowArgumentWriter.class, batch.calls().stream().map(this::call).toList());
    }

    private Expression call(BatchedCall call) {
        var row = Expressions.parameter(Object.class, "row");
        var rows = Expressions.parameter(BatchRows.class, "rows");
        var arguments = Expressions.parameter(BatchArguments.class, "arguments");
        var code = new BlockBuilder();
        var translator = translator(code, row, rows);
        if (!call.condition().isAlwaysTrue()) {
            var needed = translate(translator, isTrue(call.condition()));
            code.add(Expressions.ifThen(
                    Expressions.not(needed), Expressions.return_(null, Expressions.constant(false))));
        }
        var values = translator.translateList(call.arguments());
        for (int i = 0; i < values.size(); i++) {
            code.add(Expressions.statement(set(call, arguments, i, values.get(i))));
        }
        code.add(Expressions.return_(null, Expressions.constant(true)));
        return Expressions.new_(
                RowArgumentWriter.class,
                List.of(),
                List.of(EnumUtils.overridingMethodDecl(ARGUMENTS, List.of(row, rows, arguments), code.toBlock())));
    }

    /** Passes an argument that needs no conversion as a primitive. */
    private static Expression set(BatchedCall call, Expression arguments, int place, Expression value) {
        var type = setterType(
                call.operator()
                        .python()
                        .definition()
                        .parameters()
                        .get(place)
                        .type()
                        .name(),
                value.getType());
        return Expressions.call(
                arguments,
                method(BatchArguments.class, "set", int.class, type),
                Expressions.constant(place),
                type == Object.class ? box(value) : Expressions.convert_(value, type));
    }

    private static Class<?> setterType(SqlTypeName declared, Type type) {
        if (!Primitive.is(type)) {
            return Object.class;
        }
        return switch (declared) {
            case BOOLEAN -> boolean.class;
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH -> long.class;
            case REAL, DOUBLE -> double.class;
            default -> Object.class;
        };
    }

    private static Expression box(Expression value) {
        return Primitive.is(value.getType()) ? Expressions.box(value) : value;
    }

    private BlockStatement current() {
        var code = new BlockBuilder();
        var storage = IntStream.range(0, batch.projects().size())
                .mapToObj(output::getJavaFieldType)
                .toList();
        var values = translator(code, Expressions.call(THIS, ROW), THIS).translateList(batch.projects(), storage);
        code.add(Expressions.return_(null, output.record(values)));
        return code.toBlock();
    }

    private BlockStatement accepts() {
        var code = new BlockBuilder();
        var translator = translator(code, Expressions.call(THIS, ROW), THIS);
        code.add(Expressions.return_(null, translate(translator, isTrue(batch.condition()))));
        return code.toBlock();
    }

    private RexNode isTrue(RexNode condition) {
        return batch.getCluster().getRexBuilder().makeCall(SqlStdOperatorTable.IS_TRUE, condition);
    }

    private static Expression translate(RexToLixTranslator translator, RexNode node) {
        return translator.translateList(List.of(node)).get(0);
    }

    private RexToLixTranslator translator(BlockBuilder code, Expression row, Expression rows) {
        var input = EnumUtils.convert(row, child.physType.getJavaRowType());
        var columns = new RexToLixTranslator.InputGetterImpl(input, child.physType);
        int count = child.physType.getRowType().getFieldCount();
        RexToLixTranslator.InputGetter getter = (list, index, storage) ->
                index < count ? columns.field(list, index, storage) : result(rows, index - count, storage);
        return RexToLixTranslator.forAggregation(
                        implementor.getTypeFactory(), code, getter, implementor.getConformance())
                .setCorrelates(implementor::getCorrelVariableGetter);
    }

    private Expression result(Expression rows, int call, Type storage) {
        var type = batch.calls().get(call).operator().python().definition().result();
        var value = Expressions.convert_(
                Expressions.call(rows, RESULT, Expressions.constant(call)), CalciteCodecs.classOf(type));
        return storage == null ? value : EnumUtils.convert(value, storage);
    }
}
