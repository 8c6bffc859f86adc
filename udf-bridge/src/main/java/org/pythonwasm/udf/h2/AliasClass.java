package org.pythonwasm.udf.h2;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.modifier.MethodArguments;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.LoadedTypeInitializer;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.collection.ArrayFactory;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodReturn;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.matcher.ElementMatchers;
import org.h2.value.Value;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.Arguments;
import org.pythonwasm.udf.internal.CheckedFunction;
import org.pythonwasm.udf.internal.ScalarCall;

/**
 * Makes the class behind an alias. H2 reads the types from the signatures of its methods, one for each number of
 * arguments. That of a scalar function is {@code static Long call(Connection, long, String) throws SQLException}, whose
 * body is {@code return (Long) FUNCTION.in(connection).set(0, a).set(1, b).result();}. A strict parameter is a
 * primitive where its type has one, and H2 itself answers NULL without a call. That of a table function is {@code static
 * H2Rows call(Connection, Long, String...)}: {@code return FUNCTION.rows(connection, new Object[] {a}, rest);}.
 *
 * <p>Every class has a loader of its own, so that a dropped function is collected. It is no hidden class: JDK 17 calls
 * methods of those through JNI for ever, which is some ten times slower.
 */
final class AliasClass {
    private static final String FIELD = "FUNCTION";
    private static final Method IN = method(H2Function.class, "in", Connection.class);
    private static final Method WITH = method(ScalarCall.class, "with", int.class);
    private static final Method REST = method(ScalarCall.class, "rest", int.class, Object[].class);
    private static final Method RESULT = method(ScalarCall.class, "result");
    private static final Method READER = method(H2Function.class, "reader", Object.class);
    private static final Method STREAM = method(H2Function.class, "stream", Object.class);
    private static final Method TO_JAVA =
            method(H2Function.class, "toJava", Connection.class, int.class, Value.class);
    private static final Method ALL_TO_JAVA =
            method(H2Function.class, "toJava", Connection.class, int.class, Value[].class);
    private static final Method TO_RESULT = method(H2Function.class, "toResult", Connection.class, Object.class);
    private static final Method ROWS = method(H2Table.class, "rows", Connection.class, Object[].class, Object[].class);

    private final CheckedFunction checked;
    private final Arguments arguments;

    private AliasClass(CheckedFunction checked) {
        this.checked = checked;
        this.arguments = new Arguments(checked);
    }

    static Class<?> ofScalar(CheckedFunction checked, H2Function function) {
        return new AliasClass(checked).generate(H2Function.class, function);
    }

    static Class<?> ofTable(CheckedFunction checked, H2Table function) {
        return new AliasClass(checked).generate(H2Table.class, function);
    }

    /** A class whose objects are groups. */
    static Class<?> ofAggregate(H2AggregateFunction function) {
        return load(builder(H2Aggregate.class)
                .method(ElementMatchers.named("function")).intercept(FixedValue.value(function)));
    }

    private static <T> DynamicType.Builder<T> builder(Class<T> parent) {
        return new ByteBuddy().with(TypeValidation.DISABLED).subclass(parent)
                .name(AliasClass.class.getPackageName() + ".PythonUdf");
    }

    private static Class<?> load(DynamicType.Builder<?> builder) {
        return builder.make().load(AliasClass.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER).getLoaded();
    }

    private Class<?> generate(Class<?> type, Object function) {
        DynamicType.Builder<?> builder = builder(Object.class)
                .defineField(FIELD, type, Visibility.PUBLIC, Ownership.STATIC)
                .initializer(new LoadedTypeInitializer.ForStaticField(FIELD, function));
        for (int count = arguments.required(); count <= arguments.fixed(); count++) {
            boolean rest = arguments.isVariadic() && count == arguments.fixed();
            builder = define(builder, new Overload(count, rest));
        }
        return load(builder);
    }

    /**
     * One of the methods.
     *
     * @param count of the arguments before the rest
     * @param rest whether any number more may follow
     */
    private record Overload(int count, boolean rest) {
    }

    private DynamicType.Builder<?> define(DynamicType.Builder<?> builder, Overload overload) {
        return builder
                .defineMethod(AliasName.METHOD, resultClass(), Visibility.PUBLIC, Ownership.STATIC,
                        overload.rest ? MethodArguments.VARARGS : MethodArguments.PLAIN)
                .withParameters(parameterClasses(overload))
                .throwing(SQLException.class)
                .intercept(new Implementation.Simple((ByteCodeAppender) (visitor, context, method) ->
                        new ByteCodeAppender.Simple(body(overload, context, method)).apply(visitor, context, method)));
    }

    private boolean isTable() {
        return checked.definition().result() == null;
    }

    private List<Class<?>> parameterClasses(Overload overload) {
        var classes = new ArrayList<Class<?>>();
        classes.add(Connection.class);
        for (int i = 0; i < overload.count; i++) {
            var type = arguments.type(i);
            classes.add(checked.strict().get(i) && !isTable() && !H2Value.isInternal(type)
                    ? type.name().notNullClass() : parameterClass(type));
        }
        if (overload.rest) {
            classes.add(parameterClass(arguments.type(overload.count)).arrayType());
        }
        return classes;
    }

    private static Class<?> parameterClass(SqlType type) {
        return type.name() == SqlTypeName.TABLE ? String.class
                : H2Value.isInternal(type) ? Value.class : type.name().javaClass();
    }

    /** H2 cuts a String to the length of its VARCHAR, so that large objects need their own class. */
    private Class<?> resultClass() {
        if (isTable()) {
            return H2Rows.class;
        }
        return switch (checked.definition().result().name()) {
            case CLOB -> Reader.class;
            case BLOB -> InputStream.class;
            default -> H2Value.resultClass(checked.definition().result());
        };
    }

    private List<StackManipulation> body(
            Overload overload, Implementation.Context context, MethodDescription method) {
        var function = List.of(
                FieldAccess.forField(context.getInstrumentedType().getDeclaredFields().getOnly()).read(),
                MethodVariableAccess.load(method.getParameters().get(0)));
        var code = new ArrayList<StackManipulation>();
        if (isTable()) {
            code.addAll(function);
            code.addAll(rows(overload, method));
        } else {
            code.addAll(scalar(overload, method, function));
        }
        code.add(MethodReturn.REFERENCE);
        return code;
    }

    private List<StackManipulation> rows(Overload overload, MethodDescription method) {
        var given = method.getParameters().subList(1, 1 + overload.count).stream()
                .<StackManipulation>map(MethodVariableAccess::load).toList();
        var objects = ArrayFactory.forType(TypeDescription.ForLoadedType.of(Object.class).asGenericType());
        return List.of(objects.withValues(given),
                overload.rest ? MethodVariableAccess.load(method.getParameters().get(1 + overload.count))
                        : objects.withValues(List.of()),
                invoke(ROWS));
    }

    /** @param function puts the function and the connection on the stack */
    private List<StackManipulation> scalar(
            Overload overload, MethodDescription method, List<StackManipulation> function) {
        var result = checked.definition().result();
        var code = new ArrayList<StackManipulation>();
        if (H2Value.isInternal(result)) {
            code.addAll(function);
        }
        code.addAll(function);
        code.add(invoke(IN));
        if (overload.rest) {
            code.add(IntegerConstant.forValue(overload.count));
            code.addAll(argument(overload.count, method, function, ALL_TO_JAVA));
            code.add(invoke(REST));
        } else if (overload.count < arguments.declared()) {
            code.add(IntegerConstant.forValue(overload.count));
            code.add(invoke(WITH));
        }
        var parameters = parameterClasses(overload);
        for (int i = 0; i < overload.count; i++) {
            code.add(IntegerConstant.forValue(i));
            code.addAll(argument(i, method, function, TO_JAVA));
            code.add(invoke(method(ScalarCall.class, "set", int.class, setterClass(parameters.get(1 + i)))));
        }
        code.add(invoke(RESULT));
        code.addAll(result(result));
        return code;
    }

    /** An argument, or the array of those of a VARIADIC parameter, in the classes of {@link ScalarCall}. */
    private List<StackManipulation> argument(
            int place, MethodDescription method, List<StackManipulation> function, Method conversion) {
        var value = MethodVariableAccess.load(method.getParameters().get(1 + place));
        if (!H2Value.isInternal(arguments.type(place))) {
            return List.of(value);
        }
        var code = new ArrayList<>(function);
        code.addAll(List.of(IntegerConstant.forValue(place), value, invoke(conversion)));
        return code;
    }

    /** The JVM knows no byte and no short. */
    private static Class<?> setterClass(Class<?> parameter) {
        if (parameter == byte.class || parameter == short.class) {
            return int.class;
        }
        return parameter.isPrimitive() ? parameter : Object.class;
    }

    private List<StackManipulation> result(SqlType type) {
        return switch (type.name()) {
            case CLOB -> List.of(invoke(READER));
            case BLOB -> List.of(invoke(STREAM));
            case JSON, ARRAY, ROW -> List.of(invoke(TO_RESULT), cast(resultClass()));
            default -> List.of(cast(resultClass()));
        };
    }

    private static StackManipulation cast(Class<?> type) {
        return TypeCasting.to(TypeDescription.ForLoadedType.of(type));
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
