package org.pythonwasm.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The settings of a {@link PythonModule} as texts. */
final class ModuleProperties {
    private static final String PREFIX = "python-wasm.";

    /** In the order of documentation. */
    static final Map<String, String> NAMES = names();

    private ModuleProperties() {
    }

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("module", "the file of a python.wasm that takes the place of the built-in guest");
        names.put("library", "its standard library: a directory or zip file; none where the module holds it");
        names.put("home", "PYTHONHOME, a directory of the guest");
        names.put("path", "PYTHONPATH, directories of the guest with colons between them");
        names.put("dir", "HOST:GUEST, a directory that the guest can read; several with commas between them");
        names.put("writable-dir", "HOST:GUEST, a directory that the guest can change; several with commas between them");
        names.put("env", "NAME=VALUE, a variable of the guest; several with commas between them");
        names.put("cwd", "the working directory, one of the guest");
        names.put("options", "options of the python command with spaces between them, -S -P by default");
        return Collections.unmodifiableMap(names);
    }

    /** Returns those of the JVM, without their prefix. */
    static Properties ofSystem() {
        var own = new Properties();
        Properties all = System.getProperties();
        all.stringPropertyNames().stream().filter(name -> name.startsWith(PREFIX))
                .forEach(name -> own.setProperty(name.substring(PREFIX.length()), all.getProperty(name)));
        return own;
    }

    static PythonModule read(PythonModule start, Properties properties) {
        PythonModule module = start;
        String library = properties.getProperty("library");
        if (library != null) {
            module = module.withLibrary(Path.of(library));
        }
        String home = properties.getProperty("home");
        if (home != null) {
            module = module.withHome(home);
        }
        String path = properties.getProperty("path");
        if (path != null) {
            module = module.withPath(path.split(":"));
        }
        for (String pair : list(properties, "dir")) {
            module = module.withDirectory(Path.of(before(pair, ':', "dir")), after(pair, ':'));
        }
        for (String pair : list(properties, "writable-dir")) {
            module = module.withWritableDirectory(Path.of(before(pair, ':', "writable-dir")), after(pair, ':'));
        }
        for (String pair : list(properties, "env")) {
            module = module.withEnvironment(pair.substring(0, place(pair, pair.indexOf('='), '=', "env")),
                    pair.substring(pair.indexOf('=') + 1));
        }
        String options = properties.getProperty("options");
        if (options != null) {
            module = module.withOptions(options.isBlank() ? new String[0] : options.strip().split("\\s+"));
        }
        String cwd = properties.getProperty("cwd");
        return cwd == null ? module : module.withWorkingDirectory(cwd);
    }

    private static String[] list(Properties properties, String name) {
        String value = properties.getProperty(name, "");
        return value.isEmpty() ? new String[0] : value.split(",");
    }

    /** Splits at the last separator, because a path of the host may contain one, as drive letters do. */
    private static String before(String pair, char separator, String name) {
        return pair.substring(0, place(pair, pair.lastIndexOf(separator), separator, name));
    }

    private static String after(String pair, char separator) {
        return pair.substring(pair.lastIndexOf(separator) + 1);
    }

    private static int place(String pair, int index, char separator, String name) {
        if (index < 1) {
            throw new IllegalArgumentException(
                    "the setting " + name + " has two parts with '" + separator + "' between them, got '" + pair + "'");
        }
        return index;
    }
}
