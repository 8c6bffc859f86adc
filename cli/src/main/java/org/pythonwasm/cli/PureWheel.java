package org.pythonwasm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.pythonwasm.engine.PythonPackageException;

/**
 * A wheel of a package whose native code is optional, without that code: the same files, and a {@code RECORD} and a tag that say so.
 * Whoever uses it verifies it as any other. Not thread-safe.
 */
final class PureWheel {
    /** What all packages together may have. */
    private static final long MOST_BYTES = 256L << 20;

    private static final int MOST_FILES = 20_000;
    private static final String TAG = "py3-none-any";
    private static final Pattern NAME =
            Pattern.compile("([^-]+-[^-]+(?:-[0-9][^-]*)?)-([^-]+-[^-]+-[^-]+)\\.whl", Pattern.CASE_INSENSITIVE);
    private static final Pattern NATIVE =
            Pattern.compile(".*\\.(?:so(?:\\.[0-9]+)*|pyd|dll|dylib)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INFORMATION = Pattern.compile("[^/]+\\.dist-info/");

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final String file;

    private PureWheel(Path wheel) throws IOException {
        this.file = wheel.getFileName().toString();
        long budget = MOST_BYTES;
        try (var zip = new ZipInputStream(Files.newInputStream(wheel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(budget + 1, Integer.MAX_VALUE - 8));
                budget -= content.length;
                if (budget < 0 || files.size() + leftOut.size() >= MOST_FILES) {
                    throw refused("it is too large: all packages together may have " + MOST_BYTES + " bytes and "
                            + MOST_FILES + " files, unpacked");
                }
                if (NATIVE.matcher(entry.getName()).matches()) {
                    leftOut.add(entry.getName());
                } else if (!entry.isDirectory() && files.put(entry.getName(), content) != null) {
                    throw refused("it has two entries of one name");
                }
            }
        }
    }

    private PythonPackageException refused(String message) {
        return new PythonPackageException(file + ": " + message);
    }

    /** Returns whether a file's name says that it has native code. */
    static boolean isNeededFor(Path wheel) {
        var name = NAME.matcher(wheel.getFileName().toString());
        return name.matches() && !name.group(2).endsWith("-none-any");
    }

    /** @throws PythonPackageException it is too large, or has two entries of one name */
    static PureWheel read(Path wheel) throws IOException {
        return new PureWheel(wheel);
    }

    /** Returns the paths of what is not in the new one. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** Returns the new file. */
    Path writeTo(Path directory) throws IOException {
        String information = information();
        files.put(information + "WHEEL", tagged(require(information + "WHEEL")));
        files.remove(information + "RECORD");
        files.put(information + "RECORD", record(information + "RECORD").getBytes(StandardCharsets.UTF_8));
        var name = NAME.matcher(file);
        if (!name.matches()) {
            throw refused("it is not the name of a wheel, such as name-1.0-py3-none-any.whl");
        }
        Path written = directory.resolve(name.group(1) + "-" + TAG + ".whl");
        try (OutputStream out = Files.newOutputStream(written);
                var zip = new ZipOutputStream(out)) {
            for (var one : files.entrySet()) {
                var entry = new ZipEntry(one.getKey());
                // The same file each time, so that it has one hash.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(one.getValue());
            }
        }
        return written;
    }

    private String information() {
        return files.keySet().stream()
                .filter(path -> path.endsWith(".dist-info/WHEEL"))
                .map(path -> path.substring(0, path.length() - "WHEEL".length()))
                .filter(path -> INFORMATION.matcher(path).matches())
                .findFirst()
                .orElseThrow(() -> refused("it has no directory name-version.dist-info with WHEEL"));
    }

    private byte[] require(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw refused("it has no " + path);
        }
        return content;
    }

    private static byte[] tagged(byte[] wheel) {
        var lines = new StringBuilder();
        new String(wheel, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Tag:") && !line.startsWith("Root-Is-Purelib:"))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.append("Root-Is-Purelib: true\nTag: " + TAG + "\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String record(String own) {
        var lines = new StringBuilder();
        files.forEach((path, content) -> lines.append('"')
                .append(path.replace("\"", "\"\""))
                .append("\",sha256=")
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(content)))
                .append(',')
                .append(content.length)
                .append('\n'));
        return lines.append(own).append(",,\n").toString();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
