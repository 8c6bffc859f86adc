package org.pythonwasm.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pythonwasm.engine.internal.packages.Listing;
import org.pythonwasm.engine.internal.packages.ModuleName;
import org.pythonwasm.engine.internal.packages.Wheel;
import org.pythonwasm.engine.internal.packages.WheelFiles;
import org.pythonwasm.engine.internal.packages.WheelSet;
import org.pythonwasm.machine.files.SharedFiles;

/**
 * Packages of Python that the scripts of a runtime can import: pure-Python wheels, read and verified once, and kept in the Java heap
 * for all interpreters. Immutable, thread-safe.
 *
 * <p>A lock is a requirements file of pip with a version and SHA-256 hashes for each package ({@code name==1.0
 * --hash=sha256:…}). Where there is one, each wheel is compared with it before it is opened: what the lock does not name is refused,
 * and so is a lock whose wheels are not all there. Each wheel has to be intact by its own {@code RECORD}, without native code, and what
 * it requires has to be among the packages, by the markers of this Python. Everything else is a {@link PythonPackageException}.
 *
 * <p>A wheel may have 64 MiB, and all together 256 MiB and 20,000 files and directories, unpacked. See {@code docs/packages.md}.
 */
public final class Packages {
    /** No packages. */
    public static final Packages NONE = new Packages(WheelSet.NONE, new TreeMap<>());

    /** Where scripts find them. */
    static final String PLACE = "/site-packages";

    private final WheelSet wheels;
    /** Sources by their names. */
    private final TreeMap<String, String> modules;

    private Packages(WheelSet wheels, TreeMap<String, String> modules) {
        this.wheels = wheels;
        this.modules = modules;
    }

    /** Returns the wheels of a directory, locked by its {@code requirements.txt} if it has one. */
    public static Packages in(Path directory) {
        return of(WheelFiles.ofDirectory(Objects.requireNonNull(directory, "directory"), null));
    }

    /** Returns the wheels of a directory, locked by that file. */
    public static Packages in(Path directory, Path lock) {
        return of(WheelFiles.ofDirectory(directory, Objects.requireNonNull(lock, "lock")));
    }

    /** Returns these wheels, which nothing locks. */
    public static Packages of(Path... wheels) {
        return of(WheelFiles.ofFiles(List.of(wheels), null));
    }

    /**
     * Returns the wheels of a folder on the class path, such as that of a jar which is a Maven artifact. The folder has to hold a
     * {@code requirements.txt}, which locks them.
     *
     * @param folder such as {@code META-INF/python}; one jar or directory may have it
     */
    public static Packages onClassPath(ClassLoader loader, String folder) {
        return of(WheelFiles.ofClassPath(loader, folder));
    }

    private static Packages of(WheelSet wheels) {
        return new Packages(wheels, new TreeMap<>());
    }

    /**
     * Returns these with a module of one's own.
     *
     * @param name what scripts import, an identifier of ASCII letters that is no keyword
     * @throws PythonPackageException a package or module of that name is there already
     */
    public Packages withModule(String name, String source) {
        if (!ModuleName.isValid(name)) {
            throw new PythonPackageException("a module's name is an identifier of ASCII letters and no keyword, got '"
                    + (name.length() > 60 ? name.substring(0, 60) + "…" : name) + "'");
        }
        if (modules.containsKey(name) || wheels.wheels().stream().anyMatch(owner -> owner.hasModule(name))) {
            throw new PythonPackageException("there is a module " + name + " already");
        }
        var all = new TreeMap<>(modules);
        all.put(name, Objects.requireNonNull(source, "source"));
        return new Packages(wheels, all);
    }

    /**
     * Returns the named packages with all that they require, and no others; modules of one's own stay.
     *
     * @param names of packages, in any spelling, or of modules that one of them has: {@code python-dateutil} or {@code dateutil}
     * @throws PythonPackageException there is none of a name; the message says which there are
     */
    public Packages select(Collection<String> names) {
        var chosen = new ArrayList<Wheel>();
        for (String name : names) {
            chosen.add(wheels.find(name).orElseThrow(() -> missing(name)));
        }
        return new Packages(wheels.with(chosen), modules);
    }

    private PythonPackageException missing(String name) {
        var known = list().stream().map(PythonPackage::name).toList();
        return new PythonPackageException("there is no package '"
                + (name.length() > 60 ? name.substring(0, 60) + "…" : name) + "' among those that were made available"
                + (known.isEmpty() ? ": there are none" : ": " + Listing.of(", ", known)));
    }

    /**
     * Returns the package of a name.
     *
     * @throws PythonPackageException there is none
     */
    public PythonPackage find(String name) {
        return described(wheels.find(name).orElseThrow(() -> missing(name)));
    }

    /**
     * Returns whether the package of a name has a version, as {@code ==} of PEP 440 compares them: 1.0 is 1, and 1.0+local is 1.0.
     *
     * @throws PythonPackageException there is no such package
     */
    public boolean isVersion(String name, String version) {
        return wheels.find(name).orElseThrow(() -> missing(name)).isVersion(version);
    }

    /** Returns the packages, sorted by their names. */
    public List<PythonPackage> list() {
        return wheels.wheels().stream().map(Packages::described).toList();
    }

    private static PythonPackage described(Wheel wheel) {
        return new PythonPackage(
                wheel.name(),
                wheel.version(),
                wheel.sha256(),
                wheel.file(),
                wheel.modules(),
                wheel.requirementTexts(),
                wheel.bytes());
    }

    /** Returns the text of a lock of these packages. */
    public String lock() {
        return wheels.lock();
    }

    public boolean isEmpty() {
        return wheels.wheels().isEmpty() && modules.isEmpty();
    }

    /** Of the packages and of modules of one's own. */
    SharedFiles files() {
        if (modules.isEmpty()) {
            return wheels.files();
        }
        var all = new HashMap<String, byte[]>();
        wheels.wheels().forEach(wheel -> all.putAll(wheel.files()));
        modules.forEach((name, source) -> all.put(name + ".py", source.getBytes(StandardCharsets.UTF_8)));
        return SharedFiles.of(all);
    }

    private Map<String, String> hashes() {
        var hashes = new TreeMap<String, String>();
        wheels.wheels().forEach(wheel -> hashes.put(wheel.key(), wheel.sha256()));
        return hashes;
    }

    /** By the hashes of the wheels, and the sources of the modules. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Packages packages
                && hashes().equals(packages.hashes())
                && modules.equals(packages.modules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(hashes(), modules);
    }

    @Override
    public String toString() {
        return list().stream()
                        .map(wheel -> wheel.name() + " " + wheel.version())
                        .toList() + " " + modules.keySet();
    }
}
