package org.pythonwasm.udf.h2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * The class name that represents a function in {@code CREATE ALIAS … FOR '…'}: a fixed prefix, then base64url of the
 * deflated text {@code <one letter per parameter: S strict, N not> <created, seconds since 1970>\n<CREATE FUNCTION
 * statement>}. H2 stores the name verbatim. If {@code h2.allowedClasses} is set, it must admit
 * {@code org.pythonwasm.udf.h2.*}.
 */
final class AliasName {
    static final String PREFIX = "org.pythonwasm.udf.h2.PythonUdf_";
    static final String METHOD = "call";
    /** The bound of the text in bytes: more than any function has, and little enough to be read from a forged name. */
    private static final int MOST_BYTES = 16 << 20;

    private static final char STRICT = 'S';
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** The function that was named or read last: creating one asks for it several times. */
    private static volatile SoftReference<Named> last = new SoftReference<>(null);

    private AliasName() {}

    private record Named(String className, CheckedFunction function, Instant created) {}

    static boolean matches(String className) {
        return className.startsWith(PREFIX);
    }

    /** @throws SQLException 54000 for a function that is too long */
    static String of(CheckedFunction function, Instant created) throws SQLException {
        String strict = function.strict().stream().map(yes -> yes ? "S" : "N").collect(Collectors.joining());
        String text = strict + " " + created.getEpochSecond() + "\n"
                + function.definition().sql();
        String className =
                packed(PREFIX, text, "PythonFunction " + function.definition().name());
        last = new SoftReference<>(new Named(className, function, time(created.getEpochSecond())));
        return className;
    }

    /**
     * @param what it is, for the message
     * @throws SQLException 54000 for a text that is too long
     */
    static String packed(String prefix, String text, String what) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new SQLException(
                    what + ": the statement has " + bytes.length + " bytes, a function at most " + MOST_BYTES
                            + "; put data into a table",
                    "54000");
        }
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(deflate(bytes));
    }

    /** @throws SQLException if nothing was packed into the name */
    static String unpacked(String prefix, String className) throws SQLException {
        try {
            return text(prefix, className);
        } catch (IOException | IllegalArgumentException e) {
            throw new SQLException(
                    "this alias names nothing of Python that can be read: " + Excerpt.of(className),
                    SqlStates.DEFINITION,
                    e);
        }
    }

    /** @throws SQLException if the name is not one of this project, or a newer version wrote it */
    static CheckedFunction parse(String className) throws SQLException {
        return named(className).function();
    }

    /** The time of creation; null if the name has none in the years 1 to 9999, which all databases know. */
    static Instant created(String className) {
        try {
            return named(className).created();
        } catch (SQLException unreadable) {
            return null;
        }
    }

    private static Named named(String className) throws SQLException {
        var known = last.get();
        if (known == null || !known.className().equals(className)) {
            known = decode(className);
            last = new SoftReference<>(known);
        }
        return known;
    }

    private static Named decode(String className) throws SQLException {
        try {
            String text = text(PREFIX, className);
            int end = text.indexOf('\n');
            int space = text.indexOf(' ');
            var create = (Create) StatementParser.parse(text.substring(end + 1)).get(0);
            var strict = text.substring(0, space)
                    .chars()
                    .mapToObj(letter -> letter == STRICT)
                    .toList();
            return new Named(
                    className, new CheckedFunction(create.definition(), strict), time(text.substring(space + 1, end)));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            throw new SQLException(
                    "this alias names no Python function that can be read: " + Excerpt.of(className),
                    SqlStates.DEFINITION,
                    e);
        }
    }

    private static Instant time(String seconds) {
        try {
            return time(Long.parseLong(seconds));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Instant time(long seconds) {
        return seconds < FIRST || seconds > LAST ? null : Instant.ofEpochSecond(seconds);
    }

    private static String text(String prefix, String className) throws IOException {
        byte[] deflated = Base64.getUrlDecoder().decode(className.substring(prefix.length()));
        return new String(inflate(deflated), StandardCharsets.UTF_8);
    }

    private static byte[] deflate(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] bytes) throws IOException {
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = inflater.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new IOException("the text has more than " + MOST_BYTES + " bytes");
            }
            return text;
        }
    }
}
