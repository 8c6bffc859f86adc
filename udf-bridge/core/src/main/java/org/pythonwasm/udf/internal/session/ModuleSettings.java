package org.pythonwasm.udf.internal.session;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.pythonwasm.engine.PythonModule;

/**
 * Which module a connection's URL and properties name: those that begin with {@code python-wasm.} are taken out, for a database
 * refuses what it does not know. What the URL says comes first.
 *
 * @param url of the database
 * @param properties of the database
 * @param module empty where none is named
 */
public record ModuleSettings(String url, Properties properties, Optional<PythonModule> module) {
    private static final String PREFIX = "python-wasm.";
    private static final String REFUSED = "08001";

    /** @throws SQLException 08001 for settings that are unknown, or have no meaning */
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
        return new ModuleSettings(rest, others, module(own));
    }

    /** The URL without our settings; a semicolon behind a backslash belongs to a value. */
    private static String take(String url, Properties own) {
        int start = url.indexOf(':', url.indexOf(':') + 1) + 1;
        var kept = new ArrayList<String>();
        for (String part : url.substring(start).split("(?<!\\\\);", -1)) {
            int sign = part.indexOf('=');
            if (part.startsWith(PREFIX) && sign > 0) {
                own.setProperty(part.substring(PREFIX.length(), sign), part.substring(sign + 1).replace("\\;", ";"));
            } else {
                kept.add(part);
            }
        }
        return url.substring(0, start) + String.join(";", kept);
    }

    private static Optional<PythonModule> module(Properties own) throws SQLException {
        for (String name : own.stringPropertyNames()) {
            if (!PythonModule.settings().containsKey(name)) {
                throw refused("there is no setting " + PREFIX + name + ": expected one of " + PREFIX
                        + String.join(", " + PREFIX, PythonModule.settings().keySet()), null);
            }
        }
        if (!own.isEmpty() && own.getProperty("module") == null) {
            throw refused("the settings " + PREFIX + String.join(", " + PREFIX, own.stringPropertyNames())
                    + " are those of a python.wasm: name it with " + PREFIX + "module", null);
        }
        try {
            return PythonModule.of(own);
        } catch (IllegalArgumentException e) {
            throw refused(PREFIX + "…: " + e.getMessage(), e);
        }
    }

    static SQLException refused(String message, Exception cause) {
        return new SQLException(message, REFUSED, cause);
    }

    /** What a tool may ask its user for, without values. */
    public static List<DriverPropertyInfo> describe() {
        var all = new ArrayList<DriverPropertyInfo>();
        PythonModule.settings().forEach((name, meaning) -> {
            var info = new DriverPropertyInfo(PREFIX + name, null);
            info.description = meaning;
            all.add(info);
        });
        return all;
    }
}
