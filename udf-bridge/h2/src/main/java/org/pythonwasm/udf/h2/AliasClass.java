package org.pythonwasm.udf.h2;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.h2.value.Value;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.h2.function.H2Value;
import org.pythonwasm.udf.h2.generated.AggregateFunctionTarget;
import org.pythonwasm.udf.h2.generated.AggregateGroup;
import org.pythonwasm.udf.h2.generated.LazyRows;
import org.pythonwasm.udf.h2.generated.ScalarFunctionTarget;
import org.pythonwasm.udf.h2.generated.TableFunctionTarget;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/**
 * Generates the class behind an alias. H2 reads the types from the signatures of its methods, one for each number of
 * arguments. The method of a scalar function is {@code static Long call(Connection, long, String) throws SQLException},
 * whose body is {@code return (Long) FUNCTION.in(connection).set(0, a).set(1, b).result();}. A strict parameter is a
 * primitive if its type has one, and H2 itself returns NULL without a call. The method of a table function is
 * {@code static LazyRows call(Connection, Long, String...)}: {@code return FUNCTION.rows(connection, new Object[] {a},
 * rest);}.
 */
final class AliasClass {
    private static final Method IN = method(ScalarFunctionTarget.class, "in", Connection.class);
    private static final Method WITH = method(ScalarCall.class, "with", int.class);
    private static final Method REST = method(ScalarCall.class, "rest", int.class, Object[].class);
    private static final Method RESULT = method(ScalarCall.class, "result");
    private static final Method READER = method(ScalarFunctionTarget.class, "reader", Object.class);
    private static final Method STREAM = method(ScalarFunctionTarget.class, "stream", Object.class);
    private static final Method TO_JAVA =
            method(ScalarFunctionTarget.class, "toJava", Connection.class, int.class, Value.class);
    private static final Method ALL_TO_JAVA =
            method(ScalarFunctionTarget.class, "toJava", Connection.class, int.class, Value[].class);
    private static final Method TO_RESULT =
            method(ScalarFunctionTarget.class, "toResult", Connection.class, Object.class);
    private static final Method ROWS =
            method(TableFunctionTarget.class, "rows", Connection.class, Object[].class, Object[].class);

    private final CheckedFunction checked;
    private final ArgumentRules arguments;
    private final GeneratedClass generated;

    private AliasClass(CheckedFunction checked, Object function) {
        this.checked = checked;
        this.generated = new GeneratedClass(Object.class, function);
        this.arguments = new ArgumentRules(checked);
    }

    static Class<?> ofScalar(CheckedFunction checked, ScalarFunctionTarget function) {
        return new AliasClass(checked, function).generate();
    }

    static Class<?> ofTable(CheckedFunction checked, TableFunctionTarget function) {
        return new AliasClass(checked, function).generate();
    }

    /** Generates a class whose objects are groups. */
    static Class<?> ofAggregate(AggregateFunctionTarget function) {
        var aggregate = new GeneratedClass(AggregateGroup.class, function);
        aggregate.defineConstructor();
        aggregate.define(0, "function", AggregateFunctionTarget.class, List.of(), aggregate::loadFunction);
        return aggregate.load();
    }

    private Class<?> generate() {
        for (int count = arguments.required(); count <= arguments.fixed(); count++) {
            boolean rest = arguments.isVariadic() && count == arguments.fixed();
            define(new Overload(count, rest));
        }
        return generated.load();
    }

    /**
     * One of the methods.
     *
     * @param count of the arguments before the rest
     * @param rest whether any number more may follow
     */
    private record Overload(int count, boolean rest) {}

    private void define(Overload overload) {
        int access = Opcodes.ACC_STATIC | (overload.rest ? Opcodes.ACC_VARARGS : 0);
        generated.define(access, AliasName.METHOD, resultClass(), parameterClasses(overload), code -> {
            if (isTable()) {
                rows(overload, code);
            } else {
                scalar(overload, code);
            }
        });
    }

    private boolean isTable() {
        return checked.definition().result() == null;
    }

    private List<Class<?>> parameterClasses(Overload overload) {
        var classes = new ArrayList<Class<?>>();
        classes.add(Connection.class);
        for (int i = 0; i < overload.count; i++) {
            var type = arguments.type(i);
            classes.add(
                    checked.strict().get(i) && !isTable() && !H2Value.isInternal(type)
                            ? type.name().notNullClass()
                            : parameterClass(type));
        }
        if (overload.rest) {
            classes.add(parameterClass(arguments.type(overload.count)).arrayType());
        }
        return classes;
    }

    private static Class<?> parameterClass(SqlType type) {
        return type.name() == SqlTypeName.TABLE
                ? String.class
                : H2Value.isInternal(type) ? Value.class : type.name().javaClass();
    }

    /** H2 cuts a String to the length of its VARCHAR, so large objects need their own class. */
    private Class<?> resultClass() {
        if (isTable()) {
            return LazyRows.class;
        }
        return switch (checked.definition().result().name()) {
            case CLOB -> Reader.class;
            case BLOB -> InputStream.class;
            default -> H2Value.resultClass(checked.definition().result());
        };
    }

    private void rows(Overload overload, GeneratorAdapter code) {
        function(code);
        objects(overload.count, code);
        if (overload.rest) {
            code.loadArg(1 + overload.count);
        } else {
            objects(0, code);
        }
        GeneratedClass.invoke(code, ROWS);
    }

    /** Pushes the function and the connection. */
    private void function(GeneratorAdapter code) {
        generated.loadFunction(code);
        code.loadArg(0);
    }

    /** Pushes an array of that many arguments. */
    private static void objects(int count, GeneratorAdapter code) {
        var object = Type.getType(Object.class);
        code.push(count);
        code.newArray(object);
        for (int i = 0; i < count; i++) {
            code.dup();
            code.push(i);
            code.loadArg(1 + i);
            code.arrayStore(object);
        }
    }

    private void scalar(Overload overload, GeneratorAdapter code) {
        var result = checked.definition().result();
        if (H2Value.isInternal(result)) {
            function(code);
        }
        function(code);
        GeneratedClass.invoke(code, IN);
        if (overload.rest) {
            code.push(overload.count);
            argument(overload.count, code, ALL_TO_JAVA);
            GeneratedClass.invoke(code, REST);
        } else if (overload.count < arguments.declared()) {
            code.push(overload.count);
            GeneratedClass.invoke(code, WITH);
        }
        var parameters = parameterClasses(overload);
        for (int i = 0; i < overload.count; i++) {
            code.push(i);
            argument(i, code, TO_JAVA);
            GeneratedClass.invoke(code, method(ScalarCall.class, "set", int.class, setterClass(parameters.get(1 + i))));
        }
        GeneratedClass.invoke(code, RESULT);
        result(result, code);
    }

    /** Pushes an argument, or the array of those of a VARIADIC parameter, in the classes of {@link ScalarCall}. */
    private void argument(int place, GeneratorAdapter code, Method conversion) {
        if (!H2Value.isInternal(arguments.type(place))) {
            code.loadArg(1 + place);
            return;
        }
        function(code);
        code.push(place);
        code.loadArg(1 + place);
        GeneratedClass.invoke(code, conversion);
    }

    /** The JVM's operand stack has no byte and no short. */
    private static Class<?> setterClass(Class<?> parameter) {
        if (parameter == byte.class || parameter == short.class) {
            return int.class;
        }
        return parameter.isPrimitive() ? parameter : Object.class;
    }

    private void result(SqlType type, GeneratorAdapter code) {
        switch (type.name()) {
            case CLOB -> GeneratedClass.invoke(code, READER);
            case BLOB -> GeneratedClass.invoke(code, STREAM);
            case JSON, ARRAY, ROW -> {
                GeneratedClass.invoke(code, TO_RESULT);
                code.checkCast(Type.getType(resultClass()));
            }
            default -> code.checkCast(Type.getType(resultClass()));
        }
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            return owner.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
