package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code java -jar python-wasm.jar} in a process of its own, whose home is a folder of the test. */
record Jar(Path folder) {
    static final File FILE = new File(System.getProperty("python-wasm.jar"));

    record Run(int exitCode, String out, String err) {}

    ProcessBuilder process(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder,
                "-jar",
                FILE.getPath()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    Run runWith(String input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("stdin.log"), input);
        Path out = folder.resolve("stdout.log");
        Path err = folder.resolve("stderr.log");
        var process = process(arguments)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the program ends");
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
