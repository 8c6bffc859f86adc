package org.pythonwasm.engine.internal.packages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.internal.text.Excerpt;

/**
 * Reads wheels, which may be made to do harm: each is unpacked within a budget, its files are those that its {@code RECORD} says,
 * with the hashes that it says, and none has native code. Not thread-safe.
 */
final class WheelReader {
    /** The bytes that a wheel's file may have. */
    static final int LARGEST = 64 << 20;
    /** The bytes that the files of all wheels of one reader may have. */
    static final long MOST_BYTES = 256L << 20;

    static final int MOST_FILES = 20_000;
    private static final int LONGEST_METADATA = 4 << 20;
    /** Each extra that is asked for looks at all of them; the largest packages have a thousand. */
    private static final int MOST_REQUIREMENTS = 3_000;
    /** The requirements of all wheels of one reader. */
    private static final int MOST_REQUIREMENTS_OF_ALL = 50_000;

    private static final String INFORMATION = ".dist-info/";
    /** What {@code importlib.metadata} takes for the metadata of a package. */
    private static final Pattern METADATA =
            Pattern.compile("([^/]*)\\.(?:dist|egg)-info(?:/.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What Python loads; a program for another system is data. */
    private static final Pattern NATIVE =
            Pattern.compile(".*\\.(?:so(?:\\.[0-9]+)*|pyd|dll|dylib)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Set<String> UNRECORDED = Set.of("RECORD", "RECORD.jws", "RECORD.p7s");

    private long budget = MOST_BYTES;
    private int files = MOST_FILES;
    private int requirements = MOST_REQUIREMENTS_OF_ALL;

    private final class Unpacking {
        private final WheelName name;
        private final ZipArchive zip;
        private final List<ZipArchive.Entry> entries;
        private final Map<String, byte[]> contents = new HashMap<>();

        Unpacking(WheelName name, byte[] content) {
            this.name = name;
            this.zip = new ZipArchive(name.file(), content);
            this.entries = zip.entries(files);
        }

        PythonPackageException refused(String message) {
            return zip.refused(message);
        }

        void refuseNativeCode() {
            var nativeFile = entries.stream()
                    .map(ZipArchive.Entry::path)
                    .filter(path -> NATIVE.matcher(path).matches())
                    .sorted()
                    .findFirst();
            if (nativeFile.isPresent() || !name.isPure()) {
                throw refused((nativeFile.isPresent()
                                ? "it has native code, " + nativeFile.get() + ", which"
                                : "it is made for " + name.abi() + " on " + name.platform() + ", whose native code")
                        + " cannot run in the sandbox: use a pure-Python wheel of the package, named …-none-any.whl");
            }
            if (!name.isForThisPython()) {
                throw refused("it is for " + String.join(", ", name.pythons()) + ", expected py3 or up to py313");
            }
        }

        void unpack() {
            long size = entries.stream().mapToLong(ZipArchive.Entry::size).sum();
            if (size > budget) {
                throw refused("its files have " + size + " bytes, and all packages together may have " + MOST_BYTES);
            }
            budget -= size;
            files -= entries.size() + directories();
            if (files < 0) {
                throw refused(
                        "there are more than " + MOST_FILES + " files and directories, counted over all packages");
            }
            entries.forEach(entry -> contents.put(entry.path(), zip.content(entry)));
        }

        /** Returns how many there are, up to one more than there may be: short paths can have many. */
        private int directories() {
            var directories = new HashSet<String>();
            for (var entry : entries) {
                String path = entry.path();
                int slash = path.lastIndexOf('/');
                while (slash >= 0 && directories.size() <= MOST_FILES && directories.add(path.substring(0, slash))) {
                    slash = path.lastIndexOf('/', slash - 1);
                }
            }
            return directories.size();
        }

        /** The one directory of that form; its name is spelled in several ways. */
        String metadataDirectory() {
            var found = contents.keySet().stream()
                    .filter(path -> path.endsWith(".dist-info/METADATA") && path.indexOf('/') == path.lastIndexOf('/'))
                    .map(path -> path.substring(0, path.indexOf('/') + 1))
                    .toList();
            if (found.size() != 1) {
                throw refused(
                        "it has " + found.size() + " directories name-version.dist-info with METADATA, expected one");
            }
            return found.get(0);
        }

        /** Python finds a package by the name of that directory. */
        void checkName(String directory) {
            int end = directory.lastIndexOf('-', directory.length() - INFORMATION.length() - 1);
            if (end < 0 || !PackageName.normalized(directory.substring(0, end)).equals(name.key())) {
                throw refused(directory + " is not the directory of metadata of " + name.name() + " " + name.version());
            }
        }

        /** Returns the headers of a file of its metadata. */
        Metadata headers(String directory, String file) {
            byte[] content = require(directory + file);
            try {
                return Metadata.parse(file, content);
            } catch (PythonPackageException e) {
                throw refused(e.getMessage());
            }
        }

        byte[] require(String path) {
            byte[] content = contents.get(path);
            if (content == null) {
                throw refused("it has no " + path);
            }
            if (content.length > LONGEST_METADATA) {
                throw refused(path + " has " + content.length + " bytes, expected at most " + LONGEST_METADATA);
            }
            return content;
        }

        void checkRecord(String directory) {
            var recorded = new HashSet<String>();
            for (String line : new String(require(directory + "RECORD"), StandardCharsets.UTF_8).split("\\r?\\n")) {
                if (!line.isBlank()) {
                    recorded.add(checkLine(fields(line), directory));
                }
            }
            contents.keySet().stream()
                    .filter(path -> !recorded.contains(path) && !isUnrecorded(path, directory))
                    .sorted()
                    .findFirst()
                    .ifPresent(path -> {
                        throw refused("its RECORD does not list " + path);
                    });
        }

        private boolean isUnrecorded(String path, String directory) {
            return path.startsWith(directory) && UNRECORDED.contains(path.substring(directory.length()));
        }

        private String checkLine(List<String> fields, String directory) {
            String path = fields.get(0);
            if (fields.size() != 3) {
                throw refused("a line of its RECORD has " + fields.size() + " fields, expected path,hash,size");
            }
            byte[] content = contents.get(path);
            if (content == null) {
                throw refused("its RECORD lists a file that is not there");
            }
            if (isUnrecorded(path, directory)) {
                return path;
            }
            if (!fields.get(2).isEmpty() && !fields.get(2).equals(String.valueOf(content.length))
                    || !hash(fields.get(1), content).equals(fields.get(1))) {
                throw refused("the content of " + path + " is not what its RECORD says");
            }
            return path;
        }

        private String hash(String said, byte[] content) {
            String algorithm = said.substring(0, Math.max(0, said.indexOf('=')));
            String standard = switch (algorithm) {
                case "sha256" -> "SHA-256";
                case "sha384" -> "SHA-384";
                case "sha512" -> "SHA-512";
                default -> throw refused("a hash of its RECORD is none of sha256, sha384 and sha512");
            };
            return algorithm + "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest(standard, content));
        }

        /** Places files as an installer does; scripts and headers are for none. */
        Map<String, byte[]> installed(String directory) {
            String data = directory.replaceFirst("\\.dist-info/$", ".data/");
            var installed = new TreeMap<String, byte[]>();
            contents.forEach((path, content) -> {
                String place = path;
                if (path.startsWith(data)) {
                    String rest = path.substring(data.length());
                    if (!rest.startsWith("purelib/") && !rest.startsWith("platlib/")) {
                        return;
                    }
                    place = rest.substring("purelib/".length());
                }
                refuseForeignMetadata(place, directory);
                if (installed.put(place, content) != null) {
                    throw refused("it installs two files as " + place);
                }
            });
            return Collections.unmodifiableMap(installed);
        }

        private void refuseForeignMetadata(String place, String directory) {
            var metadata = METADATA.matcher(place);
            if (metadata.matches() && !place.startsWith(directory)) {
                throw refused("it brings metadata of another package, " + metadata.group(1));
            }
        }
    }

    /** Quotes stand around fields with commas, and are doubled in them. */
    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
                if (quoted && field.length() > 0) {
                    field.append('"');
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest("SHA-256", content));
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        }
    }

    /** @throws PythonPackageException it is no wheel that can be used */
    Wheel read(WheelName name, byte[] content, String sha256) {
        var wheel = new Unpacking(name, content);
        wheel.refuseNativeCode();
        wheel.unpack();
        String directory = wheel.metadataDirectory();
        wheel.checkRecord(directory);
        checkFormat(wheel, wheel.headers(directory, "WHEEL"));
        var made = wheel(wheel, wheel.headers(directory, "METADATA"), sha256, wheel.installed(directory));
        wheel.checkName(directory);
        return made;
    }

    private static void checkFormat(Unpacking wheel, Metadata format) {
        String version = format.find("wheel-version").orElse("");
        if (!version.startsWith("1.")) {
            throw wheel.refused(
                    "its format is " + (version.isEmpty() ? "not said" : "another one than 1") + " in WHEEL");
        }
    }

    private Wheel wheel(Unpacking wheel, Metadata metadata, String sha256, Map<String, byte[]> installed) {
        var file = wheel.name;
        String name = metadata.find("name").orElse("");
        String version = metadata.find("version").orElse("");
        var said = Version.parse(file.version().replace('_', '-'));
        if (said.isEmpty()) {
            throw wheel.refused("its version is none of PEP 440, such as 1.0 or 2.1rc1");
        }
        if (!PackageName.isValid(name)
                || !PackageName.normalized(name).equals(file.key())
                || !said.equals(Version.parse(version))) {
            throw wheel.refused("its METADATA is that of another package or version than its name says");
        }
        var pythons = metadata.find("requires-python");
        if (pythons.isPresent()) {
            var range = VersionRange.parse(pythons.get())
                    .orElseThrow(() -> wheel.refused("its Requires-Python is no range of versions"));
            if (range.clauses().stream().anyMatch(clause -> !clause.admits(MarkerEnvironment.PYTHON))) {
                throw wheel.refused("it requires Python " + Excerpt.of(range.text()) + ", this is 3.13.5");
            }
        }
        return new Wheel(file.file(), name, version, sha256, pythons, requirements(wheel, metadata), installed);
    }

    private List<Requirement> requirements(Unpacking wheel, Metadata metadata) {
        var texts = metadata.all("requires-dist");
        if (texts.size() > MOST_REQUIREMENTS) {
            throw wheel.refused("it has " + texts.size() + " requirements, expected at most " + MOST_REQUIREMENTS);
        }
        requirements -= texts.size();
        if (requirements < 0) {
            throw wheel.refused(
                    "there are more than " + MOST_REQUIREMENTS_OF_ALL + " requirements, counted over all packages");
        }
        try {
            return texts.stream().map(RequirementParser::parse).collect(Collectors.toUnmodifiableList());
        } catch (PythonPackageException e) {
            throw wheel.refused(e.getMessage());
        }
    }
}
