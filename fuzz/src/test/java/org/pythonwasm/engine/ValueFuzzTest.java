package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.UUID;

/** Values on their way from Java to Python and back. */
class ValueFuzzTest {
    private static final int MOST_ITEMS = 8;
    private static final PythonInterpreter PYTHON = PythonRuntime.shared().open();

    static {
        PYTHON.exec("def same(value): return value");
    }

    @FuzzTest
    void a_value_comes_back_as_it_went(FuzzedDataProvider data) {
        Object value = value(data, 4);
        assertEquals(value, PYTHON.call("same", value));
    }

    private static Object value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth == 0 ? 8 : 10)) {
            case 0 -> null;
            case 1 -> data.consumeBoolean();
            case 2 -> data.consumeInt();
            case 3 -> data.consumeLong(Integer.MAX_VALUE + 1L, Long.MAX_VALUE);
            case 4 -> new BigInteger(1, data.consumeBytes(40)).shiftLeft(64).add(BigInteger.ONE.shiftLeft(70));
            case 5 -> data.consumeRegularDouble();
            case 6 -> text(data);
            case 7 -> LocalDate.ofEpochDay(data.consumeLong(-700_000, 2_900_000));
            case 8 -> scalar(data);
            case 9 -> {
                var list = new ArrayList<>();
                for (int i = data.consumeInt(0, MOST_ITEMS); i > 0; i--) {
                    list.add(value(data, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<Object, Object>();
                for (int i = data.consumeInt(0, MOST_ITEMS); i > 0; i--) {
                    map.put(text(data), value(data, depth - 1));
                }
                yield map;
            }
        };
    }

    private static Object scalar(FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 2)) {
            case 0 -> new BigDecimal(BigInteger.valueOf(data.consumeLong()), data.consumeInt(-50, 50));
            case 1 -> new UUID(data.consumeLong(), data.consumeLong());
            default ->
                Duration.ofSeconds(
                        data.consumeLong(-1_000_000_000L, 1_000_000_000L), data.consumeInt(0, 999_999) * 1000L);
        };
    }

    /** Without lone surrogates, which are no characters. */
    private static String text(FuzzedDataProvider data) {
        return data.consumeString(30)
                .codePoints()
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
