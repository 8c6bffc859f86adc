package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module requires the engine alone: what runs a python.wasm is found as a service. */
class ModulesOnModulePathTest {
    private static final String DESCRIPTOR = """
            module application {
                requires org.pythonwasm.engine;
            }
            """;

    private static final String PROGRAM = """
            package application;

            import java.nio.file.Path;
            import org.pythonwasm.engine.PythonModule;
            import org.pythonwasm.engine.PythonRuntime;

            public final class Main {
                public static void main(String[] arguments) {
                    Path prefix = Path.of(arguments[0]);
                    var runtime = PythonRuntime.builder()
                            .withModule(PythonModule.of(prefix.resolve("python.wasm")).withLibrary(prefix)).build();
                    try (var python = runtime.open()) {
                        System.out.println(python.eval("import sys\\n[6 * 7, sys.version_info.minor]"));
                    }
                    System.exit(0);
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_module_runs_in_an_application_that_requires_the_engine_alone() throws Exception {
        String prefix = Guests.plain().toString();
        String path = modulePath();
        compile(path);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        path + File.pathSeparator + folder.resolve("classes"),
                        "--module",
                        "application/application.Main",
                        prefix)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        var lines = Files.readAllLines(folder.resolve("output"));
        assertEquals("[42, " + Guests.MINOR + "]", lines.get(lines.size() - 1), lines::toString);
    }

    /** What the descriptors of the engine and of its modules require, of this test's class path. */
    private static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of("chicory", "jackson-core", "commons-pool2", "asm")
                                .anyMatch(entry::contains)
                        || Files.exists(Path.of(entry, "module-info.class"))
                        || entry.matches(".*python-wasm-[a-z]*-[^/\\\\]*\\.jar"))
                .filter(entry -> !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void compile(String path) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/application"));
        Files.writeString(folder.resolve("sources/module-info.java"), DESCRIPTOR);
        Files.writeString(sources.resolve("Main.java"), PROGRAM);
        List<String> line = List.of(
                "--module-path",
                path,
                "-d",
                folder.resolve("classes").toString(),
                folder.resolve("sources/module-info.java").toString(),
                sources.resolve("Main.java").toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, line.toArray(String[]::new)));
    }
}
