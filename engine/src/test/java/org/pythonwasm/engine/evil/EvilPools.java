package org.pythonwasm.engine.evil;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Where hostile programs run: those of the categories {@code scratch} and {@code database} can write to {@code /tmp},
 * those of {@code objects} have all members of a Java object, those of {@code packages} can import a module, others have
 * nothing. Thread-safe.
 */
final class EvilPools implements AutoCloseable {
    private final Map<Place, InterpreterPool> pools = new EnumMap<>(Place.class);
    private final Map<Place, Object> fresh = new ConcurrentHashMap<>();

    /** What is granted. */
    private enum Place {
        PLAIN(PythonRuntime.builder()),
        SCRATCH(PythonRuntime.builder().withScratchSpace("/tmp")),
        OBJECTS(PythonRuntime.builder().withHostAccess(HostAccess.ALL)),
        PACKAGES(PythonRuntime.builder()
                .withPackages(Packages.NONE.withModule("shared", "secret = 1\ndef answer():\n    return 42\n")));

        final PythonRuntime runtime;

        Place(PythonRuntime.Builder builder) {
            runtime = builder.build();
        }

        static Place of(EvilProgram program) {
            return switch (program.category()) {
                case "scratch", "database" -> SCRATCH;
                case "objects" -> OBJECTS;
                case "packages" -> PACKAGES;
                default -> PLAIN;
            };
        }
    }

    EvilPools() {
        for (Place place : Place.values()) {
            pools.put(
                    place,
                    InterpreterPool.of(place.runtime)
                            .withMaxWait(Duration.ofSeconds(EvilTrial.PATIENCE_SECONDS))
                            .build());
        }
    }

    InterpreterPool of(EvilProgram program) {
        return pools.get(Place.of(program));
    }

    /** What an interpreter like the program's answers that nobody has used. */
    Object fresh(EvilProgram program, String script) {
        return fresh.computeIfAbsent(Place.of(program), place -> {
            try (var python = place.runtime.open()) {
                return python.eval(script);
            }
        });
    }

    int lent() {
        return pools.values().stream()
                .mapToInt(pool -> pool.statistics().lent())
                .sum();
    }

    @Override
    public void close() {
        pools.values().forEach(InterpreterPool::close);
    }
}
