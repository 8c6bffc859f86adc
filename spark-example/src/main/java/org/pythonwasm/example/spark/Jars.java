package org.pythonwasm.example.spark;

import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.pool2.ObjectPool;
import org.objectweb.asm.ClassWriter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.jit.PythonCompiler;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.regex.SreCompiler;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.spark.PythonExtensions;

/**
 * The class path of this program in two: what executors receive with the job, and the rest, which is Spark. Immutable.
 *
 * @param sent jars for {@code spark.jars}
 * @param spark jars of an installation
 */
record Jars(List<Path> sent, List<Path> spark) {

    /** One class of each artifact that executors need beside Spark. */
    private static final List<Class<?>> NEEDED = List.of(
            SparkExample.class,
            Check.class,
            TpchTable.class,
            PythonExtensions.class,
            FunctionDefinition.class,
            PythonRuntime.class,
            GuestInstance.class,
            SreCompiler.class,
            PythonCompiler.class,
            ClassWriter.class,
            ObjectPool.class);

    /** @param directory for jars of classes that lie in directories */
    static Jars in(TemporaryDirectory directory) throws IOException {
        var needed = NEEDED.stream().map(Jars::origin).collect(Collectors.toSet());
        var sent = new ArrayList<Path>();
        var spark = new ArrayList<Path>();
        for (var entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            var path = Path.of(entry).toAbsolutePath().normalize();
            if (needed.contains(path)) {
                sent.add(Files.isDirectory(path) ? pack(path, directory.path().resolve(sent.size() + ".jar")) : path);
            } else if (Files.isRegularFile(path)) {
                spark.add(path);
            }
        }
        return new Jars(sent, spark);
    }

    static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String travelling() {
        return sent.stream().map(Path::toUri).map(Object::toString).collect(Collectors.joining(","));
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
