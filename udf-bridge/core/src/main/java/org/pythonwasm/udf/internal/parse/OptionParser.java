package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.FunctionLimit;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.PackagePin;

/** Parses the inside of {@code WITH (timeout = '2 s', memory = '64 MB', vectorized = true, image = false, packages = 'jinja2')}. */
final class OptionParser {
    private static final int MOST_PACKAGES = 1_000;
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) *([a-z]*)");
    private static final String NAMES =
            Stream.of(FunctionLimit.values()).map(FunctionLimit::option).collect(Collectors.joining(", "));

    private final TokenReader in;
    private FunctionOptions options = FunctionOptions.NONE;

    OptionParser(TokenReader in) {
        this.in = in;
    }

    FunctionOptions parse() throws SQLException {
        in.expect('(');
        do {
            option();
        } while (in.accept(','));
        in.expect(')');
        return options;
    }

    private void option() throws SQLException {
        var limit = limit();
        if (limit.isPresent()) {
            in.expect('=');
            limit(limit.get());
        } else if (in.accept("VECTORIZED")) {
            in.expect('=');
            vectorized();
        } else if (in.accept("IMAGE")) {
            in.expect('=');
            options = options.withImage(truth());
        } else if (in.accept("PACKAGES")) {
            in.expect('=');
            packages();
        } else {
            throw in.expected("an option: " + NAMES + ", vectorized, image or packages");
        }
    }

    private Optional<FunctionLimit> limit() throws SQLException {
        for (var limit : FunctionLimit.values()) {
            if (in.accept(limit.name())) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    /** The amount is checked before it is accepted, while the message can point at it. */
    private void limit(FunctionLimit limit) throws SQLException {
        var unit = limit.unit();
        if (!in.peek().isString() && in.peek().kind() != Token.Kind.NUMBER) {
            throw in.expected(unit.example());
        }
        var amount = AMOUNT.matcher(in.peek().text().strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || !unit.factors().containsKey(amount.group(2))) {
            throw in.error("expected " + unit.example() + ", found '"
                    + Excerpt.of(in.peek().text()) + "'");
        }
        if (options.amounts().containsKey(limit)) {
            throw in.error("option " + limit.option() + " is given twice");
        }
        try {
            options = options.with(
                    limit, Long.parseLong(amount.group(1)) * unit.factors().get(amount.group(2)));
        } catch (IllegalArgumentException e) {
            throw in.error(e.getMessage());
        }
        in.take();
    }

    private void packages() throws SQLException {
        if (!in.peek().isString()) {
            throw in.expected("the names of packages in quotes, such as 'dateutil, jinja2'");
        }
        var pins = new ArrayList<PackagePin>();
        try {
            for (String pin : in.peek().text().split(",", -1)) {
                pins.add(PackagePin.parse(pin));
            }
        } catch (IllegalArgumentException e) {
            throw in.error(e.getMessage());
        }
        if (!options.packages().isEmpty() || pins.size() > MOST_PACKAGES) {
            throw in.error("option packages is given once, with at most " + MOST_PACKAGES + " packages");
        }
        options = options.withPackages(pins);
        in.take();
    }

    private void vectorized() throws SQLException {
        if (!in.peek().isString()) {
            options = options.withVectorized(truth());
        } else if (in.peek().text().equalsIgnoreCase("buffers")) {
            options = options.withBuffers();
            in.take();
        } else {
            throw in.expected("true, false or 'buffers'");
        }
    }

    private boolean truth() throws SQLException {
        if (in.accept("FALSE")) {
            return false;
        }
        in.expect("TRUE");
        return true;
    }
}
