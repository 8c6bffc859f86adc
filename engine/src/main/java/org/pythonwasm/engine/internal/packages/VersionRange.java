package org.pythonwasm.engine.internal.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The versions that a requirement admits, as PEP 440 has them: {@code >=2.0,<3,!=2.1.*}. A version has to be in all clauses;
 * pre-releases are, if they are there at all. Immutable.
 *
 * @param clauses none admits all
 * @param text as it was written
 */
record VersionRange(List<Clause> clauses, String text) {
    static final VersionRange ALL = new VersionRange(List.of(), "");
    private static final Pattern FORM = Pattern.compile("(===|==|!=|~=|<=|>=|<|>)\\s*([^\\s,;()]{1,200})");
    private static final int MOST = 100;

    /**
     * @param prefix whether it ends with {@code .*}
     * @param version absent for {@code ===} with a text that is no version
     */
    record Clause(String operator, String text, boolean prefix, Optional<Version> version) {
        /** Returns empty if there is no such clause. */
        static Optional<Clause> of(String operator, String text) {
            boolean prefix = text.endsWith(".*") && (operator.equals("==") || operator.equals("!="));
            var version = Version.parse(prefix ? text.substring(0, text.length() - 2) : text);
            boolean arbitrary = operator.equals("===");
            boolean exact = operator.equals("==") || operator.equals("!=") || arbitrary;
            if (version.isEmpty() && !arbitrary
                    || operator.equals("~=") && version.get().release().size() < 2
                    || prefix && !version.get().isBase()
                    || !exact && !version.get().local().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Clause(operator, text, prefix, version));
        }

        boolean admits(Version found) {
            return switch (operator) {
                case "===" -> found.toString().equalsIgnoreCase(text);
                case "==" -> isEqual(found);
                case "!=" -> !isEqual(found);
                case "~=" -> found.withoutLocal().compareTo(version.get()) >= 0 && isCompatible(found);
                case "<=" -> found.withoutLocal().compareTo(version.get()) <= 0;
                case ">=" -> found.withoutLocal().compareTo(version.get()) >= 0;
                case "<" -> isBefore(found, version.get());
                default -> isAfter(found, version.get());
            };
        }

        private boolean isEqual(Version found) {
            var own = version.get();
            if (prefix) {
                return startsAs(found, own, own.release().size());
            }
            return (own.local().isEmpty() ? found.withoutLocal() : found).compareTo(own) == 0;
        }

        private static boolean startsAs(Version found, Version start, int numbers) {
            for (int i = 0; i < numbers; i++) {
                if (found.number(i) != start.number(i)) {
                    return false;
                }
            }
            return found.epoch() == start.epoch();
        }

        private boolean isCompatible(Version found) {
            var own = version.get();
            return startsAs(found, own.base(), own.release().size() - 1);
        }

        /** {@code <1.0} does not mean 1.0rc1. */
        private static boolean isBefore(Version found, Version limit) {
            return found.compareTo(limit) < 0
                    && !(!limit.isPrerelease()
                            && found.isPrerelease()
                            && found.base().compareTo(limit.base()) == 0);
        }

        /** {@code >1.0} means neither 1.0.post1 nor 1.0+local. */
        private static boolean isAfter(Version found, Version limit) {
            boolean sameBase = found.base().compareTo(limit.base()) == 0;
            return found.compareTo(limit) > 0
                    && !(sameBase && found.post().isPresent() && limit.post().isEmpty())
                    && !(sameBase && !found.local().isEmpty());
        }
    }

    /** Returns empty if the text is no list of clauses. */
    static Optional<VersionRange> parse(String text) {
        if (text.isBlank()) {
            return Optional.of(ALL);
        }
        var clauses = new ArrayList<Clause>();
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isBlank()) {
                continue;
            }
            var match = FORM.matcher(parts[i].strip());
            var clause = match.matches() ? Clause.of(match.group(1), match.group(2)) : Optional.<Clause>empty();
            if (clause.isEmpty() || i >= MOST) {
                return Optional.empty();
            }
            clauses.add(clause.get());
        }
        return Optional.of(new VersionRange(List.copyOf(clauses), text.strip()));
    }

    /** @param written the version as a text */
    boolean admits(String written) {
        var version = Version.parse(written);
        return clauses.stream()
                .allMatch(clause -> version.isPresent()
                        ? clause.admits(version.get())
                        : clause.operator.equals("===") && written.equalsIgnoreCase(clause.text));
    }
}
