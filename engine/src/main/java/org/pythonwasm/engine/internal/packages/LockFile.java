package org.pythonwasm.engine.internal.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.pythonwasm.engine.PythonPackageException;

/**
 * Which wheels are meant: a requirements file of pip with a version and hashes for each package, as {@code pip-compile
 * --generate-hashes} writes it. Immutable.
 *
 * @param pins by normalized names
 */
record LockFile(String file, Map<String, Pin> pins) {
    /** What a lock is called where nobody names it. */
    static final String NAME = "requirements.txt";

    static final int LONGEST = 4 << 20;
    private static final Pattern PINNED =
            Pattern.compile("(" + PackageName.FORM + ")(?:\\[[^\\]]*\\])?\\s*==\\s*([^\\s;=,*]+)\\s*(?:;(.*))?");
    private static final Pattern HASH = Pattern.compile("\\s--hash=([a-z0-9]+):([0-9a-fA-F]+)(?=\\s|$)");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @param hashes one of the wheel, others of files of the same version */
    record Pin(String name, String version, Set<String> hashes) {}

    /** @param file for messages */
    static LockFile parse(String file, String text) {
        var pins = new LinkedHashMap<String, Pin>();
        for (String line : lines(text)) {
            var pin = pin(file, line);
            if (pins.put(PackageName.normalized(pin.name), pin) != null) {
                throw fault(file, "it has two lines about " + pin.name);
            }
        }
        return new LockFile(file, pins);
    }

    private static PythonPackageException fault(String file, String message) {
        // A line of the file may be in it.
        return new PythonPackageException("the lock " + file + ": " + message.replaceAll("\\p{Cc}", "?"));
    }

    /** A backslash at its end continues a line; a comment begins at a blank. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        for (String line : text.replaceAll("\\\\[ \\t]*\\r?\\n", " ").split("\\r?\\n")) {
            String content = line.replaceAll("(^|\\s)#.*", "").strip();
            if (!content.isEmpty()) {
                lines.add(content);
            }
        }
        return lines;
    }

    private static Pin pin(String file, String line) {
        var hashes = new TreeSet<String>();
        var options = HASH.matcher(line);
        while (options.find()) {
            if (options.group(1).equals("sha256")
                    && SHA256.matcher(options.group(2).toLowerCase(Locale.ROOT)).matches()) {
                hashes.add(options.group(2).toLowerCase(Locale.ROOT));
            }
        }
        String requirement = HASH.matcher(line).replaceAll("").strip();
        var match = PINNED.matcher(requirement);
        if (!match.matches() || hashes.isEmpty()) {
            throw fault(
                    file,
                    "expected name==version --hash=sha256:… in each line, found '"
                            + (line.length() > 120 ? line.substring(0, 120) + "…" : line) + "'");
        }
        return new Pin(match.group(1), match.group(2), hashes);
    }

    /** @throws PythonPackageException the bytes of a wheel are not those that are meant */
    void check(WheelName wheel, String sha256) {
        var pin = pins.get(PackageName.normalized(wheel.name()));
        if (pin == null) {
            throw new PythonPackageException(
                    wheel.file() + " is not in the lock " + file + "; `python-wasm packages lock` writes a new one");
        }
        if (!pin.version.equals(wheel.version()) && !isSame(pin.version, wheel.version())) {
            throw new PythonPackageException(
                    wheel.file() + " is version " + wheel.version() + ", the lock " + file + " has " + pin.version);
        }
        if (!pin.hashes.contains(sha256)) {
            throw new PythonPackageException(wheel.file() + " has the hash sha256:" + sha256
                    + ", which the lock " + file + " does not have for " + pin.name + " " + pin.version
                    + ": it is another file than was locked");
        }
    }

    private static boolean isSame(String a, String b) {
        var version = Version.parse(a);
        return version.isPresent() && version.equals(Version.parse(b));
    }

    /** @throws PythonPackageException a package of the lock is missing */
    void requireAll(Set<String> present) {
        var missing = pins.entrySet().stream()
                .filter(pin -> !present.contains(pin.getKey()))
                .map(pin -> pin.getValue().name + " " + pin.getValue().version)
                .toList();
        if (!missing.isEmpty()) {
            throw fault(file, "there is no wheel of " + Listing.of(", ", missing));
        }
    }

    /** Returns the text of a lock of these wheels. */
    static String text(List<Wheel> wheels) {
        var text = new StringBuilder();
        wheels.forEach(wheel -> text.append(wheel.name())
                .append("==")
                .append(wheel.version())
                .append(" \\\n    --hash=sha256:")
                .append(wheel.sha256())
                .append('\n'));
        return text.toString();
    }
}
