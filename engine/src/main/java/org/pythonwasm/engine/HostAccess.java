package org.pythonwasm.engine;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.pythonwasm.engine.internal.access.Forbidden;

/**
 * Which Java objects scripts may use: the classes and interfaces whose public members are granted. Immutable, thread-safe.
 *
 * <p>A script reaches only objects that the application hands to it, and what their granted methods return; it cannot name
 * a class or make an object. An object of a granted type is passed by reference: its methods, bean properties and public
 * fields are attributes in Python, and a granted List, Map, Set, array, Iterable, Iterator or Stream has Python's
 * protocols. Any other object is copied if it has a value in Python, and opaque if it has none. {@code docs/objects.md}
 * has the rules.
 *
 * <p>Never granted, whatever the setting: classes, class loaders, modules, reflection, method handles, processes, threads,
 * script engines, and static methods. What {@link #ALL} gives away is in {@code SECURITY.md}: the sandbox holds for what
 * is not handed to a script, and for nothing that is.
 */
public final class HostAccess {
    /** Grants nothing; the default. */
    public static final HostAccess NONE = new HostAccess(Set.of(), Set.of(), false);

    /** Grants the public members of all public types that their modules export. */
    public static final HostAccess ALL = new HostAccess(Set.of(), Set.of(), true);

    private final Set<Class<?>> types;
    private final Set<String> names;
    private final boolean all;

    private HostAccess(Set<Class<?>> types, Set<String> names, boolean all) {
        this.types = types;
        this.names = names;
        this.all = all;
    }

    /**
     * Grants the public members that these classes and interfaces have, of all their instances.
     *
     * @throws IllegalArgumentException if one of them is never granted, or is not public
     */
    public static HostAccess of(Class<?>... types) {
        for (Class<?> type : types) {
            String reason = Forbidden.reason(Objects.requireNonNull(type, "type"));
            if (reason != null) {
                throw new IllegalArgumentException(type.getName() + " cannot be granted to scripts: " + reason);
            }
        }
        return new HostAccess(new LinkedHashSet<>(Arrays.asList(types)), Set.of(), false);
    }

    /**
     * Reads a setting: {@code none}, {@code all}, or names of classes and interfaces with commas between them, as
     * {@code Class.getName()} returns them. A name stands for each class of that name, whatever its loader.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static HostAccess parse(String setting) {
        String text = setting.strip();
        if (text.equals("none")) {
            return NONE;
        }
        if (text.equals("all")) {
            return ALL;
        }
        var names =
                Arrays.stream(text.split(",")).map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String name : names) {
            requireName(name, setting);
        }
        return new HostAccess(Set.of(), names, false);
    }

    private static void requireName(String name, String setting) {
        boolean wellFormed = !name.equalsIgnoreCase("all")
                && !name.equalsIgnoreCase("none")
                && Arrays.stream(name.split("\\.", -1)).allMatch(HostAccess::isIdentifier);
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "host access is none, all, or names of classes with commas between them, got '" + setting + "'");
        }
        if (Forbidden.isName(name)) {
            throw new IllegalArgumentException(name + " cannot be granted to scripts: " + Forbidden.NEVER);
        }
    }

    private static boolean isIdentifier(String part) {
        return !part.isEmpty()
                && Character.isJavaIdentifierStart(part.charAt(0))
                && part.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** Returns whether nothing is granted. */
    public boolean isNone() {
        return !all && types.isEmpty() && names.isEmpty();
    }

    /** Returns whether the public members that this class or interface declares or inherits are granted. */
    public boolean grants(Class<?> type) {
        return (all || types.contains(type) || names.contains(type.getName())) && Forbidden.reason(type) == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostAccess access
                && all == access.all
                && types.equals(access.types)
                && names.equals(access.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(all, types, names);
    }

    @Override
    public String toString() {
        if (isNone()) {
            return "none";
        }
        return all
                ? "all"
                : types.isEmpty()
                        ? String.join(",", names)
                        : types.stream().map(Class::getName).collect(Collectors.joining(","));
    }
}
