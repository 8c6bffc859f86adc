package org.pythonwasm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonPackage;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Manages a directory of wheels and their lock, which {@code --packages} names. */
@Command(
        name = "packages",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(add | lock | list | check)",
        description = "Manages the wheels of the directory that --packages names, and their lock requirements.txt.")
final class PackagesCommand {
    private static final String LOCK = "requirements.txt";

    @ParentCommand
    private PythonWasm parent;

    @Spec
    private CommandSpec spec;

    private Path directory() {
        return parent.packages()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--packages names the directory of the wheels: it is missing"));
    }

    @Command(
            name = "add",
            description =
                    "Copies wheels into the directory, if they fit together with those there, and locks all. Give a wheel "
                            + "together with what it requires.")
    int add(@Parameters(paramLabel = "WHEEL", arity = "1..*") List<Path> wheels) {
        Path directory = directory();
        try {
            Files.createDirectories(directory);
            if (Files.exists(directory.resolve(LOCK))) {
                Packages.in(directory);
            }
            var all = Packages.of(
                    Stream.concat(wheelsIn(directory).stream(), wheels.stream()).toArray(Path[]::new));
            for (Path wheel : wheels) {
                Files.copy(wheel, directory.resolve(wheel.getFileName()));
            }
            writeLock(directory, all);
        } catch (IOException e) {
            throw new PythonPackageException("the wheels cannot be copied: " + e, e);
        }
        return 0;
    }

    private static List<Path> wheelsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .sorted()
                    .toList();
        }
    }

    @Command(name = "lock", description = "Writes the lock anew, of the wheels that are there.")
    int lock() {
        Path directory = directory();
        try {
            writeLock(directory, Packages.of(wheelsIn(directory).toArray(Path[]::new)));
        } catch (IOException e) {
            throw new PythonPackageException("the lock cannot be written: " + e, e);
        }
        return 0;
    }

    /** All of it, or none. */
    private void writeLock(Path directory, Packages packages) throws IOException {
        Path part = Files.createTempFile(directory, LOCK, ".part");
        try {
            Files.writeString(part, packages.lock());
            Files.move(part, directory.resolve(LOCK), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        spec.commandLine()
                .getOut()
                .printf("locked %d packages in %s%n", packages.list().size(), directory.resolve(LOCK));
    }

    @Command(name = "list", description = "Lists name, version, size, hash and modules of each package.")
    int list() {
        for (var found : Packages.in(directory()).list()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-24s %-12s %8.1f KB  sha256:%s…  %s%n",
                            found.name(),
                            found.version(),
                            found.bytes() / 1e3,
                            found.sha256().substring(0, 12),
                            String.join(", ", found.modules()));
        }
        return 0;
    }

    @Command(
            name = "check",
            description =
                    "Compares the wheels with the lock, and imports all their modules; 1 if one cannot be imported.")
    int check() {
        Path directory = directory();
        if (!Files.exists(directory.resolve(LOCK))) {
            throw new PythonPackageException(
                    "there is no lock " + directory.resolve(LOCK) + "; `python-wasm packages lock` writes it");
        }
        var packages = Packages.in(directory);
        var runtime = PythonRuntime.builder().withPackages(packages).build();
        int failed = 0;
        for (var found : packages.list()) {
            failed += check(found, runtime) ? 0 : 1;
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean check(PythonPackage found, PythonRuntime runtime) {
        var out = spec.commandLine().getOut();
        boolean good = true;
        for (String module : found.modules()) {
            try (var python = runtime.open()) {
                python.exec("import " + module);
            } catch (PythonException e) {
                out.println(found.name() + " " + found.version() + ": import " + module + ": " + e.getMessage());
                good = false;
            }
        }
        if (good) {
            out.println(found.name() + " " + found.version() + ": ok");
        }
        return good;
    }
}
