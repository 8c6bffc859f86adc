package org.pythonwasm.engine.internal.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.Snapshot;

/**
 * The built-in guest as the build puts it into the engine's jar: classes, the snapshot of a started Python, its
 * library.
 */
public final class TranslatedGuest {
    private static final String INCOMPLETE = "this engine was not built completely, run mvn -pl engine -am package";

    private TranslatedGuest() {}

    /** Few scripts import anything that the snapshot does not hold already, so the library is read on demand. */
    private static final class Library {
        static final byte[] BYTES = read(Snapshot.ARCHIVE_RESOURCE, InputStream::readAllBytes);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream stream) throws IOException;
    }

    public static GuestExports code() {
        return load(GuestExports.class, GuestExports.GENERATED_CLASS);
    }

    private static final class Code {
        static final CodeFunctions FUNCTIONS = load(CodeFunctions.class, CodeFunctions.GENERATED_CLASS);
    }

    /** What compiled Python code calls. */
    static CodeFunctions codeFunctions() {
        return Code.FUNCTIONS;
    }

    private static <T> T load(Class<T> type, String name) {
        try {
            return type.cast(Class.forName(name).getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the translated guest is missing from the class path: " + INCOMPLETE, e);
        }
    }

    public static Snapshot snapshot() {
        return read(Snapshot.MEMORY_RESOURCE, Snapshot::read);
    }

    public static byte[] library() {
        return Library.BYTES;
    }

    private static <T> T read(String name, Reader<T> reader) {
        try (var stream = TranslatedGuest.class.getResourceAsStream("/" + Snapshot.RESOURCE_DIRECTORY + "/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the engine's jar lacks " + name + ": " + INCOMPLETE);
            }
            return reader.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the engine's jar cannot be read", e);
        }
    }
}
