package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.FunctionTableSubqueryArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubExprUtils;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.Metadata;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import org.pythonwasm.udf.spi.SqlStates;
import scala.Option;
import scala.collection.immutable.Seq;

/** The argument {@code TABLE(…)} of a table function. Stateless. */
final class TableArgument {
    /** That of Spark's own DATATYPE_MISMATCH. */
    private static final String WRONG_TYPE = "42K09";

    private TableArgument() {}

    static boolean isAmong(Seq<Expression> arguments) {
        return Sequences.list(arguments).stream().anyMatch(FunctionTableSubqueryArgumentExpression.class::isInstance);
    }

    static boolean isDeclared(DistributedFunction function) {
        return function.definition().parameters().stream()
                .anyMatch(parameter -> parameter.type().name() == SqlTypeName.TABLE);
    }

    /** @throws SQLException 42K09 if the function has a TABLE parameter, which a value cannot be given to */
    static void refuseRows(DistributedFunction function) throws SQLException {
        if (isDeclared(function)) {
            throw wrong(
                    function,
                    "has a TABLE parameter, so that it stands in FROM: " + function.name() + "(TABLE(SELECT …))");
        }
    }

    private static SQLException wrong(DistributedFunction function, String message) {
        return new SQLException("PythonFunction " + function.name() + ": " + message, WRONG_TYPE);
    }

    private static SQLException notSupported(DistributedFunction function, String message) {
        return new SQLException("PythonFunction " + function.name() + ": " + message, SqlStates.NOT_SUPPORTED);
    }

    /** Returns the call, whose columns have aliases, since Spark gives those new identities where a query is used twice. */
    static LogicalPlan call(DistributedFunction function, Seq<Expression> given) throws SQLException {
        PythonArguments.refuse(function, given);
        var arguments = new ArrayList<Expression>();
        int place = -1;
        for (int i = 0; i < given.length(); i++) {
            if (given.apply(i) instanceof FunctionTableSubqueryArgumentExpression) {
                if (place >= 0) {
                    throw notSupported(function, "takes one TABLE in Spark");
                }
                place = i;
            }
            arguments.add(argument(function, i, given.apply(i)));
        }
        if (place < 0) {
            throw wrong(function, "has a TABLE parameter, but the call no TABLE(SELECT …)");
        }
        var table = (FunctionTableSubqueryArgumentExpression) arguments.remove(place);
        var node = new TableNode(
                new TableNode.Call(function, place, names(function, table.plan())),
                Sequences.of(arguments),
                table.partitionByExpressions(),
                table.orderByExpressions(),
                table.plan().output(),
                output(function),
                table.plan());
        return new Project(aliases(node), node);
    }

    private static Expression argument(DistributedFunction function, int place, Expression given) throws SQLException {
        var declared = new ArgumentRules(function.checked()).type(place);
        boolean isTable = given instanceof FunctionTableSubqueryArgumentExpression;
        if (isTable != (declared.name() == SqlTypeName.TABLE)) {
            throw wrong(
                    function,
                    "argument " + (place + 1) + " is "
                            + (isTable ? "a TABLE" : given.dataType().sql()) + ", but its parameter is " + declared);
        }
        if (isTable) {
            return given;
        }
        if (!given.references().isEmpty() || SubExprUtils.containsOuter(given)) {
            throw notSupported(
                    function, "argument " + (place + 1) + " stands beside a TABLE and so cannot be of another table");
        }
        var cast = PythonArguments.cast(given, declared);
        var error = PythonArguments.wrongType(function, place + 1, cast, declared);
        if (error.isPresent()) {
            throw new SQLException(error.get(), WRONG_TYPE);
        }
        return cast;
    }

    /** Checks the types as well, which the executors would refuse otherwise. */
    private static ArrayList<String> names(DistributedFunction function, LogicalPlan table) throws SQLException {
        var names = new ArrayList<String>();
        for (var column : Sequences.list(table.output())) {
            try {
                SparkTypes.of(column.dataType());
            } catch (SQLException e) {
                throw notSupported(function, "column " + column.name() + ": " + e.getMessage());
            }
            names.add(column.name());
        }
        return names;
    }

    private static Seq<Attribute> output(DistributedFunction function) {
        var output = new ArrayList<Attribute>();
        for (var field : SparkTypes.columns(function.definition()).fields()) {
            output.add(new AttributeReference(
                    field.name(),
                    field.dataType(),
                    true,
                    Metadata.empty(),
                    NamedExpression.newExprId(),
                    Sequences.of()));
        }
        return Sequences.of(output);
    }

    private static Seq<NamedExpression> aliases(TableNode node) {
        List<NamedExpression> aliases = new ArrayList<>();
        for (var column : Sequences.list(node.output())) {
            aliases.add(new Alias(
                    column,
                    column.name(),
                    NamedExpression.newExprId(),
                    Sequences.of(),
                    Option.empty(),
                    Sequences.of()));
        }
        return Sequences.of(aliases);
    }
}
