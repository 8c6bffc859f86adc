package org.pythonwasm.spring.boot;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * What scripts may use and see. Those that {@link org.pythonwasm.engine.PythonRuntime#settings()} has are named and written as there.
 *
 * @param module File of a python.wasm that takes the place of the built-in guest.
 * @param library Its standard library, a directory or zip file.
 * @param home Its PYTHONHOME, a directory of the guest.
 * @param path Its PYTHONPATH, directories of the guest with colons between them.
 * @param cwd Its working directory, one of the guest.
 * @param options Options of its python command.
 * @param dir Directories that scripts can read, HOST:GUEST each.
 * @param scratch Directory of the guest in which scripts can write, kept in memory: DIR or DIR:SIZE, such as /tmp:64M.
 * @param packages Directory of wheels that scripts can import, locked by its requirements.txt if it has one.
 * @param env Variables that scripts see, NAME=VALUE each.
 * @param timeZone Zone of local time in scripts; UTC if there is none.
 * @param preparation Script that is run once, in whose state each interpreter starts.
 * @param hostAccess Types whose Java objects scripts may use: none, all, or names of classes with commas between them.
 * @param limits Limits of each interpreter.
 * @param pool The bean of interpreters for many threads.
 * @param scriptEngine The script engine as a bean.
 * @param sql SQL functions in Python.
 */
@ConfigurationProperties("python-wasm")
public record PythonWasmProperties(
        String module,
        String library,
        String home,
        String path,
        String cwd,
        String options,
        @DefaultValue List<String> dir,
        String scratch,
        String packages,
        @DefaultValue List<String> env,
        ZoneId timeZone,
        Resource preparation,
        @DefaultValue("none") String hostAccess,
        @DefaultValue Limit limits,
        @DefaultValue Pool pool,
        @DefaultValue Engine scriptEngine,
        @DefaultValue Sql sql) {

    /**
     * @param memory Of one interpreter, between 16 MB and 2 GB.
     * @param wallTime Of one call.
     * @param cpuTime Of one call; that of the wall time if there is none.
     * @param output Characters that one call may print.
     * @param recursionDepth Initial value of sys.getrecursionlimit().
     * @param totalMemory Of the Java heap, for all interpreters together; unbounded if there is none.
     * @param sleepAfter Time after which an idle interpreter gives its memory back.
     */
    public record Limit(
            @DefaultValue("256MB") DataSize memory,
            @DefaultValue("1m") Duration wallTime,
            Duration cpuTime,
            @DefaultValue("16777216") long output,
            @DefaultValue("1000") int recursionDepth,
            DataSize totalMemory,
            Duration sleepAfter) {

        Limits toLimits() {
            var limits = Limits.defaults()
                    .withMemoryBytes(Math.min(memory.toBytes(), Integer.MAX_VALUE))
                    .withWallTime(wallTime)
                    .withOutputBytes(output)
                    .withRecursionDepth(recursionDepth);
            return cpuTime == null ? limits : limits.withCpuTime(cpuTime);
        }
    }

    /**
     * @param size Largest number of interpreters; the number of processors if there is none.
     * @param minIdle Interpreters that are kept ready.
     * @param maxIdle Returned interpreters that are kept; all if there is none.
     * @param idleTimeout Time after which an idle interpreter is closed; they stay if there is none.
     * @param maxWait Time that a borrower waits while all are lent.
     * @param name Name in JMX and in metrics.
     */
    public record Pool(
            Integer size,
            @DefaultValue("0") int minIdle,
            Integer maxIdle,
            Duration idleTimeout,
            @DefaultValue("10s") Duration maxWait,
            @DefaultValue("python") String name) {}

    /** @param enabled Whether a script engine of the runtime is a bean. */
    public record Engine(@DefaultValue("false") boolean enabled) {}

    /** @param enabled Whether the data source of H2 creates functions in Python. */
    public record Sql(@DefaultValue("false") boolean enabled) {}

    HostAccess access() {
        return HostAccess.parse(hostAccess);
    }

    /** By the names that they have everywhere. */
    Map<String, List<String>> settings() {
        var settings = new HashMap<String, List<String>>();
        put(settings, "module", module);
        put(settings, "library", library);
        put(settings, "home", home);
        put(settings, "path", path);
        put(settings, "cwd", cwd);
        put(settings, "options", options);
        put(settings, "scratch", scratch);
        put(settings, "packages", packages);
        settings.put("dir", dir);
        settings.put("env", env);
        return settings;
    }

    private static void put(Map<String, List<String>> settings, String name, String value) {
        if (value != null) {
            settings.put(name, List.of(value));
        }
    }
}
