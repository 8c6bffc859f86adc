package org.pythonwasm.translator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.Snapshot;
import org.pythonwasm.translator.bytecode.Bytecode;

/**
 * The engine's build step: it turns the guest into classes and a snapshot, so that an application neither parses,
 * compiles nor initialises CPython when it starts.
 *
 * <p>usage: BuildGuest CLASSES_DIRECTORY REPORT_FILE PRELUDE_DIRECTORY, with the guest's artifact on the class path
 */
public final class BuildGuest {
    private static final String GUEST = "/org/pythonwasm/guest/";
    private static final String DESCRIPTOR = "module-info.class";

    private final byte[] wasm;
    private final byte[] archive;
    private final Path classes;

    private BuildGuest(Path classes) throws IOException {
        this.wasm = resource("python.wasm");
        this.archive = resource("stdlib.zip");
        this.classes = classes;
    }

    private static byte[] resource(String name) throws IOException {
        try (var stream = BuildGuest.class.getResourceAsStream(GUEST + name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        name + " is missing: build the module guest first (mvn -pl engine -am …), "
                                + "or hand in a guest with -Dpython-wasm.guest=DIRECTORY");
            }
            return stream.readAllBytes();
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: BuildGuest CLASSES_DIRECTORY REPORT_FILE PRELUDE_DIRECTORY");
        }
        PreludeSources.write(Path.of(arguments[2]), Path.of(arguments[0], "org", "pythonwasm", "engine", "bootstrap"));
        new BuildGuest(Path.of(arguments[0])).run(Path.of(arguments[1]));
    }

    private void run(Path report) throws IOException {
        Path resources = classes.resolve(Snapshot.RESOURCE_DIRECTORY);
        Path snapshot = resources.resolve(Snapshot.MEMORY_RESOURCE);
        Path stamp = report.resolveSibling("guest.stamp");
        String inputs = digest();
        if (Files.exists(snapshot)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(inputs)) {
            System.out.println("[guest] classes and snapshot are up to date");
            return;
        }
        System.out.println("[guest] translating " + wasm.length / 1024 + " KiB of WebAssembly to JVM classes");
        long start = System.nanoTime();
        var translator = new GuestTranslator(wasm, GuestExports.GENERATED_CLASS);
        String prefix = GuestExports.GENERATED_CLASS.replace('.', '/');
        int functions = translator.functionCount();
        System.out.printf("[guest] %d functions, %.1f s%n", functions, seconds(start));
        start = System.nanoTime();
        var builder = new SnapshotBuilder(
                translator.module(), archive, translator.emit(ClassPlacement.sequential(prefix, functions), true));
        Snapshot memory = builder.takeSnapshot();
        BitSet neededAtStart = builder.functionsOfAStart(memory);
        System.out.printf(
                "[guest] snapshot of %d KiB, a start needs %d functions, %.1f s%n",
                memory.size() / 1024, neededAtStart.cardinality(), seconds(start));
        start = System.nanoTime();
        Map<String, byte[]> translated =
                translator.emit(ClassPlacement.byHeat(prefix, functions, neededAtStart), false);
        writeClasses(translated);
        System.out.printf("[guest] %d classes, %.1f s%n", translated.size(), seconds(start));
        Files.createDirectories(resources);
        Files.write(resources.resolve(Snapshot.ARCHIVE_RESOURCE), archive);
        memory.write(snapshot);
        writeReport(translator, report);
        Files.writeString(stamp, inputs);
    }

    /**
     * Returns a digest of the guest, of the translator, and of the machine that generated code calls: a change of any
     * of them causes a new translation.
     */
    private String digest() throws IOException {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(wasm);
            sha256.update(archive);
            for (Class<?> member : List.of(BuildGuest.class, GuestExports.class)) {
                addClasses(place(member.getProtectionDomain().getCodeSource()), sha256);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static Path place(CodeSource origin) {
        return Path.of(URI.create(origin.getLocation().toString()));
    }

    /** A folder of classes and the jar made of it have the same digest. */
    static void addClasses(Path place, MessageDigest digest) throws IOException {
        if (Files.isDirectory(place)) {
            addFolder(place, digest);
        } else {
            try (var jar = FileSystems.newFileSystem(place)) {
                addFolder(jar.getPath("/"), digest);
            }
        }
    }

    /** Without the module's descriptor, to which a jar adds its version. */
    private static void addFolder(Path root, MessageDigest digest) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class") && !file.endsWith(DESCRIPTOR))
                    .sorted()
                    .toList()) {
                digest.update(Files.readAllBytes(file));
            }
        }
    }

    private void writeClasses(Map<String, byte[]> translated) throws IOException {
        Path folder =
                classes.resolve(GuestExports.GENERATED_CLASS.replace('.', '/')).getParent();
        if (Files.exists(folder)) {
            try (var old = Files.newDirectoryStream(folder, "*.class")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
        }
        for (var entry : translated.entrySet()) {
            Path file = classes.resolve(entry.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    private static void writeReport(GuestTranslator translator, Path report) throws IOException {
        Files.createDirectories(report.getParent());
        try (var out = new PrintStream(Files.newOutputStream(report))) {
            out.printf("Methods over %d bytes of bytecode, which HotSpot never compiles:%n", Bytecode.HUGE_METHOD);
            translator.hugeMethods().forEach(size -> out.printf("%8d  %s%n", size.bytes(), size.function()));
        }
        System.out.printf(
                "[guest] %d methods over %d bytes of bytecode: %s%n",
                translator.hugeMethods().size(), Bytecode.HUGE_METHOD, report.getFileName());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
