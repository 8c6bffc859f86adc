package org.pythonwasm.engine.translate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.pythonwasm.engine.internal.GuestCode;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.Snapshot;
import org.pythonwasm.engine.internal.Wasi;

/**
 * The engine's build step: guest in, classes and snapshot out, so that an application neither parses, compiles nor
 * initialises CPython when it starts.
 *
 * <p>usage: BuildGuest CLASSES_DIRECTORY REPORT_FILE, with the guest's artifact on the class path
 */
public final class BuildGuest {
    private static final long BUILD_MEMORY = 256L << 20;
    private static final String GUEST = "/org/pythonwasm/guest/";

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
                throw new IllegalStateException(name + " is missing: build the module guest first (mvn -pl engine -am …), "
                        + "or hand in a guest with -Dpython-wasm.guest=DIRECTORY");
            }
            return stream.readAllBytes();
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: BuildGuest CLASSES_DIRECTORY REPORT_FILE");
        }
        new BuildGuest(Path.of(arguments[0])).run(Path.of(arguments[1]));
    }

    private void run(Path report) throws IOException {
        Path resources = classes.resolve(Snapshot.RESOURCE_DIRECTORY);
        Path snapshot = resources.resolve(Snapshot.MEMORY_RESOURCE);
        Path stamp = report.resolveSibling("guest.stamp");
        String inputs = digest();
        if (Files.exists(snapshot) && Files.exists(stamp) && Files.readString(stamp).equals(inputs)) {
            System.out.println("[guest] classes and snapshot are up to date");
            return;
        }
        System.out.println("[guest] translating " + wasm.length / 1024 + " KiB of WebAssembly to JVM classes");
        long start = System.nanoTime();
        var translator = new GuestTranslator(wasm, GuestCode.GENERATED_CLASS);
        Map<String, byte[]> translated = translator.translate();
        for (var entry : translated.entrySet()) {
            Path file = classes.resolve(entry.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        System.out.printf("[guest] %d classes, %.1f s%n", translated.size(), seconds(start));
        Files.createDirectories(resources);
        Files.write(resources.resolve(Snapshot.ARCHIVE_RESOURCE), archive);
        start = System.nanoTime();
        takeSnapshot(translator.module()).write(snapshot);
        System.out.printf("[guest] snapshot of %d KiB, %.1f s%n", Files.size(snapshot) / 1024, seconds(start));
        writeReport(translator, report);
        Files.writeString(stamp, inputs);
    }

    /** Of the guest and of this package and the one the generated code calls: a change of either translates anew. */
    private String digest() throws IOException {
        try (var files = Files.walk(classes.resolve("org/pythonwasm/engine"))) {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(wasm);
            sha256.update(archive);
            for (Path file : files.filter(BuildGuest::shapesTheResult).sorted().toList()) {
                sha256.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static boolean shapesTheResult(Path file) {
        String folder = file.getParent().getFileName().toString();
        return Files.isRegularFile(file) && (folder.equals("translate") || folder.equals("internal"));
    }

    private Snapshot takeSnapshot(GuestModule module) throws IOException {
        var wasi = new Wasi(archive);
        wasi.setOutput(System.out::writeBytes, System.err::writeBytes);
        var guest = new GuestInstance(module.initialMemory(GuestInstance.PAGE), module.initialPages(),
                module.stackPointer(), BUILD_MEMORY, wasi);
        GuestCode code = GuestCode.load();
        code._initialize(guest);
        if (code.pw_init(guest) != 0) {
            throw new IllegalStateException("the guest did not initialise, see above");
        }
        return Snapshot.take(guest, code.pw_interrupt_cells(guest));
    }

    private static void writeReport(GuestTranslator translator, Path report) throws IOException {
        Files.createDirectories(report.getParent());
        try (var out = new PrintStream(Files.newOutputStream(report))) {
            out.printf("Methods over %d bytes of bytecode, which HotSpot never compiles:%n", GuestTranslator.HUGE_METHOD);
            translator.hugeMethods().forEach(size -> out.printf("%8d  %s%n", size.bytes(), size.function()));
        }
        System.out.printf("[guest] %d methods over %d bytes of bytecode: %s%n", translator.hugeMethods().size(),
                GuestTranslator.HUGE_METHOD, report.getFileName());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
