package org.pythonwasm.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** A program that is compiled by a test and runs in a JVM of its own, with what an application would give it and nothing else. */
public final class JavaProgram {
    private final Path folder;
    private final String path;

    private JavaProgram(Path folder, String path) {
        this.folder = folder;
        this.path = path;
    }

    /**
     * For the artifact of this Maven module, which the build has described.
     *
     * @param folder an empty one
     */
    public static JavaProgram ofThisArtifact(Path folder) throws IOException {
        return new JavaProgram(
                folder,
                Path.of("target", "classes").toAbsolutePath()
                        + File.pathSeparator
                        + Files.readString(Path.of("target", "runtime-classpath"))
                                .strip());
    }

    /**
     * Compiles the class {@code application.Main} and runs it with the artifact and its declared runtime dependencies on the class
     * path.
     *
     * @return the lines of its output and of its errors
     */
    public List<String> runOnClassPath(String main) throws IOException, InterruptedException {
        compile(List.of("-cp", path), List.of(write("application/Main.java", main)));
        return run("-cp", path + File.pathSeparator + classes(), "application.Main");
    }

    /** The same on the module path: no flag opens or adds anything. */
    public List<String> runOnModulePath(String descriptor, String main) throws IOException, InterruptedException {
        compile(
                List.of("--module-path", path),
                List.of(write("module-info.java", descriptor), write("application/Main.java", main)));
        return run("--module-path", path + File.pathSeparator + classes(), "--module", "application/application.Main");
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("sources").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void compile(List<String> options, List<Path> sources) {
        var arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", classes().toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        return run(folder, arguments);
    }

    /**
     * Runs a JVM with these arguments.
     *
     * @param folder in which it runs and leaves a file of its output
     * @return the lines of its output and of its errors
     */
    public static List<String> run(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the program ends");
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
