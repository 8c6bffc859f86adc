package org.pythonwasm.engine.internal.packages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pythonwasm.engine.PythonPackageException;

/** Reads requirements by the grammar of PEP 508. Not thread-safe. */
final class RequirementParser {
    private static final int LONGEST = 8_192;
    private static final int DEEPEST = 32;
    private static final Pattern NAME = Pattern.compile(PackageName.FORM);
    private static final Pattern WORD = Pattern.compile("[a-z_.]{1,40}");
    private static final Pattern OPERATOR = Pattern.compile("===|==|!=|~=|<=|>=|<|>|in\\b|not\\s+in\\b");
    /** Names with dots are those of PEP 345, the last that of an old setuptools. */
    private static final Map<String, String> OLD_NAMES = Map.of(
            "os.name", "os_name",
            "sys.platform", "sys_platform",
            "platform.version", "platform_version",
            "platform.machine", "platform_machine",
            "platform.python_implementation", "platform_python_implementation",
            "python_implementation", "platform_python_implementation");

    private final String text;
    private int at;
    private int depth;

    private RequirementParser(String text) {
        this.text = text;
    }

    /** @throws PythonPackageException with the text and the place where it is at fault */
    static Requirement parse(String text) {
        if (text.length() > LONGEST) {
            throw new PythonPackageException(
                    "a requirement has " + text.length() + " characters, expected at most " + LONGEST);
        }
        return new RequirementParser(text).requirement();
    }

    private PythonPackageException expected(String what) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new PythonPackageException(
                "expected " + what + " at character " + (at + 1) + " of the requirement '" + shown + "'");
    }

    private Requirement requirement() {
        String name = next(NAME).orElseThrow(() -> expected("the name of a package"));
        Set<String> extras = accept("[") ? extras() : Set.of();
        var versions = VersionRange.ALL;
        if (accept("@")) {
            skipAddress();
        } else {
            versions = versions();
        }
        Optional<Marker> marker = accept(";") ? Optional.of(any()) : Optional.empty();
        skipBlanks();
        if (at < text.length()) {
            throw expected("the end");
        }
        return new Requirement(name, Set.copyOf(extras), versions, marker, text.strip());
    }

    private Set<String> extras() {
        var extras = new HashSet<String>();
        if (accept("]")) {
            return extras;
        }
        do {
            extras.add(PackageName.normalized(next(NAME).orElseThrow(() -> expected("the name of an extra"))));
        } while (accept(","));
        require("]");
        return extras;
    }

    private VersionRange versions() {
        boolean inside = accept("(");
        int end = at;
        while (end < text.length() && ";)".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int start = at;
        var range =
                VersionRange.parse(text.substring(start, end)).orElseThrow(() -> expected("versions such as >=1.0,<2"));
        at = end;
        if (inside) {
            require(")");
        }
        return range;
    }

    /** A blank ends it. */
    private void skipAddress() {
        skipBlanks();
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Marker any() {
        var parts = new ArrayList<>(List.of(all()));
        while (acceptWord("or")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Marker.Any(List.copyOf(parts));
    }

    private Marker all() {
        var parts = new ArrayList<>(List.of(one()));
        while (acceptWord("and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Marker.All(List.copyOf(parts));
    }

    private Marker one() {
        if (!accept("(")) {
            var left = operand();
            String operator = next(OPERATOR).orElseThrow(() -> expected("a comparison such as =="));
            return new Marker.Comparison(left, operator.startsWith("not") ? "not in" : operator, operand());
        }
        if (++depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " parentheses in each other");
        }
        var inner = any();
        require(")");
        depth--;
        return inner;
    }

    private Marker.Operand operand() {
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote == '"' || quote == '\'') {
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw expected("the end of a text");
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return new Marker.Operand(value, false);
        }
        int start = at;
        String word = next(WORD).orElseThrow(() -> expected("a text in quotes, or the name of a variable"));
        String name = OLD_NAMES.getOrDefault(word, word);
        if (!MarkerEnvironment.isVariable(name)) {
            at = start;
            throw expected("a variable of PEP 508");
        }
        return new Marker.Operand(name, true);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Optional<String> next(Pattern pattern) {
        skipBlanks();
        var match = pattern.matcher(text).region(at, text.length());
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        at = match.end();
        return Optional.of(match.group());
    }

    private boolean accept(String sign) {
        skipBlanks();
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private boolean acceptWord(String word) {
        skipBlanks();
        int end = at + word.length();
        boolean there = text.startsWith(word, at)
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '_');
        at = there ? end : at;
        return there;
    }

    private void require(String sign) {
        if (!accept(sign)) {
            throw expected("'" + sign + "'");
        }
    }
}
