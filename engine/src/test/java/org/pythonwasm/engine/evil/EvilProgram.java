package org.pythonwasm.engine.evil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.pythonwasm.engine.Limits;

/**
 * A hostile program, a file of {@code src/test/resources/evil}, in the folder of its category. Comments at its top say what it is:
 *
 * <pre>
 * # expected: TimeoutError or dies TIMEOUT
 * # deadline: 300 ms      of the call; default 5000
 * # memory: 32 MiB        default 64
 * # stack: 256 KiB        of the thread that calls it; default 1024
 * </pre>
 *
 * What is expected is one of some outcomes with {@code or} between them: the type of a Python exception, {@code any error},
 * {@code dies}, {@code dies} with the reason, {@code harmless}, {@code harmless:} with the value as Java prints it.
 *
 * <p>The deadline is wall time for a program that is expected to meet it, and CPU time for any other: how much of the machine a
 * test gets is no property of the program.
 */
record EvilProgram(String name, String category, String expected, Limits limits, int stackBytes, String source) {
    private static final Pattern HEADER =
            Pattern.compile("^# (expected|deadline|memory|stack): (.+)$", Pattern.MULTILINE);

    /** All of them, by category. */
    static List<EvilProgram> all() {
        try (var files = Files.walk(Path.of(
                Objects.requireNonNull(EvilProgram.class.getResource("/evil")).toURI()))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(EvilProgram::read)
                    .sorted(Comparator.comparing(EvilProgram::category))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EvilProgram read(Path file) {
        String source;
        try {
            source = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EvilProgram(
                file.getFileName().toString().replace(".py", ""),
                file.getParent().getFileName().toString(),
                header(source, "expected"),
                limits(source),
                number(source, "stack", 1_024) << 10,
                source);
    }

    private static Limits limits(String source) {
        var limits = Limits.defaults().withMemoryBytes((long) number(source, "memory", 64) << 20);
        var deadline = Duration.ofMillis(number(source, "deadline", 5_000));
        return header(source, "expected").toLowerCase(Locale.ROOT).contains("timeout")
                ? limits.withWallTime(deadline)
                : limits.withCpuTime(deadline).withWallTime(deadline.multipliedBy(12));
    }

    private static String header(String source, String key) {
        return HEADER.matcher(source)
                .results()
                .filter(match -> match.group(1).equals(key))
                .map(match -> match.group(2))
                .findFirst()
                .orElse("");
    }

    private static int number(String source, String key, int otherwise) {
        String text = header(source, key);
        return text.isEmpty() ? otherwise : Integer.parseInt(text.split(" ")[0]);
    }

    /** Whether that outcome is one of the expected. */
    boolean expects(String outcome) {
        return Arrays.stream(expected.split(" or ")).anyMatch(one -> switch (one) {
            case "dies" -> outcome.startsWith("dies ");
            case "harmless" -> outcome.startsWith("harmless: ");
            case "any error" ->
                !outcome.startsWith("dies ") && !outcome.startsWith("harmless: ") && !outcome.startsWith("SURVIVED");
            default -> outcome.equals(one);
        });
    }
}
