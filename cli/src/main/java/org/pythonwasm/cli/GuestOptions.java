package org.pythonwasm.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.modules.ClassCache;
import picocli.CommandLine.Option;

/** Which Python runs, and what it may use and see; the same options before and behind a subcommand's name. */
final class GuestOptions {
    /** In MiB, those of {@link Limits}. */
    private static final long LEAST_MEMORY = 16;

    private static final long MOST_MEMORY = 2047;

    @Option(
            names = "--module",
            scope = INHERIT,
            paramLabel = "FILE",
            description = "A python.wasm instead of the built-in guest.")
    private Path module;

    @Option(
            names = "--library",
            scope = INHERIT,
            paramLabel = "PATH",
            description = "The module's standard library: a directory or zip file.")
    private Path library;

    @Option(
            names = "--home",
            scope = INHERIT,
            paramLabel = "DIR",
            description = "The module's PYTHONHOME, a directory of the guest.")
    private String home;

    @Option(
            names = "--path",
            scope = INHERIT,
            paramLabel = "DIR:DIR…",
            description = "The module's PYTHONPATH, directories of the guest.")
    private String path;

    @Option(
            names = "--packages",
            scope = INHERIT,
            paramLabel = "DIR",
            description =
                    "A directory of pure-Python wheels that the guest can import, locked by its requirements.txt.")
    private Path packages;

    @Option(
            names = "--dir",
            scope = INHERIT,
            paramLabel = "HOST:GUEST",
            description = "A directory that the guest can read.")
    private List<String> directories = List.of();

    @Option(
            names = "--scratch",
            scope = INHERIT,
            paramLabel = "DIR[:SIZE]",
            description = "A directory that the guest can write in, kept in memory and gone at the end; SIZE such as "
                    + "500K, 64M (the default) or 1G.")
    private String scratch;

    @Option(
            names = "--env",
            scope = INHERIT,
            paramLabel = "NAME=VALUE",
            description = "An environment variable of the guest.")
    private Map<String, String> environment = Map.of();

    @Option(
            names = "--timezone",
            scope = INHERIT,
            paramLabel = "ZONE",
            description = "The zone of local time, such as Europe/Berlin, UTC or +02:00 (default: this machine's).")
    private String timeZone;

    @Option(
            names = "--cwd",
            scope = INHERIT,
            paramLabel = "DIR",
            description = "The module's working directory, one of the guest.")
    private String workingDirectory;

    @Option(
            names = "--options",
            scope = INHERIT,
            paramLabel = "OPTIONS",
            description = "Options of the module's python command (default: \"-S -P\").")
    private String options;

    @Option(
            names = "--timeout",
            scope = INHERIT,
            paramLabel = "TIME",
            description =
                    "How long the program may run: seconds, or a time such as 500ms, 1.5s, 2m or 1h (default: a day).")
    private String timeout;

    @Option(
            names = "--memory",
            scope = INHERIT,
            paramLabel = "MIB",
            description = "Its memory in MiB, up to 2047 (default: 1024).")
    private Long memory;

    @Option(
            names = "--cache",
            scope = INHERIT,
            paramLabel = "DIR",
            description = "The directory of compiled modules and unpacked libraries.")
    private Path cache;

    @Option(names = "--describe", scope = INHERIT, description = "Say on standard error which Python this is.")
    private boolean describe;

    /** The directory of compiled modules and unpacked libraries. */
    Path cache() {
        return cache == null ? ClassCache.defaultDirectory() : cache;
    }

    /** The directory of wheels. */
    Optional<Path> packages() {
        return Optional.ofNullable(packages);
    }

    /** The time limit of the program; its preparation has the default limit of a call. */
    Duration timeout() {
        return timeout(Duration.ofHours(24));
    }

    private Duration timeout(Duration otherwise) {
        return timeout == null ? otherwise : TimeSpan.parse("--timeout", timeout);
    }

    private long memoryBytes(long otherwise) {
        if (memory != null && (memory < LEAST_MEMORY || memory > MOST_MEMORY)) {
            throw new IllegalArgumentException(
                    "--memory is a number of MiB from " + LEAST_MEMORY + " to " + MOST_MEMORY + ", got " + memory);
        }
        return (memory == null ? otherwise : memory) << 20;
    }

    /** The directory of the scratch space, without its size. */
    String scratch(String otherwise) {
        return (scratch == null ? otherwise : scratch).replaceFirst(":.*", "");
    }

    /** A runtime of which nothing is this machine's but what the options name; the limits are those of each call. */
    PythonRuntime isolated(Duration defaultTimeout, long defaultMemory, String defaultScratch, PrintStream err) {
        var own = settings();
        own.putIfAbsent("scratch", List.of(defaultScratch));
        var runtime = builder(own, err)
                .withLimits(Limits.defaults()
                        .withMemoryBytes(memoryBytes(defaultMemory))
                        .withWallTime(timeout(defaultTimeout)));
        return (timeZone == null ? runtime : runtime.withTimeZone(zone(timeZone))).build();
    }

    PythonInterpreter open(PrintStream err) {
        timeout();
        var limits = Limits.defaults().withMemoryBytes(memoryBytes(1024)).withOutputBytes(Long.MAX_VALUE);
        var runtime = runtime(err);
        if (describe) {
            err.println(runtime.describe());
        }
        return runtime.open(limits);
    }

    private PythonRuntime.Builder builder(Map<String, List<String>> settings, PrintStream err) {
        var runtime = PythonRuntime.builder().withSettings(settings);
        return module == null
                ? runtime
                : runtime.withCache(cache()).withProgress(line -> err.println("python-wasm: " + line));
    }

    private PythonRuntime runtime(PrintStream err) {
        var runtime = builder(settings(), err);
        if (timeZone != null) {
            return runtime.withTimeZone(zone(timeZone)).build();
        }
        return module == null ? inTheZoneOfThisMachine(runtime, err) : runtime.build();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--timezone is a zone such as Europe/Berlin, UTC or +02:00, got '" + name + "'", e);
        }
    }

    /** A program runs even if the machine has a zone that Python's library lacks. */
    private static PythonRuntime inTheZoneOfThisMachine(PythonRuntime.Builder runtime, PrintStream err) {
        var zone = ZoneId.systemDefault();
        try {
            return runtime.withTimeZone(zone).build();
        } catch (IllegalArgumentException e) {
            err.println("python-wasm: local time is UTC, for Python's library lacks this machine's time zone, "
                    + zone.getId() + "; --timezone names another");
            return runtime.withTimeZone(ZoneOffset.UTC).build();
        }
    }

    /** By the names that they have everywhere. */
    Map<String, List<String>> settings() {
        var settings = new HashMap<String, List<String>>();
        put(settings, "module", module);
        put(settings, "library", library);
        put(settings, "home", home);
        put(settings, "path", path);
        put(settings, "packages", packages);
        put(settings, "scratch", scratch);
        put(settings, "cwd", workingDirectory);
        put(settings, "options", options);
        settings.put("dir", directories);
        settings.put(
                "env",
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
        return settings;
    }

    private static void put(Map<String, List<String>> settings, String name, Object value) {
        if (value != null) {
            settings.put(name, List.of(value.toString()));
        }
    }
}
