package org.pythonwasm.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.internal.module.ClassCache;
import picocli.CommandLine.Option;

/** Which Python runs, and what it may use and see; the same options before and behind a subcommand's name. */
final class GuestOptions {
    @Option(names = "--module", scope = INHERIT, paramLabel = "FILE",
            description = "A python.wasm instead of the built-in guest.")
    private Path module;

    @Option(names = "--library", scope = INHERIT, paramLabel = "PATH",
            description = "The module's standard library: a directory or zip file.")
    private Path library;

    @Option(names = "--home", scope = INHERIT, paramLabel = "DIR",
            description = "The module's PYTHONHOME, a directory of the guest.")
    private String home;

    @Option(names = "--path", scope = INHERIT, paramLabel = "DIR:DIR…",
            description = "The module's PYTHONPATH, directories of the guest.")
    private String path;

    @Option(names = "--dir", scope = INHERIT, paramLabel = "HOST:GUEST",
            description = "A directory that the guest can read.")
    private List<String> directories = List.of();

    @Option(names = "--writable-dir", scope = INHERIT, paramLabel = "HOST:GUEST",
            description = "A directory that the module can change.")
    private List<String> writable = List.of();

    @Option(names = "--scratch", scope = INHERIT, paramLabel = "DIR[:SIZE]",
            description = "A directory that the built-in guest can write in, kept in memory and gone at the end; SIZE such as "
                    + "500K, 64M (the default) or 1G.")
    private String scratch;

    @Option(names = "--env", scope = INHERIT, paramLabel = "NAME=VALUE",
            description = "An environment variable of the guest.")
    private Map<String, String> environment = Map.of();

    @Option(names = "--timezone", scope = INHERIT, paramLabel = "ZONE",
            description = "The zone of local time, such as Europe/Berlin, UTC or +02:00 (default: this machine's).")
    private String timeZone;

    @Option(names = "--cwd", scope = INHERIT, paramLabel = "DIR",
            description = "The module's working directory, one of the guest.")
    private String workingDirectory;

    @Option(names = "--options", scope = INHERIT, paramLabel = "OPTIONS",
            description = "Options of the module's python command (default: \"-S -P\").")
    private String options;

    @Option(names = "--timeout", scope = INHERIT, paramLabel = "TIME",
            description = "How long the program may run: seconds, or a time such as 500ms, 1.5s, 2m or 1h (default: a day).")
    private String timeout = "24h";

    @Option(names = "--memory", scope = INHERIT, paramLabel = "MIB",
            description = "Its memory in MiB, up to 2047 (default: 1024).")
    private long memory = 1024;

    @Option(names = "--cache", scope = INHERIT, paramLabel = "DIR",
            description = "Where compiled modules and unpacked libraries are kept.")
    private Path cache;

    @Option(names = "--describe", scope = INHERIT, description = "Say on standard error which Python this is.")
    private boolean describe;

    /** Where compiled modules and unpacked libraries are kept. */
    Path cache() {
        return cache == null ? ClassCache.defaultDirectory() : cache;
    }

    /** How long the program may run; what is done before it has the default limit of a call. */
    Duration timeout() {
        return TimeSpan.parse("--timeout", timeout);
    }

    PythonInterpreter open(PrintStream err) {
        timeout();
        var limits = Limits.defaults().withMemoryBytes(memory << 20).withOutputBytes(Long.MAX_VALUE);
        var runtime = runtime(err);
        if (describe) {
            err.println(runtime.describe());
        }
        return runtime.open(limits);
    }

    private PythonRuntime runtime(PrintStream err) {
        if (module == null) {
            return builtIn(err);
        }
        if (scratch != null) {
            throw new IllegalArgumentException("--scratch is of the built-in guest; a python.wasm that --module names gets a "
                    + "directory that it can change by --writable-dir HOST:GUEST");
        }
        var runtime = PythonRuntime.builder().withModule(module()).withCache(cache())
                .withProgress(line -> err.println("python-wasm: " + line));
        if (timeZone != null) {
            runtime.withTimeZone(zone(timeZone));
        }
        return runtime.build();
    }

    private PythonRuntime builtIn(PrintStream err) {
        if (library != null || home != null || path != null || !writable.isEmpty() || workingDirectory != null || options != null) {
            throw new IllegalArgumentException("--library, --home, --path, --writable-dir, --cwd and --options are for a python.wasm "
                    + "that --module names; the built-in guest takes --dir, --env and --scratch");
        }
        var runtime = PythonRuntime.builder().withEnvironment(environment);
        directories.forEach(pair -> runtime.withReadOnlyDirectory(guest(pair), host(pair)));
        if (scratch != null) {
            var space = ScratchSpace.of(scratch);
            runtime.withScratchSpace(space.directory(), space.limits());
        }
        return timeZone == null ? inTheZoneOfThisMachine(runtime, err) : runtime.withTimeZone(zone(timeZone)).build();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--timezone is a zone such as Europe/Berlin, UTC or +02:00, got '" + name + "'", e);
        }
    }

    /** A program runs also where the machine has a zone that Python's library lacks. */
    private static PythonRuntime inTheZoneOfThisMachine(PythonRuntime.Builder runtime, PrintStream err) {
        var zone = ZoneId.systemDefault();
        try {
            return runtime.withTimeZone(zone).build();
        } catch (IllegalArgumentException e) {
            err.println("python-wasm: local time is UTC, for Python's library lacks this machine's time zone, " + zone.getId()
                    + "; --timezone names another");
            return runtime.withTimeZone(ZoneOffset.UTC).build();
        }
    }

    private PythonModule module() {
        PythonModule named = PythonModule.of(module);
        if (library != null) {
            named = named.withLibrary(library);
        }
        if (home != null) {
            named = named.withHome(home);
        }
        if (path != null) {
            named = named.withPath(path.split(":"));
        }
        for (String pair : directories) {
            named = named.withDirectory(host(pair), guest(pair));
        }
        for (String pair : writable) {
            named = named.withWritableDirectory(host(pair), guest(pair));
        }
        for (var variable : environment.entrySet()) {
            named = named.withEnvironment(variable.getKey(), variable.getValue());
        }
        if (options != null) {
            named = named.withOptions(options.isBlank() ? new String[0] : options.strip().split("\\s+"));
        }
        return workingDirectory == null ? named : named.withWorkingDirectory(workingDirectory);
    }

    private static Path host(String pair) {
        int colon = pair.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a directory is mapped by HOST:GUEST, such as .:/work, got '" + pair + "'");
        }
        return Path.of(pair.substring(0, colon));
    }

    private static String guest(String pair) {
        return pair.substring(pair.lastIndexOf(':') + 1);
    }
}
