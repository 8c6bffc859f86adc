package org.pythonwasm.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.example.tpch.Screen;

/** A cluster of Spark that gets the one jar with everything, and nothing else of this project. The jar is made by package. */
@Timeout(300)
class AllJarTest {
    private static final String VERSION = "org/pythonwasm/udf/spark/task/version.properties";

    private static TemporaryDirectory temporary;
    private static Path directory;
    private static Path jar;
    private static StandaloneCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        var made = Path.of("../udf-bridge/spark/target").toAbsolutePath().normalize();
        var all = FileSystems.getDefault().getPathMatcher("glob:**/python-wasm-spark-*-all.jar");
        try (var files = Files.list(made)) {
            jar = files.filter(all::matches).findFirst().orElse(null);
        }
        assumeTrue(jar != null, "mvn package makes the jar");
        temporary = TemporaryDirectory.create();
        directory = temporary.path();
        try (var packed = TemporaryDirectory.create()) {
            var spark = Jars.in(packed).spark().stream()
                    .filter(path -> !path.getFileName().toString().startsWith("python-wasm"))
                    .toList();
            cluster = StandaloneCluster.start(
                    directory, new Jars(List.of(), spark), new Screen(new PrintWriter(new StringWriter()), false));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        if (temporary != null) {
            temporary.close();
        }
    }

    /** Returns what the program printed, and the errors of Spark. A program is one class. */
    private static String submit(Class<?> main, String... options) throws Exception {
        var program = directory.resolve(main.getSimpleName() + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(program))) {
            String name = main.getName().replace('.', '/') + ".class";
            add(out, name, main.getClassLoader().getResourceAsStream(name));
        }
        var home = directory.resolve("spark");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx1g", "-cp", home.resolve("conf") + ":" + home.resolve("jars") + "/*"));
        command.addAll(
                List.of("org.apache.spark.deploy.SparkSubmit", "--master", cluster.url(), "--jars", jar.toString()));
        for (String setting : List.of(
                "spark.sql.extensions=org.pythonwasm.udf.spark.PythonExtensions",
                "spark.driver.host=127.0.0.1",
                "spark.driver.bindAddress=127.0.0.1",
                "spark.ui.enabled=false",
                "spark.task.maxFailures=1",
                "spark.executor.memory=" + StandaloneCluster.MEMORY)) {
            command.addAll(List.of("--conf", setting));
        }
        command.addAll(List.of(options));
        command.addAll(List.of("--class", main.getName(), program.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("SPARK_HOME", home.toString());
        environment.put("SPARK_CONF_DIR", home.resolve("conf").toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        var process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return printed;
    }

    private static void add(JarOutputStream out, String name, InputStream content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        content.transferTo(out);
        out.closeEntry();
    }

    @Test
    void functions_need_no_other_jar_and_leave_sparks_libraries_alone() throws Exception {
        String printed = submit(AllJarProgram.class);
        var lines = printed.lines()
                .filter(line -> line.matches("[a-zA-Z.]+: [^ ]+"))
                .toList();
        String name = jar.getFileName().toString();
        assertEquals(
                List.of(
                        "masked: order-#",
                        "field: 45",
                        "org.pythonwasm.shaded.asm.ClassWriter: " + name,
                        "org.pythonwasm.shaded.jackson.core.JsonFactory: " + name,
                        "org.objectweb.asm.ClassWriter: nowhere"),
                lines.stream().limit(5).toList(),
                printed);
        assertTrue(lines.get(5).startsWith("com.fasterxml.jackson.core.JsonFactory: jackson-core-"), printed);
    }

    @Test
    void executors_with_another_version_of_the_jar_fail_the_job_with_both_versions() throws Exception {
        var old = directory.resolve("old.jar");
        try (var in = new JarFile(jar.toFile());
                var out = new JarOutputStream(Files.newOutputStream(old))) {
            for (var entries = in.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                add(
                        out,
                        entry.getName(),
                        entry.getName().equals(VERSION)
                                ? new ByteArrayInputStream("version=0.0.9".getBytes())
                                : in.getInputStream(entry));
            }
        }
        String printed = submit(AllJarProgram.class, "--conf", "spark.executor.extraClassPath=" + old);
        assertTrue(printed.contains("this executor 0.0.9; give all of them the same jar"), printed);
    }

    @Test
    void a_task_in_a_loop_is_ended_when_its_speculative_copy_has_the_result() throws Exception {
        String printed = submit(
                SpeculationProgram.class,
                "--conf",
                "spark.speculation=true",
                "--conf",
                "spark.speculation.quantile=0.5");
        assertTrue(printed.contains("sum: 28\n"), printed);
        assertTrue(printed.contains("the first attempt ended: killed, another attempt succeeded\n"), printed);
    }

    /** In packages of other projects it would be one of several versions, as Spark brings its own. */
    @Test
    void all_classes_of_the_jar_are_in_packages_of_this_project() throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertEquals(
                    List.of(),
                    file.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class") && !name.startsWith("org/pythonwasm/"))
                            .toList());
        }
    }
}
