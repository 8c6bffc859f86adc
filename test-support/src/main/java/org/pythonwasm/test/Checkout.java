package org.pythonwasm.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The project's files; Maven runs the tests of a module in the module's folder. */
public final class Checkout {
    private static final Path ROOT = find();

    private Checkout() {}

    private static Path find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(Path.of("guest", "build.sh"))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no folder above " + Path.of("").toAbsolutePath()
                                + " holds guest/build.sh: run the tests in a module of the project"));
    }

    /** The folder of README.md, absolute. */
    public static Path root() {
        return ROOT;
    }
}
