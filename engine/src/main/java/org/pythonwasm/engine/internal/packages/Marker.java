package org.pythonwasm.engine.internal.packages;

import java.util.List;

/** A condition of a requirement, as PEP 508 has them: {@code python_version < "3.8" and extra == "test"}. Immutable. */
sealed interface Marker {
    /** Returns whether the requirement counts in that environment. */
    boolean holds(MarkerEnvironment environment);

    record All(List<Marker> parts) implements Marker {
        @Override
        public boolean holds(MarkerEnvironment environment) {
            return parts.stream().allMatch(part -> part.holds(environment));
        }
    }

    record Any(List<Marker> parts) implements Marker {
        @Override
        public boolean holds(MarkerEnvironment environment) {
            return parts.stream().anyMatch(part -> part.holds(environment));
        }
    }

    /**
     * One side of a comparison.
     *
     * @param isVariable whether the text is the name of a variable
     */
    record Operand(String text, boolean isVariable) {
        String in(MarkerEnvironment environment) {
            return isVariable ? environment.value(text) : text;
        }

        boolean isExtra() {
            return isVariable && text.equals(MarkerEnvironment.EXTRA);
        }
    }

    record Comparison(Operand left, String operator, Operand right) implements Marker {
        @Override
        public boolean holds(MarkerEnvironment environment) {
            return left.isExtra() || right.isExtra() ? holdsOfExtra(environment) : compare(environment);
        }

        /** Extras are names; an extra that was not asked for equals none. */
        private boolean holdsOfExtra(MarkerEnvironment environment) {
            String name = PackageName.normalized((left.isExtra() ? right : left).in(environment));
            boolean asked = environment.hasExtra(name);
            return operator.equals("!=") ? !asked : asked;
        }

        /** As versions where the right side can be one, else as texts. */
        private boolean compare(MarkerEnvironment environment) {
            String a = left.in(environment);
            String b = right.in(environment);
            if (operator.equals("in")) {
                return b.contains(a);
            }
            if (operator.equals("not in")) {
                return !b.contains(a);
            }
            var clause = VersionRange.Clause.of(operator, b);
            var version = Version.parse(a);
            if (clause.isPresent() && (version.isPresent() || operator.equals("==="))) {
                return version.isPresent() ? clause.get().admits(version.get()) : a.equalsIgnoreCase(b);
            }
            return switch (operator) {
                case "==", "===" -> a.equals(b);
                case "!=" -> !a.equals(b);
                case "<" -> a.compareTo(b) < 0;
                case "<=" -> a.compareTo(b) <= 0;
                case ">" -> a.compareTo(b) > 0;
                case ">=" -> a.compareTo(b) >= 0;
                default -> false;
            };
        }
    }
}
