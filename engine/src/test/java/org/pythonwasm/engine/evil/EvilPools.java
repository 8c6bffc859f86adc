package org.pythonwasm.engine.evil;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;

/** Where hostile programs run: those of the category {@code scratch} can write to {@code /tmp}, others nowhere. Thread-safe. */
final class EvilPools implements AutoCloseable {
    private final PythonRuntime writing =
            PythonRuntime.builder().withScratchSpace("/tmp").build();
    private final InterpreterPool plainPool = pool(PythonRuntime.shared());
    private final InterpreterPool writingPool = pool(writing);
    private final Map<PythonRuntime, Object> fresh = new ConcurrentHashMap<>();

    private static InterpreterPool pool(PythonRuntime runtime) {
        return InterpreterPool.of(runtime)
                .withMaxWait(Duration.ofSeconds(EvilTrial.PATIENCE_SECONDS))
                .build();
    }

    private static boolean writes(EvilProgram program) {
        return program.category().equals("scratch");
    }

    InterpreterPool of(EvilProgram program) {
        return writes(program) ? writingPool : plainPool;
    }

    /** What an interpreter like the program's answers that nobody has used. */
    Object fresh(EvilProgram program, String script) {
        return fresh.computeIfAbsent(writes(program) ? writing : PythonRuntime.shared(), runtime -> {
            try (var python = runtime.open()) {
                return python.eval(script);
            }
        });
    }

    int lent() {
        return plainPool.statistics().lent() + writingPool.statistics().lent();
    }

    @Override
    public void close() {
        plainPool.close();
        writingPool.close();
    }
}
