package org.pythonwasm.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a runtime as texts: system properties, a connection's properties and the shell's options have the same names. */
final class RuntimeSettings {
    private static final String PREFIX = "python-wasm.";
    private static final String PACKAGES = "packages";
    private static final Set<String> OF_MODULES = Set.of("library", "home", "path", "cwd", "options");
    /** Several are separated by commas in one text. */
    private static final Set<String> LISTS = Set.of("dir", "env");

    private static final Pattern SCRATCH = Pattern.compile("(/[^:]*)(?::([0-9]{1,9})([KMG]?))?");

    /** In the order of documentation. */
    static final Map<String, String> NAMES = names();

    private final Map<String, List<String>> values;

    private RuntimeSettings(Map<String, List<String>> values) {
        this.values = values;
    }

    private static Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        names.put("module", "the file of a python.wasm that takes the place of the built-in guest");
        names.put("library", "its standard library: a directory or zip file; none if the module holds it");
        names.put("home", "PYTHONHOME, a directory of the guest");
        names.put("path", "PYTHONPATH, directories of the guest with colons between them");
        names.put(PACKAGES, "a directory of wheels that scripts can import, and that SQL functions can name");
        names.put("dir", "HOST:GUEST, a directory that the guest can read; several with commas between them");
        names.put("scratch", "DIR or DIR:SIZE, a directory of the guest in which it can write, kept in memory");
        names.put("env", "NAME=VALUE, a variable of the guest; several with commas between them");
        names.put("cwd", "the working directory, one of the guest");
        names.put("options", "options of the python command with spaces between them, -S -P by default");
        return Collections.unmodifiableMap(names);
    }

    /** Those of the JVM, without their prefix. */
    static Properties ofSystem() {
        var own = new Properties();
        Properties all = System.getProperties();
        NAMES.keySet().stream()
                .filter(name -> all.getProperty(PREFIX + name) != null)
                .forEach(name -> own.setProperty(name, all.getProperty(PREFIX + name)));
        return own;
    }

    /** Those of the JVM if they name a module, and none otherwise: what the built-in guest may see is granted in Java. */
    static Properties ofModuleOfSystem() {
        var own = ofSystem();
        own.remove(PACKAGES);
        return own.getProperty("module") == null ? new Properties() : own;
    }

    static Optional<Packages> packagesOfSystem() {
        return Optional.ofNullable(System.getProperty(PREFIX + PACKAGES))
                .map(Path::of)
                .map(Packages::in);
    }

    static Map<String, List<String>> split(Properties properties) {
        var values = new HashMap<String, List<String>>();
        properties.stringPropertyNames().forEach(name -> {
            String value = properties.getProperty(name);
            values.put(
                    name,
                    !LISTS.contains(name)
                            ? List.of(value)
                            : value.isEmpty() ? List.of() : Arrays.asList(value.split(",")));
        });
        return values;
    }

    static void apply(Map<String, List<String>> values, PythonRuntime.Builder runtime) {
        new RuntimeSettings(values).apply(runtime);
    }

    private void apply(PythonRuntime.Builder runtime) {
        requireKnown();
        // First, for what may be granted depends on it.
        find("module")
                .map(file -> read(PythonModule.of(Path.of(file))))
                .ifPresentOrElse(runtime::withModule, this::requireNoneOfModules);
        find(PACKAGES).map(Path::of).map(Packages::in).ifPresent(runtime::withPackages);
        list("dir").forEach(pair -> runtime.withReadOnlyDirectory(guest(pair), host(pair)));
        var environment = new LinkedHashMap<String, String>();
        list("env").forEach(pair -> environment.put(variable(pair), pair.substring(pair.indexOf('=') + 1)));
        if (!environment.isEmpty()) {
            runtime.withEnvironment(environment);
        }
        find("scratch").ifPresent(text -> grantScratch(text, runtime));
    }

    private List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    private Optional<String> find(String name) {
        return list(name).stream().reduce((first, last) -> last);
    }

    private void requireKnown() {
        var unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(NAMES.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no setting " + String.join(", ", unknown)
                    + ": expected some of " + String.join(", ", NAMES.keySet()));
        }
    }

    private void requireNoneOfModules() {
        var given = OF_MODULES.stream()
                .filter(name -> find(name).isPresent())
                .sorted()
                .toList();
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "the settings " + String.join(", ", given) + " are those of a python.wasm, which the "
                            + "setting module names; the built-in guest takes packages, dir, scratch and env");
        }
    }

    private PythonModule read(PythonModule start) {
        PythonModule module = start;
        module = find("library").map(Path::of).map(module::withLibrary).orElse(module);
        module = find("home").map(module::withHome).orElse(module);
        module = find("path").map(path -> path.split(":")).map(module::withPath).orElse(module);
        module = find("options")
                .map(RuntimeSettings::words)
                .map(module::withOptions)
                .orElse(module);
        return find("cwd").map(module::withWorkingDirectory).orElse(module);
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s+");
    }

    /** The last colon counts: a host's path may hold one, as drive letters do. */
    private static Path host(String pair) {
        return Path.of(pair.substring(0, place(pair, pair.lastIndexOf(':'), ':', "dir")));
    }

    private static String guest(String pair) {
        return pair.substring(place(pair, pair.lastIndexOf(':'), ':', "dir") + 1);
    }

    private static String variable(String pair) {
        return pair.substring(0, place(pair, pair.indexOf('='), '=', "env"));
    }

    private static int place(String pair, int index, char separator, String name) {
        if (index < 1) {
            throw new IllegalArgumentException(
                    "the setting " + name + " has two parts with '" + separator + "' between them, got '" + pair + "'");
        }
        return index;
    }

    private static void grantScratch(String text, PythonRuntime.Builder runtime) {
        var parts = SCRATCH.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the setting scratch is DIR or DIR:SIZE, such as /tmp or /tmp:64M (K, M, G), got '" + text + "'");
        }
        var limits = ScratchLimits.defaults();
        runtime.withScratchSpace(
                parts.group(1),
                parts.group(2) == null
                        ? limits
                        : limits.withBytes(Long.parseLong(parts.group(2)) << shift(parts.group(3))));
    }

    private static int shift(String unit) {
        return unit.isEmpty() ? 0 : 10 * (1 + "KMG".indexOf(unit));
    }
}
