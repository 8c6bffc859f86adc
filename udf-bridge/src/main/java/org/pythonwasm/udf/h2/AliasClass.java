package org.pythonwasm.udf.h2;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.LoadedTypeInitializer;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodReturn;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.CheckedFunction;
import org.pythonwasm.udf.internal.ScalarCall;

/**
 * Makes the class behind an alias: H2 reads the types from the signature of its one method, {@code static Long
 * call(Connection, long, String) throws SQLException}, whose body is {@code return (Long)
 * FUNCTION.in(connection).set(0, a).set(1, b).result();}. A strict parameter is a primitive where its type has one,
 * and H2 itself answers NULL without a call.
 *
 * <p>Every class has a loader of its own, so that a dropped function is collected. It is no hidden class: JDK 17 calls
 * methods of those through JNI for ever, which is some ten times slower.
 */
final class AliasClass {
    private static final String FIELD = "FUNCTION";
    private static final Method IN = method(H2Function.class, "in", Connection.class);
    private static final Method RESULT = method(ScalarCall.class, "result");
    private static final Method READER = method(H2Function.class, "reader", Object.class);
    private static final Method STREAM = method(H2Function.class, "stream", Object.class);

    private AliasClass() {
    }

    static Class<?> generate(CheckedFunction checked, H2Function function) {
        return new ByteBuddy().with(TypeValidation.DISABLED)
                .subclass(Object.class)
                .name(AliasClass.class.getPackageName() + ".PythonUdf")
                .defineField(FIELD, H2Function.class, Visibility.PUBLIC, Ownership.STATIC)
                .initializer(new LoadedTypeInitializer.ForStaticField(FIELD, function))
                .defineMethod(AliasName.METHOD, resultClass(checked.definition().result()),
                        Visibility.PUBLIC, Ownership.STATIC)
                .withParameters(parameterClasses(checked))
                .throwing(SQLException.class)
                .intercept(new Implementation.Simple((ByteCodeAppender) (visitor, context, method) ->
                        new ByteCodeAppender.Simple(body(checked, context, method)).apply(visitor, context, method)))
                .make()
                .load(AliasClass.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }

    private static List<Class<?>> parameterClasses(CheckedFunction checked) {
        var classes = new ArrayList<Class<?>>();
        classes.add(Connection.class);
        for (int i = 0; i < checked.strict().size(); i++) {
            var name = checked.definition().parameters().get(i).type().name();
            classes.add(checked.strict().get(i) ? name.notNullClass() : name.javaClass());
        }
        return classes;
    }

    /** H2 cuts a String to the length of its VARCHAR, so that large objects need their own class. */
    private static Class<?> resultClass(SqlType type) {
        return switch (type.name()) {
            case CLOB -> Reader.class;
            case BLOB -> InputStream.class;
            default -> type.name().javaClass();
        };
    }

    private static List<StackManipulation> body(
            CheckedFunction checked, Implementation.Context context, MethodDescription method) {
        var field = context.getInstrumentedType().getDeclaredFields().getOnly();
        var code = new ArrayList<StackManipulation>(List.of(
                FieldAccess.forField(field).read(),
                MethodVariableAccess.load(method.getParameters().get(0)),
                invoke(IN)));
        var parameters = parameterClasses(checked);
        for (int i = 1; i < parameters.size(); i++) {
            code.add(IntegerConstant.forValue(i - 1));
            code.add(MethodVariableAccess.load(method.getParameters().get(i)));
            code.add(invoke(method(ScalarCall.class, "set", int.class, setterClass(parameters.get(i)))));
        }
        code.add(invoke(RESULT));
        code.add(result(checked.definition().result()));
        code.add(MethodReturn.REFERENCE);
        return code;
    }

    /** The JVM knows no byte and no short. */
    private static Class<?> setterClass(Class<?> parameter) {
        if (parameter == byte.class || parameter == short.class) {
            return int.class;
        }
        return parameter.isPrimitive() ? parameter : Object.class;
    }

    private static StackManipulation result(SqlType type) {
        return switch (type.name()) {
            case CLOB -> invoke(READER);
            case BLOB -> invoke(STREAM);
            default -> TypeCasting.to(TypeDescription.ForLoadedType.of(type.name().javaClass()));
        };
    }

    private static StackManipulation invoke(Method method) {
        return MethodInvocation.invoke(new MethodDescription.ForLoadedMethod(method));
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            return owner.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
