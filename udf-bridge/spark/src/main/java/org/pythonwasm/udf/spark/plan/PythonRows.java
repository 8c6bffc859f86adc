package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.pythonwasm.udf.internal.call.RowCursor;
import org.pythonwasm.udf.internal.call.TableCall;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.Enumeration;
import scala.collection.AbstractIterator;
import scala.collection.IterableOnce;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** The call of a table function: its rows are fetched while the query takes them. */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class PythonRows extends Expression
        implements Generator, CodegenFallback, PythonArguments.Caller, Serializable {
    private static final long serialVersionUID = 1L;

    private final DistributedFunction function;
    private final Seq<Expression> arguments;
    private transient TaskFunction<TableCall> loaded;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public PythonRows(DistributedFunction function, Seq<Expression> arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    @Override
    public IterableOnce<InternalRow> eval(InternalRow row) {
        var values = PythonArguments.values(arguments, row);
        try {
            return new Rows(
                    loaded().here().open(values),
                    function.definition().columns().size());
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    private TaskFunction<TableCall> loaded() {
        var known = loaded;
        if (known == null) {
            known = TaskFunction.table(function);
            loaded = known;
        }
        return known;
    }

    /** The rows of one call. */
    private static final class Rows extends AbstractIterator<InternalRow> {
        private final RowCursor cursor;
        private final int width;
        private boolean looked;
        private boolean more;

        Rows(RowCursor cursor, int width) {
            this.cursor = cursor;
            this.width = width;
        }

        @Override
        public boolean hasNext() {
            if (!looked) {
                try {
                    more = cursor.next();
                    looked = true;
                } catch (SQLException e) {
                    throw new PythonFunctionException(e);
                }
            }
            return more;
        }

        @Override
        public InternalRow next() {
            hasNext();
            looked = false;
            var values = new Object[width];
            try {
                for (int i = 0; i < width; i++) {
                    values[i] = cursor.get(i);
                }
            } catch (SQLException e) {
                throw new PythonFunctionException(e);
            }
            return new GenericInternalRow(values);
        }
    }

    @Override
    public StructType elementSchema() {
        return SparkTypes.columns(function.definition());
    }

    @Override
    public DataType dataType() {
        return Generator.super.dataType();
    }

    @Override
    public boolean foldable() {
        return false;
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public boolean supportCodegen() {
        return false;
    }

    /** Spark's rules for generators look for this. The constructor of Spark's trait, which sets it, is not one of Java's. */
    @Override
    public Seq<Enumeration.Value> nodePatterns() {
        return Sequences.of(TreePattern.GENERATOR());
    }

    @Override
    public void org$apache$spark$sql$catalyst$expressions$Generator$_setter_$nodePatterns_$eq(
            Seq<Enumeration.Value> value) {}

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return CodegenFallback.super.doGenCode(context, code);
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
    public Seq<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new PythonRows(function, children);
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
        return other instanceof PythonRows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonRows call && call.function.equals(function) && call.arguments.equals(arguments);
    }

    @Override
    public int hashCode() {
        return 31 * function.hashCode() + arguments.hashCode();
    }
}
