package org.pythonwasm.udf.h2.generated;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.h2.engine.SessionLocal;
import org.h2.expression.Expression;
import org.h2.expression.ExpressionColumn;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.result.LazyResult;
import org.h2.table.Column;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.h2.function.H2Names;
import org.pythonwasm.udf.h2.function.H2Value;
import org.pythonwasm.udf.internal.call.RowCursor;

/**
 * The rows of a table function for H2. H2 treats an alias as a table function if it returns a {@link ResultSet}, and
 * would read all of its rows at once. But it reads a result of its own class row by row, so that a LIMIT ends it. So
 * this is both; of a ResultSet it has only the name.
 */
public abstract class LazyRows extends LazyResult implements ResultSet {
    private static final Constructor<? extends LazyRows> CONSTRUCTOR = generate();

    private final SessionLocal session;
    private final TypeInfo[] types;
    private final List<Parameter> declared;
    private final RowCursor cursor;

    /** @param cursor null if there are no rows because H2 requests only the columns */
    protected LazyRows(SessionLocal session, Expression[] columns, List<Parameter> declared, RowCursor cursor) {
        super(session, columns);
        this.declared = declared;
        this.session = session;
        this.cursor = cursor;
        this.types = new TypeInfo[columns.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns[i].getType();
        }
    }

    /** Generates a class of this package in which all methods that are abstract here throw. */
    private static Constructor<? extends LazyRows> generate() {
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        var parent = Type.getType(LazyRows.class);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_SUPER,
                parent.getInternalName() + "WithoutResultSet",
                null,
                parent.getInternalName(),
                null);
        var constructor = LazyRows.class.getDeclaredConstructors()[0];
        define(writer, Method.getMethod(constructor), code -> {
            code.loadThis();
            code.loadArgs();
            code.invokeConstructor(parent, Method.getMethod(constructor));
            code.returnValue();
        });
        Arrays.stream(LazyRows.class.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getMethod)
                .distinct()
                .forEach(method -> define(
                        writer,
                        method,
                        code -> code.throwException(
                                Type.getType(UnsupportedOperationException.class), method.getName())));
        writer.visitEnd();
        try {
            return MethodHandles.lookup()
                    .defineClass(writer.toByteArray())
                    .asSubclass(LazyRows.class)
                    .getDeclaredConstructor(constructor.getParameterTypes());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void define(ClassWriter writer, Method method, Consumer<GeneratorAdapter> body) {
        var code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, writer);
        code.visitCode();
        body.accept(code);
        code.endMethod();
    }

    static LazyRows of(Connection connection, List<Parameter> columns, RowCursor cursor) {
        var session = (SessionLocal) ((JdbcConnection) connection).getSession();
        var expressions =
                columns.stream().map(column -> column(session, column)).toArray(Expression[]::new);
        try {
            return CONSTRUCTOR.newInstance(session, expressions, columns, cursor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Expression column(SessionLocal session, Parameter column) {
        var described =
                new Column(H2Names.fold(column.name(), column.quoted(), session), H2Value.type(column.type(), session));
        return new ExpressionColumn(session.getDatabase(), described);
    }

    @Override
    public int getVisibleColumnCount() {
        return types.length;
    }

    /** Returns null at the end. */
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
