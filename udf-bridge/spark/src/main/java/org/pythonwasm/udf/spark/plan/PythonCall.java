package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.DistributedFunction.Stability;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * The call of a scalar function, evaluated row by row in the thread of its task, and only where SQL evaluates it: behind CASE and
 * COALESCE, in lambda functions, in conditions of joins.
 */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class PythonCall extends Expression implements PythonArguments.Caller, Serializable {
    private static final long serialVersionUID = 1L;

    private final DistributedFunction function;
    private final Seq<Expression> arguments;
    private transient TaskFunction<ScalarCall> loaded;
    private transient ScalarCall current;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public PythonCall(DistributedFunction function, Seq<Expression> arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    @Override
    public Object eval(InternalRow row) {
        var values = PythonArguments.values(arguments, row);
        begin();
        for (int i = 0; i < values.length; i++) {
            set(i, values[i]);
        }
        return result();
    }

    /** Begins a call. Generated code calls this when all arguments are evaluated: one may be a call of the same function. */
    public void begin() {
        try {
            current = loaded().here().with(arguments.length());
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    public void set(int place, boolean value) {
        current.set(place, value);
    }

    public void set(int place, long value) {
        current.set(place, value);
    }

    public void set(int place, double value) {
        current.set(place, value);
    }

    /** @param value null, or a value as Catalyst has it */
    public void set(int place, Object value) {
        try {
            current.set(place, value);
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    /** Calls, and returns null or a value as Catalyst has it. */
    public Object result() {
        try {
            return current.result();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    /** Calls, and returns whether the result is NULL, which is {@link #longResult()} if not. */
    public boolean isNullLong() {
        try {
            return current.isNullLong();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    public long longResult() {
        return current.longResult();
    }

    /** Calls, and returns whether the result is NULL, which is {@link #doubleResult()} if not. */
    public boolean isNullDouble() {
        try {
            return current.isNullDouble();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    public double doubleResult() {
        return current.doubleResult();
    }

    private TaskFunction<ScalarCall> loaded() {
        var known = loaded;
        if (known == null) {
            known = TaskFunction.scalar(function);
            loaded = known;
        }
        return known;
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CallCode.of(this, arguments, context, code);
    }

    @Override
    public TypeCheckResult checkInputDataTypes() {
        return PythonArguments.check(function, arguments);
    }

    @Override
    public DistributedFunction function() {
        return function;
    }

    @Override
    public DataType dataType() {
        return SparkTypes.of(function.definition().result());
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public boolean deterministic() {
        return function.stability() != Stability.VOLATILE
                && Sequences.list(arguments).stream().allMatch(Expression::deterministic);
    }

    @Override
    public boolean foldable() {
        return function.stability() == Stability.CONSTANT
                && Sequences.list(arguments).stream().allMatch(Expression::foldable);
    }

    /** A filter in front of it spares calls. */
    @Override
    public boolean expensive() {
        return true;
    }

    @Override
    public boolean throwable() {
        return true;
    }

    @Override
    public Seq<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new PythonCall(function, children);
    }

    @Override
    public String prettyName() {
        return function.name();
    }

    @Override
    public String toString() {
        return function.name() + arguments.mkString("(", ", ", ")");
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int place) {
        return place == 0 ? function : arguments;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof PythonCall;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonCall call && call.function.equals(function) && call.arguments.equals(arguments);
    }

    @Override
    public int hashCode() {
        return 31 * function.hashCode() + arguments.hashCode();
    }
}
