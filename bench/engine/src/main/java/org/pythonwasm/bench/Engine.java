package org.pythonwasm.bench;

import java.time.Duration;
import org.pythonwasm.bench.harness.PythonSystem;
import org.pythonwasm.bench.harness.Worker;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** This project's engine: an interpreter for each program. */
public final class Engine implements PythonSystem {
    private final Limits limits = Limits.defaults().withWallTime(Duration.ofMinutes(10));

    public static void main(String[] arguments) throws Exception {
        Worker.run(Engine::new, arguments);
    }

    @Override
    public String version() {
        try (var python = PythonRuntime.shared().open()) {
            return python.eval("import sys; sys.version.split()[0]") + " on Java "
                    + System.getProperty("java.vm.version");
        }
    }

    @Override
    public Program load(String name, String source) {
        PythonInterpreter python = PythonRuntime.shared().open(limits);
        python.eval(source, name + ".py");
        return new Program() {
            @Override
            public String check() {
                return (String) python.call("check");
            }

            @Override
            public void close() {
                python.close();
            }
        };
    }
}
