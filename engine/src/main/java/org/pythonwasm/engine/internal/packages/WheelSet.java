package org.pythonwasm.engine.internal.packages;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.machine.files.SharedFiles;

/**
 * Wheels that fit together: no two are of one package or install different files at one place, and what each requires is there.
 * Immutable, thread-safe.
 */
public final class WheelSet {
    public static final WheelSet NONE = new WheelSet(new TreeMap<>());

    /** By normalized names. */
    private final TreeMap<String, Wheel> wheels;

    private WheelSet(TreeMap<String, Wheel> wheels) {
        this.wheels = wheels;
    }

    /** The bytes of a wheel, under the name of its file. */
    public record Source(String file, byte[] content) {}

    /**
     * Reads wheels.
     *
     * @param lock what they have to be; null: whatever they are
     * @throws PythonPackageException one cannot be used, or they do not fit together
     */
    public static WheelSet read(List<Source> sources, Lock lock) {
        var names = new LinkedHashMap<WheelName, Source>();
        for (var source : sources) {
            if (names.put(WheelName.parse(source.file), source) != null) {
                throw new PythonPackageException("two wheels are named " + source.file + "; remove one");
            }
        }
        var hashes = new HashMap<WheelName, String>();
        names.forEach((name, source) -> hashes.put(name, WheelReader.sha256(source.content)));
        if (lock != null) {
            lock.check(hashes);
        }
        var reader = new WheelReader();
        var wheels = new TreeMap<String, Wheel>();
        names.forEach((name, source) -> {
            var twin = wheels.put(name.key(), reader.read(name, source.content, hashes.get(name)));
            if (twin != null) {
                throw new PythonPackageException(
                        "two wheels are of one package: " + twin.file() + " and " + name.file() + "; remove one");
            }
        });
        return of(wheels);
    }

    private static WheelSet of(TreeMap<String, Wheel> wheels) {
        var set = new WheelSet(wheels);
        set.requireRequirements();
        set.requireApart();
        return set;
    }

    /** What wheels have to be. */
    public static final class Lock {
        private final LockFile pins;

        private Lock(LockFile pins) {
            this.pins = pins;
        }

        public static final String NAME = LockFile.NAME;
        public static final int LONGEST = LockFile.LONGEST;

        /** @param file for messages */
        public static Lock parse(String file, String text) {
            return new Lock(LockFile.parse(file, text));
        }

        private void check(Map<WheelName, String> hashes) {
            hashes.forEach(pins::check);
            var present = new HashSet<String>();
            hashes.keySet().forEach(name -> present.add(name.key()));
            pins.requireAll(present);
        }
    }

    /** Characters of conditions; the largest packages with all their extras need some millions. */
    private static final long MOST_CONDITIONS = 30_000_000;

    private void requireRequirements() {
        var problems = new LinkedHashSet<String>();
        follow(wheels.keySet(), problems);
        if (!problems.isEmpty()) {
            throw new PythonPackageException(
                    "packages do not fit together: " + Listing.of("; ", List.copyOf(problems)));
        }
    }

    /** Something to look at: a package with the extras of it that somebody asked for. */
    private record Asked(String key, Set<String> extras) {}

    /** Returns the packages that these require, with themselves. */
    private Set<String> follow(Collection<String> start, Set<String> problems) {
        var extras = new TreeMap<String, Set<String>>();
        var open = new ArrayDeque<Asked>();
        start.forEach(key -> open.add(new Asked(key, Set.of())));
        long conditions = 0;
        while (!open.isEmpty()) {
            var asked = open.remove();
            var known = extras.get(asked.key);
            if (known != null && known.containsAll(asked.extras)) {
                continue;
            }
            var all = new HashSet<>(asked.extras);
            all.addAll(known == null ? Set.of() : known);
            extras.put(asked.key, all);
            var wheel = wheels.get(asked.key);
            if (conditions > MOST_CONDITIONS) {
                throw new PythonPackageException("the requirements of " + wheel.name() + " " + wheel.version()
                        + " ask for more extras, with more conditions, than are followed");
            }
            for (var requirement : wheel.requirements()) {
                conditions += requirement.text().length();
                if (requirement.holds(all)) {
                    problem(wheel, requirement)
                            .ifPresentOrElse(
                                    problems::add, () -> open.add(new Asked(requirement.key(), requirement.extras())));
                }
            }
        }
        return extras.keySet();
    }

    private Optional<String> problem(Wheel owner, Requirement requirement) {
        var found = wheels.get(requirement.key());
        String what = owner.name() + " " + owner.version() + " requires " + requirement.text();
        if (found == null) {
            return Optional.of(what + ", which is missing");
        }
        return requirement.versions().admits(found.version())
                ? Optional.empty()
                : Optional.of(what + ", found " + found.version());
    }

    private void requireApart() {
        var owners = new HashMap<String, Wheel>();
        for (var wheel : wheels.values()) {
            wheel.files().forEach((path, content) -> {
                var other = owners.putIfAbsent(path, wheel);
                if (other != null && !Arrays.equals(other.files().get(path), content)) {
                    throw new PythonPackageException("two packages have different files " + path + ": " + other.name()
                            + " and " + wheel.name() + "; one of them cannot be used");
                }
            });
        }
        files();
    }

    public List<Wheel> wheels() {
        return List.copyOf(wheels.values());
    }

    /** @param name of a package, in any spelling, or of a module that only one of them has */
    public Optional<Wheel> find(String name) {
        var wheel = wheels.get(PackageName.normalized(name));
        if (wheel != null) {
            return Optional.of(wheel);
        }
        var owners = wheels.values().stream()
                .filter(owner -> owner.modules().contains(name))
                .toList();
        return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
    }

    /** Returns these with all that they require, and no others. */
    public WheelSet with(Collection<Wheel> named) {
        var keys = follow(named.stream().map(Wheel::key).toList(), new HashSet<>());
        var chosen = new TreeMap<>(wheels);
        chosen.keySet().retainAll(keys);
        return new WheelSet(chosen);
    }

    /** Returns a lock of them. */
    public String lock() {
        return LockFile.text(wheels());
    }

    /** Returns their files, as they are installed. */
    public SharedFiles files() {
        var all = new HashMap<String, byte[]>();
        wheels.values().forEach(wheel -> all.putAll(wheel.files()));
        try {
            return SharedFiles.of(all);
        } catch (IllegalArgumentException e) {
            throw new PythonPackageException("packages do not fit together: " + e.getMessage());
        }
    }
}
