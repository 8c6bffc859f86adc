package org.pythonwasm.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A wheel of a test, made as {@code wheel} makes one. Immutable. */
public final class TestWheel {
    private final String name;
    private final String version;
    private final String tag;
    private final String headers;
    private final Map<String, byte[]> files;

    private TestWheel(String name, String version, String tag, String headers, Map<String, byte[]> files) {
        this.name = name;
        this.version = version;
        this.tag = tag;
        this.headers = headers;
        this.files = files;
    }

    /** Without files. */
    public static TestWheel of(String name, String version) {
        return new TestWheel(name, version, "py3-none-any", "", Map.of());
    }

    public TestWheel withTag(String newTag) {
        return new TestWheel(name, version, newTag, headers, files);
    }

    /** @param header a line of METADATA, such as {@code Requires-Dist: six} */
    public TestWheel withHeader(String header) {
        return new TestWheel(name, version, tag, headers + header + "\n", files);
    }

    public TestWheel withFile(String path, String text) {
        return withFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public TestWheel withFile(String path, byte[] content) {
        var more = new LinkedHashMap<>(files);
        more.put(path, content);
        return new TestWheel(name, version, tag, headers, more);
    }

    private String stem() {
        return name.replace('-', '_') + "-" + version;
    }

    public String fileName() {
        return stem() + "-" + tag + ".whl";
    }

    /** Returns the directory of its metadata, with a slash. */
    public String metadata() {
        return stem() + ".dist-info/";
    }

    /** Returns all its files, with the metadata and a record of them. */
    public Map<String, byte[]> contents() {
        var all = new LinkedHashMap<>(files);
        put(
                all,
                "METADATA",
                "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n" + headers + "\nText.\n");
        put(all, "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: " + tag + "\n");
        if (!all.containsKey(metadata() + "RECORD")) {
            var record = new StringBuilder();
            all.forEach((path, content) -> record.append(path)
                    .append(",sha256=")
                    .append(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(content)))
                    .append(',')
                    .append(content.length)
                    .append('\n'));
            put(all, "RECORD", record + metadata() + "RECORD,,\n");
        }
        return all;
    }

    private void put(Map<String, byte[]> all, String file, String text) {
        all.putIfAbsent(metadata() + file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : contents().entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the file. */
    public Path writeTo(Path directory) {
        try {
            return Files.write(directory.resolve(fileName()), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
