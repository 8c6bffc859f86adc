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

/** An application that is a module requires the engine, and no more: no flag opens or adds anything. */
class ModulePathTest {
    private static final String DESCRIPTOR = """
            module application {
                requires org.pythonwasm.engine;
                uses javax.script.ScriptEngineFactory;
            }
            """;

    private static final String PROGRAM = """
            package application;

            import javax.script.ScriptEngineManager;
            import org.pythonwasm.engine.PythonRuntime;
            import org.pythonwasm.engine.typed.ColumnType;
            import org.pythonwasm.engine.typed.Signature;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    System.out.println(new ScriptEngineManager().getEngineByName("python-wasm").eval("6 * 7"));
                    try (var python = PythonRuntime.shared().open()) {
                        python.exec("import hashlib\\ndef double(x): return 2 * x");
                        System.out.println(python.call("double", 21));
                        System.out.println(ModuleLayer.boot().findModule("java.sql").isPresent());
                        System.out.println(python.call("str", new java.util.Date(0) {}));
                        var twice = python.define("double",
                                new Signature(java.util.List.of(new Signature.Parameter(ColumnType.INT64, true)), ColumnType.INT64));
                        var batch = twice.newBatch(1);
                        batch.setLong(0, 0, 4);
                        twice.call(batch, 1);
                        System.out.println(batch.getLong(0));
                    }
                    System.out.println(PythonRuntime.class.getModule());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void an_application_on_the_module_path_requires_the_engine_and_runs() throws Exception {
        String path = modulePath();
        compile(path);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        path + File.pathSeparator + folder.resolve("classes"),
                        "--module",
                        "application/application.Main")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        assertEquals(
                List.of("42", "42", "false", "1970-01-01 00:00:00+00:00", "8", "module org.pythonwasm.engine"),
                Files.readAllLines(folder.resolve("output")));
    }

    /** What the engine's descriptor requires, of this test's class path. */
    private static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of("chicory", "jackson-core", "commons-pool2", "asm")
                                .anyMatch(entry::contains)
                        || Files.exists(Path.of(entry, "module-info.class"))
                        || entry.matches(".*python-wasm-engine[^/\\\\]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void compile(String path) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/application"));
        Files.writeString(folder.resolve("sources/module-info.java"), DESCRIPTOR);
        Files.writeString(sources.resolve("Main.java"), PROGRAM);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--module-path",
                        path,
                        "-d",
                        folder.resolve("classes").toString(),
                        folder.resolve("sources/module-info.java").toString(),
                        sources.resolve("Main.java").toString());
        assertEquals(0, status);
    }
}
