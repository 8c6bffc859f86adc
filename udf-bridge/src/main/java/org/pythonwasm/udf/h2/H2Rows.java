package org.pythonwasm.udf.h2;

import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.matcher.ElementMatchers;
import org.h2.engine.SessionLocal;
import org.h2.expression.Expression;
import org.h2.expression.ExpressionColumn;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.result.LazyResult;
import org.h2.table.Column;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.internal.RowCursor;

/**
 * The rows of a table function as H2 reads them. H2 takes an alias for a table function if it answers a {@link
 * ResultSet}, and would read all of its rows at once; but one that is a result of H2's own it reads row by row, so that
 * a LIMIT ends it. So this is both; of a ResultSet it has nothing but the name.
 */
public abstract class H2Rows extends LazyResult implements ResultSet {
    private static final Constructor<? extends H2Rows> CONSTRUCTOR = generate();

    private final SessionLocal session;
    private final TypeInfo[] types;
    private final List<Parameter> declared;
    private final RowCursor cursor;

    /** @param cursor null: no rows, when H2 asks for the columns */
    protected H2Rows(SessionLocal session, Expression[] columns, List<Parameter> declared, RowCursor cursor) {
        super(session, columns);
        this.declared = declared;
        this.session = session;
        this.cursor = cursor;
        this.types = new TypeInfo[columns.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns[i].getType();
        }
    }

    private static Constructor<? extends H2Rows> generate() {
        try {
            return new ByteBuddy().subclass(H2Rows.class)
                    .method(ElementMatchers.isAbstract().and(ElementMatchers.isDeclaredBy(ResultSet.class)
                            .or(ElementMatchers.isDeclaredBy(java.sql.Wrapper.class))
                            .or(ElementMatchers.isDeclaredBy(org.h2.result.ResultInterface.class))))
                    .intercept(ExceptionMethod.throwing(UnsupportedOperationException.class))
                    .make().load(H2Rows.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER).getLoaded()
                    .getDeclaredConstructor(SessionLocal.class, Expression[].class, List.class, RowCursor.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    static H2Rows of(Connection connection, List<Parameter> columns, RowCursor cursor) {
        var session = (SessionLocal) ((JdbcConnection) connection).getSession();
        var expressions = columns.stream().map(column -> column(session, column)).toArray(Expression[]::new);
        try {
            return CONSTRUCTOR.newInstance(session, expressions, columns, cursor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Expression column(SessionLocal session, Parameter column) {
        var described = new Column(
                H2Names.fold(column.name(), column.quoted(), session), H2Value.type(column.type(), session));
        return new ExpressionColumn(session.getDatabase(), described);
    }

    @Override
    public int getVisibleColumnCount() {
        return types.length;
    }

    /** Null at the end. */
    @Override
    protected Value[] fetchNextRow() {
        try {
            return cursor != null && cursor.next() ? row() : null;
        } catch (SQLException e) {
            throw DbException.convert(e);
        }
    }

    private Value[] row() throws SQLException {
        var row = new Value[types.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = H2Value.toH2(cursor.get(i), declared.get(i).type(), types[i], session);
        }
        return row;
    }

    @Override
    public void close() {
        super.close();
        if (cursor != null) {
            try {
                cursor.close();
            } catch (SQLException e) {
                throw DbException.convert(e);
            }
        }
    }
}
