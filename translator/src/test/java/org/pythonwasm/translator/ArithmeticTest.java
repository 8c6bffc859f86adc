package org.pythonwasm.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.OpcodeImpl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.machine.memory.Arithmetic;
import org.pythonwasm.machine.memory.UnsignedOrder;

/** What generated code calls for numbers has the results that Chicory's interpreter has, which runs WebAssembly's own tests. */
class ArithmeticTest {
    private static final long[] WHOLE = {
        0,
        1,
        -1,
        2,
        -2,
        7,
        31,
        32,
        33,
        63,
        64,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFF_FFFFL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        0x7FFF_FFFF_FFFF_FC00L,
        0xFFFF_FFFF_FFFF_F800L,
        0xFFFF_FF7F_FFFF_FFFFL,
        0xFFFF_FF80_0000_0000L,
        0x8000_0080_0000_0001L,
        0x8000_0000_0000_0401L,
        (1L << 53) + 1,
        (1L << 24) + 1
    };
    private static final double[] REAL = {
        0.0,
        -0.0,
        0.5,
        -0.5,
        0.9999999,
        -0.9999999,
        1,
        -1,
        1.5,
        -1.5,
        2.5,
        4.75,
        -4.75,
        1e10,
        -1e10,
        1e19,
        -1e19,
        1e300,
        -1e300,
        0x1p31,
        -0x1p31,
        -0x1p31 - 1,
        0x1p31 - 1,
        0x1p32,
        0x1p32 - 1,
        0x1p63,
        -0x1p63,
        0x1p64,
        0x1.fffffffffffffp63,
        0x1.fffffep30f,
        0x1.fffffep63f,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    /** Chicory rounds these not always to the nearest. */
    private static final Set<String> ROUNDED = Set.of("F32_CONVERT_I64_U", "F64_CONVERT_I64_U");

    static Stream<Method> comparable() {
        return operations().filter(operation -> !ROUNDED.contains(operation.getName()));
    }

    private static Stream<Method> operations() {
        return Arrays.stream(Arithmetic.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("comparable")
    void an_operation_has_the_results_of_chicorys(Method operation) throws Exception {
        Method theirs = OpcodeImpl.class.getMethod(operation.getName(), operation.getParameterTypes());
        var random = new Random(operation.getName().hashCode());
        var types = operation.getParameterTypes();
        for (int round = 0; round < 20_000; round++) {
            Object[] arguments =
                    Arrays.stream(types).map(type -> argument(type, random)).toArray();
            assertEquals(
                    result(theirs, arguments),
                    result(operation, arguments),
                    () -> operation.getName() + Arrays.toString(arguments));
        }
    }

    @Test
    void numbers_without_sign_are_rounded_to_the_nearest() {
        var random = new Random(1);
        for (int round = 0; round < 100_000; round++) {
            long number = (long) argument(long.class, random);
            var exact = new BigInteger(Long.toUnsignedString(number));
            assertEquals(exact.doubleValue(), Arithmetic.F64_CONVERT_I64_U(number), () -> exact + "");
            assertEquals(exact.floatValue(), Arithmetic.F32_CONVERT_I64_U(number), () -> exact + "");
        }
    }

    private static Object argument(Class<?> type, Random random) {
        boolean chosen = random.nextInt(4) > 0;
        long whole = chosen ? WHOLE[random.nextInt(WHOLE.length)] : random.nextLong() >> random.nextInt(64);
        double real = chosen ? REAL[random.nextInt(REAL.length)] : Double.longBitsToDouble(random.nextLong());
        return type == int.class
                ? (Object) (int) whole
                : type == long.class ? (Object) whole : type == float.class ? (Object) (float) real : (Object) real;
    }

    /** One NaN is like another, and a trap like another with the same message. */
    private static Object result(Method method, Object[] arguments) throws IllegalAccessException {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            return "trap: " + e.getCause().getMessage();
        }
    }

    @Test
    void there_is_each_of_chicorys_operations_on_numbers() {
        var theirs = Arrays.stream(OpcodeImpl.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getName().matches("[IF](32|64)_.*")
                        && Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive))
                .map(Method::getName)
                .toList();
        var ours = Stream.concat(operations(), Arrays.stream(UnsignedOrder.class.getDeclaredMethods()))
                .map(method -> method.getName().toUpperCase(Locale.ROOT))
                .toList();
        assertTrue(theirs.size() > 90, theirs.toString());
        assertEquals(
                List.of(),
                theirs.stream().filter(name -> !ours.contains(name)).sorted().toList());
    }
}
