package org.pythonwasm.udf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** Values as texts that say their type and every bit, the same made by Python of what a function got and by Java. */
final class PythonText {
    /** Defines {@code text(x)}. */
    static final String SOURCE = """
            import datetime, struct, zlib
            def text(x):
                if x is None or isinstance(x, bool):
                    return str(x)
                if isinstance(x, float):
                    return 'float ' + struct.pack('>d', x).hex()
                if isinstance(x, str):
                    return 'str ' + octets(x.encode())
                if isinstance(x, bytes):
                    return 'bytes ' + octets(x)
                if isinstance(x, datetime.timedelta):
                    return f'timedelta {x // datetime.timedelta(microseconds=1)}'
                if isinstance(x, (datetime.datetime, datetime.time)):
                    return f"{type(x).__name__} {x.isoformat(timespec='microseconds')}"
                if isinstance(x, tuple):
                    return 'Row(' + ', '.join(f'{n}={text(v)}' for n, v in zip(x._fields, x)) + ')'
                if isinstance(x, list):
                    return '[' + ', '.join(map(text, x)) + ']'
                if isinstance(x, dict):
                    return '{' + ', '.join(f'{text(k)}: {text(v)}' for k, v in x.items()) + '}'
                return f'{type(x).__name__} {x}'
            def octets(x):
                return x.hex() if len(x) <= 100 else f'of {len(x)} {zlib.crc32(x):x}'
            """;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private PythonText() {}

    /** The value of a ROW. */
    record Row(List<String> names, List<Object> values) {}

    static String of(Object value) {
        if (value == null) {
            return "None";
        }
        return value instanceof Boolean flag
                ? flag ? "True" : "False"
                : value instanceof BigDecimal
                        ? "Decimal " + value
                        : value instanceof Double || value instanceof Float
                                ? "float "
                                        + HexFormat.of()
                                                .toHexDigits(Double.doubleToLongBits(((Number) value).doubleValue()))
                                : value instanceof Number
                                        ? "int " + value
                                        : value instanceof String text
                                                ? "str " + octets(text.getBytes(StandardCharsets.UTF_8))
                                                : value instanceof byte[] bytes
                                                        ? "bytes " + octets(bytes)
                                                        : value instanceof UUID ? "UUID " + value : ofOther(value);
    }

    private static String ofOther(Object value) {
        return value instanceof LocalDate
                ? "date " + value
                : value instanceof LocalTime time
                        ? "time " + TIME.format(time)
                        : value instanceof OffsetTime time
                                ? "time " + TIME.format(time) + offset(time.getOffset())
                                : value instanceof LocalDateTime time
                                        ? "datetime " + DATE_TIME.format(time)
                                        : value instanceof OffsetDateTime time
                                                ? "datetime " + DATE_TIME.format(time) + offset(time.getOffset())
                                                : value instanceof Period period
                                                        ? "int " + period.toTotalMonths()
                                                        : value instanceof Duration duration
                                                                ? "timedelta " + micros(duration)
                                                                : ofMany(value);
    }

    private static String ofMany(Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(PythonText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        var row = (Row) value;
        var fields = new ArrayList<String>();
        for (int i = 0; i < row.names.size(); i++) {
            fields.add(row.names.get(i) + "=" + of(row.values.get(i)));
        }
        return "Row(" + String.join(", ", fields) + ")";
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNano() / 1000;
    }

    private static String octets(byte[] bytes) {
        if (bytes.length <= 100) {
            return HexFormat.of().formatHex(bytes);
        }
        var sum = new CRC32();
        sum.update(bytes);
        return "of " + bytes.length + " " + Long.toHexString(sum.getValue());
    }
}
