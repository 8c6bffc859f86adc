package org.pythonwasm.udf.calcite.function;

import java.lang.reflect.Type;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.TableFunction;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.internal.call.RowCursor;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.call.TableCall;

/** A Python table function of a schema. */
public final class PythonTableFunction extends PythonFunction implements TableFunction, ImplementableFunction {
    private final SessionFunction<TableCall> python;
    private final Casing unquoted;
    private final LongFunction<CallImplementor> code;

    /**
     * @param unquoted the case of column names that are not quoted
     * @param code generates calls of the function of that number
     */
    public PythonTableFunction(
            SessionFunction<TableCall> python,
            int count,
            Instant created,
            Casing unquoted,
            LongFunction<CallImplementor> code) {
        super(python, count, created);
        this.python = python;
        this.unquoted = unquoted;
        this.code = code;
    }

    /** The form of a TABLE in Calcite. */
    public interface Rows {
        RowSource open();
    }

    /** Under the session's monitor. */
    public RowCursor open(DataContext context, Object[] arguments) throws SQLException {
        var call = in(python, context);
        return CancelWatch.guard(call, context, () -> call.open(opened(arguments)));
    }

    /** In place. */
    private static Object[] opened(Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Rows rows) {
                arguments[i] = rows.open();
            }
        }
        return arguments;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types, List<? extends Object> arguments) {
        var builder = types.builder();
        for (var column : definition().columns()) {
            var name = new QualifiedName.Part(column.name(), column.quoted());
            builder.add(NamePath.fold(unquoted, name), RelTypes.of(column.type(), types));
        }
        return builder.build();
    }

    @Override
    public Type getElementType(List<? extends Object> arguments) {
        return Object[].class;
    }

    @Override
    public CallImplementor getImplementor() {
        return code.apply(number());
    }
}
