package org.pythonwasm.engine.internal.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version, ordered as PEP 440 has it. Immutable.
 *
 * @param release its numbers
 * @param pre the kind of a pre-release, {@code a}, {@code b} or {@code rc}, and its number
 * @param post the number of a post-release
 * @param dev the number of a development release
 * @param local what follows a plus sign, in its parts
 */
record Version(
        long epoch, List<Long> release, Optional<Pre> pre, Optional<Long> post, Optional<Long> dev, List<String> local)
        implements Comparable<Version> {
    /** PEP 440, appendix B. */
    private static final Pattern FORM = Pattern.compile(
            "v?(?:(?<epoch>[0-9]{1,9})!)?(?<release>[0-9]{1,18}(?:\\.[0-9]{1,18}){0,30})"
                    + "(?:[-_.]?(?<kind>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>[0-9]{1,18})?)?"
                    + "(?<post>-(?<implied>[0-9]{1,18})|[-_.]?(?:post|rev|r)[-_.]?(?<number>[0-9]{1,18})?)?"
                    + "(?<dev>[-_.]?dev[-_.]?(?<devnumber>[0-9]{1,18})?)?"
                    + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 200;

    /** @param kind of which the order is that of the alphabet */
    record Pre(String kind, long number) {
        private static final Comparator<Pre> ORDER =
                Comparator.comparing(Pre::kind).thenComparingLong(Pre::number);
    }

    static Optional<Version> parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        return text.length() > LONGEST || !match.matches() ? Optional.empty() : Optional.of(of(match));
    }

    private static Version of(Matcher match) {
        var release = new ArrayList<Long>();
        for (String number : match.group("release").split("\\.")) {
            release.add(Long.parseLong(number));
        }
        String kind = match.group("kind");
        String local = match.group("local");
        return new Version(
                number(match.group("epoch")),
                List.copyOf(release),
                kind == null ? Optional.empty() : Optional.of(new Pre(kind(kind), number(match.group("pre")))),
                match.group("post") == null
                        ? Optional.empty()
                        : Optional.of(number(
                                match.group("implied") == null ? match.group("number") : match.group("implied"))),
                match.group("dev") == null ? Optional.empty() : Optional.of(number(match.group("devnumber"))),
                local == null
                        ? List.of()
                        : List.of(local.toLowerCase(Locale.ROOT).split("[-_.]")));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String kind(String spelling) {
        return switch (spelling.toLowerCase(Locale.ROOT)) {
            case "a", "alpha" -> "a";
            case "b", "beta" -> "b";
            default -> "rc";
        };
    }

    boolean isPrerelease() {
        return pre.isPresent() || dev.isPresent();
    }

    /** Whether it has nothing but an epoch and numbers. */
    boolean isBase() {
        return !isPrerelease() && post.isEmpty() && local.isEmpty();
    }

    Version withoutLocal() {
        return new Version(epoch, release, pre, post, dev, List.of());
    }

    Version base() {
        return new Version(epoch, release, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Returns a number of the release, 0 beyond its end. */
    long number(int place) {
        return place < release.size() ? release.get(place) : 0;
    }

    @Override
    public int compareTo(Version other) {
        int order = Long.compare(epoch, other.epoch);
        for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
            order = Long.compare(number(i), other.number(i));
        }
        if (order == 0) {
            order = Integer.compare(rank(), other.rank());
        }
        if (order == 0 && pre.isPresent() && other.pre.isPresent()) {
            order = Pre.ORDER.compare(pre.get(), other.pre.get());
        }
        if (order == 0) {
            order = Long.compare(post.orElse(-1L), other.post.orElse(-1L));
        }
        if (order == 0) {
            order = Long.compare(dev.orElse(Long.MAX_VALUE), other.dev.orElse(Long.MAX_VALUE));
        }
        return order == 0 ? compareLocal(other) : order;
    }

    /** A development release comes before the pre-releases, and these before the release. */
    private int rank() {
        return pre.isPresent() ? 1 : post.isEmpty() && dev.isPresent() ? 0 : 2;
    }

    /** A number comes after a word, and more parts after fewer. */
    private int compareLocal(Version other) {
        for (int i = 0; i < Math.min(local.size(), other.local.size()); i++) {
            int order = compareParts(local.get(i), other.local.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(local.size(), other.local.size());
    }

    private static int compareParts(String a, String b) {
        boolean numbers = isNumber(a);
        if (numbers != isNumber(b)) {
            return numbers ? 1 : -1;
        }
        return numbers ? new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b)) : a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** By the order of versions: 1.0 is 1.0.0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    /** In the one spelling that PEP 440 prefers. */
    @Override
    public String toString() {
        return (epoch == 0 ? "" : epoch + "!")
                + release.stream().map(String::valueOf).collect(Collectors.joining("."))
                + pre.map(part -> part.kind() + part.number()).orElse("")
                + post.map(number -> ".post" + number).orElse("")
                + dev.map(number -> ".dev" + number).orElse("")
                + (local.isEmpty() ? "" : "+" + String.join(".", local));
    }

    @Override
    public int hashCode() {
        int end = release.size();
        while (end > 0 && release.get(end - 1) == 0) {
            end--;
        }
        return release.subList(0, end).hashCode();
    }
}
