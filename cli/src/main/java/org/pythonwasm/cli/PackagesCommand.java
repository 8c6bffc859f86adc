package org.pythonwasm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonPackage;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    private static final int MOST_SHOWN = 5;

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
            mixinStandardHelpOptions = true,
            description =
                    "Copies wheels into the directory, if they fit together with those there, and locks all. Give a wheel "
                            + "together with what it requires.")
    int add(
            @Option(
                            names = "--pure",
                            description =
                                    "Leaves out the native code of wheels that have some. It is for packages that work"
                                            + " without it, such as markupsafe and PyYAML.")
                    boolean pure,
            @Parameters(paramLabel = "WHEEL", arity = "1..*") List<Path> given) {
        Path directory = directory();
        for (Path wheel : given) {
            if (!Files.isRegularFile(wheel)) {
                throw new PythonPackageException("can't open the wheel '" + wheel + "': it "
                        + (Files.isDirectory(wheel) ? "is a directory" : "is not there"));
            }
        }
        try {
            Files.createDirectories(directory);
            Path made = Files.createTempDirectory("python-wasm-wheels");
            try {
                addTo(directory, pure ? pure(given, made) : given);
            } finally {
                for (Path wheel : filesIn(made)) {
                    Files.delete(wheel);
                }
                Files.delete(made);
            }
        } catch (IOException e) {
            throw new PythonPackageException("the wheels cannot be copied: " + e, e);
        }
        return 0;
    }

    private List<Path> pure(List<Path> given, Path made) throws IOException {
        var wheels = new ArrayList<Path>();
        for (Path wheel : given) {
            if (!PureWheel.isNeededFor(wheel)) {
                wheels.add(wheel);
                continue;
            }
            var pure = PureWheel.read(wheel);
            Path written = pure.writeTo(made);
            spec.commandLine().getOut().printf("%s: without %s%n", written.getFileName(), shown(pure.leftOut()));
            wheels.add(written);
        }
        return wheels;
    }

    /** Nobody has checked these names, and a terminal takes orders from control characters. */
    private static String shown(List<String> files) {
        return String.join(", ", files.subList(0, Math.min(files.size(), MOST_SHOWN)))
                        .replaceAll("\\p{Cc}", "?")
                + (files.size() > MOST_SHOWN ? " and " + (files.size() - MOST_SHOWN) + " more" : "");
    }

    private void addTo(Path directory, List<Path> wheels) throws IOException {
        if (Files.exists(directory.resolve(LOCK))) {
            Packages.in(directory);
        }
        var all = Packages.of(
                Stream.concat(wheelsIn(directory).stream(), wheels.stream()).toArray(Path[]::new));
        for (Path wheel : wheels) {
            Files.copy(wheel, directory.resolve(wheel.getFileName()));
        }
        writeLock(directory, all);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static List<Path> wheelsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .sorted()
                    .toList();
        }
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = "Writes the lock anew, of the wheels that are there.")
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

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists name, version, size, hash and modules of each package.")
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
            mixinStandardHelpOptions = true,
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
