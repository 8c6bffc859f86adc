package org.pythonwasm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** Runs a self-timing Python script several times in one interpreter, so that the JVM warms up. */
public final class RunScript {
    private RunScript() {}

    /** @param arguments the script and the number of its runs */
    public static void main(String[] arguments) throws IOException {
        String script = Files.readString(Path.of(arguments[0]));
        int times = Integer.parseInt(arguments[1]);
        try (var python = PythonRuntime.shared().open(Limits.defaults().withWallTime(Duration.ofMinutes(10)))) {
            python.setOutput(System.out::print, System.err::print);
            for (int i = 0; i < times; i++) {
                python.eval(script, arguments[0]);
            }
        }
    }
}
