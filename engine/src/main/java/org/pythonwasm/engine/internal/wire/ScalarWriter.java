package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.pythonwasm.engine.internal.text.Numbers;

/** Writes truth values, texts, numbers, bytes and similar values. */
final class ScalarWriter {
    private ScalarWriter() {}

    /** Returns false if the value is none of these. */
    static boolean write(Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof CharSequence || value instanceof Character) {
            json.writeString(Surrogates.require(value.toString()));
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else if (value instanceof Number number) {
            return writeNumber(number, json);
        } else if (value instanceof byte[] bytes) {
            tagged(json, "bytes", Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof UUID) {
            tagged(json, "uuid", value.toString());
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeNumber(Number number, JsonGenerator json) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeDouble(number.doubleValue(), json);
        } else if (number instanceof BigInteger big) {
            tagged(json, "int", hexadecimal(big));
        } else if (number instanceof BigDecimal decimal) {
            tagged(json, "decimal", decimal(decimal));
        } else {
            return false;
        }
        return true;
    }

    /** Avoids BigInteger.toString, which takes more and more time for each digit, in this radix, too. */
    private static String hexadecimal(BigInteger number) {
        return (number.signum() < 0 ? "-" : "")
                + HexFormat.of().formatHex(number.abs().toByteArray());
    }

    /** As many digits as {@link ValueReader} takes in the other direction. */
    static String decimal(BigDecimal number) {
        long digits = Numbers.leastDigits(number.unscaledValue());
        if (digits > Numbers.MOST_DIGITS) {
            throw new NoPythonValueException(
                    "a decimal number of some " + digits + " digits, the limit is " + Numbers.MOST_DIGITS);
        }
        return number.toString();
    }

    private static void writeDouble(double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            tagged(json, "float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        }
    }

    static void tagged(JsonGenerator json, String tag, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", tag);
        json.writeStringField("v", text);
        json.writeEndObject();
    }
}
