package org.pythonwasm.udf.internal.session;

import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.pythonwasm.engine.PythonRuntime;

/**
 * The module and the packages that a connection's URL and properties name. Settings that begin with {@code python-wasm.} are removed,
 * because a database refuses unknown settings. Settings of the URL take precedence.
 *
 * @param url of the database
 * @param properties of the database
 * @param python the settings that name a module and what its guests may see, without their prefix; empty if no module is named
 * @param packages the directory of packages that its functions can name
 */
public record ModuleSettings(String url, Properties properties, Optional<Properties> python, Optional<Path> packages) {
    private static final String PREFIX = "python-wasm.";
    static final String PACKAGES = "packages";
    private static final String REFUSED = "08001";

    /** @throws SQLException 08001 for settings that are unknown or invalid */
    public static ModuleSettings of(String url, Properties given) throws SQLException {
        var own = new Properties();
        var others = new Properties();
        others.putAll(given);
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                own.setProperty(name.substring(PREFIX.length()), given.getProperty(name));
                others.remove(name);
            } else {
                others.setProperty(name, given.getProperty(name));
            }
        }
        String rest = take(url, own);
        var packages = Optional.ofNullable((String) own.remove(PACKAGES)).map(Path::of);
        return new ModuleSettings(rest, others, python(own), packages);
    }

    /** Returns the URL without the settings of this project; a semicolon after a backslash belongs to a value. */
    private static String take(String url, Properties own) {
        int start = url.indexOf(':', url.indexOf(':') + 1) + 1;
        var kept = new ArrayList<String>();
        for (String part : url.substring(start).split("(?<!\\\\);", -1)) {
            int sign = part.indexOf('=');
            if (part.startsWith(PREFIX) && sign > 0) {
                own.setProperty(
                        part.substring(PREFIX.length(), sign),
                        part.substring(sign + 1).replace("\\;", ";"));
            } else {
                kept.add(part);
            }
        }
        return url.substring(0, start) + String.join(";", kept);
    }

    private static Optional<Properties> python(Properties own) throws SQLException {
        for (String name : own.stringPropertyNames()) {
            if (!PythonRuntime.settings().containsKey(name)) {
                throw refused(
                        "there is no setting " + PREFIX + name + ": expected one of " + PREFIX
                                + String.join(
                                        ", " + PREFIX, PythonRuntime.settings().keySet()),
                        null);
            }
        }
        if (!own.isEmpty() && own.getProperty("module") == null) {
            throw refused(
                    "the settings " + PREFIX + String.join(", " + PREFIX, own.stringPropertyNames())
                            + " are those of a python.wasm: name it with " + PREFIX + "module",
                    null);
        }
        try {
            PythonRuntime.builder().withSettings(own);
            return own.isEmpty() ? Optional.empty() : Optional.of(own);
        } catch (IllegalArgumentException e) {
            throw refused(PREFIX + "…: " + e.getMessage(), e);
        }
    }

    static SQLException refused(String message, Exception cause) {
        return new SQLException(message, REFUSED, cause);
    }

    /** Describes the settings that a tool may request from its user, without values. */
    public static List<DriverPropertyInfo> describe() {
        var all = new ArrayList<DriverPropertyInfo>();
        PythonRuntime.settings().forEach((name, meaning) -> {
            var info = new DriverPropertyInfo(PREFIX + name, null);
            info.description = meaning;
            all.add(info);
        });
        return all;
    }
}
