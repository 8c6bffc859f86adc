package org.pythonwasm.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All systems, with the commands that start them; a system that is missing on this machine reports it. */
final class Contestants {
    static final String NATIVE = "native";
    static final String TRINO = "trino";
    static final String GRAALPY = "graalpy";
    static final String ENGINE = "engine";

    private final Path bench;
    private final String jdk17;
    private final String jdk25;

    /** @param jdk17 a JDK's directory, empty if there is none; the other one likewise */
    Contestants(Path bench, String jdk17, String jdk25) {
        this.bench = bench;
        this.jdk17 = jdk17;
        this.jdk25 = jdk25;
    }

    /** @param otherPython a second CPython to compare; empty if there is none */
    List<Contestant> all(String nativePython, String otherPython) {
        var all = new ArrayList<Contestant>();
        all.add(python(NATIVE, "CPython", nativePython));
        if (!otherPython.isEmpty()) {
            all.add(python("python3", "python3", otherPython));
        }
        all.add(java("engine17", "engine, JDK 17", ENGINE, "org.pythonwasm.bench.Engine", 17, jdk17));
        all.add(java("engine25", "engine, JDK 25", ENGINE, "org.pythonwasm.bench.Engine", 25, jdk25));
        all.add(java(
                "interpreter17",
                "engine, JDK 17, nothing compiled",
                ENGINE,
                "org.pythonwasm.bench.Engine",
                17,
                jdk17,
                "-Dpython-wasm.jit=off"));
        all.add(java(GRAALPY, "GraalPy", GRAALPY, "org.pythonwasm.bench.graalpy.GraalPy", 25, jdk25));
        all.add(java("jython", "Jython", "jython", "org.pythonwasm.bench.jython.Jython", 25, jdk25));
        all.add(java(TRINO, "Trino's guest", TRINO, "org.pythonwasm.bench.trino.TrinoGuest", 25, jdk25));
        return all;
    }

    private Contestant python(String key, String title, String program) {
        return new Contestant(
                key, title, List.of(program, "-E", bench.resolve("native.py").toString()), "");
    }

    private Contestant java(
            String key, String title, String module, String main, int feature, String home, String... options) {
        Path target = bench.resolve(module).resolve("target");
        String missing = "";
        if (home.isEmpty()) {
            missing = "no JDK " + feature + " found: set JAVA" + feature + "_HOME";
        } else if (!Files.exists(target.resolve("classpath"))) {
            missing = "bench/" + module + " was not built: see bench/target/compare/build-" + module + ".log";
        }
        return new Contestant(
                key, title, missing.isEmpty() ? command(home, target, main, options) : List.of(), missing);
    }

    private static List<String> command(String home, Path target, String main, String... options) {
        try {
            String classPath = target.resolve("classes") + ":"
                    + Files.readString(target.resolve("classpath")).strip();
            var command = new ArrayList<String>();
            command.add(home + "/bin/java");
            command.addAll(List.of(options));
            command.addAll(List.of("-cp", classPath, main));
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
