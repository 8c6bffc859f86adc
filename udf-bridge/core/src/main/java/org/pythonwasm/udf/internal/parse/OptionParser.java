package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.FunctionLimit;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.PackagePin;
import org.pythonwasm.udf.spi.SqlStates;

/** Parses the inside of {@code WITH (timeout = '2 s', memory = '64 MB', vectorized = true, image = false, packages = 'jinja2')}. */
final class OptionParser {
    private static final int MOST_PACKAGES = 1_000;
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
        var amount = unit.parse(in.peek().text());
        if (amount.isEmpty()) {
            throw in.error("expected " + unit.example() + ", found '"
                    + Excerpt.of(in.peek().text()) + "'");
        }
        if (options.amounts().containsKey(limit)) {
            throw in.error("option " + limit.option() + " is given twice");
        }
        var most = most(limit);
        if (most.isPresent() && amount.getAsLong() > most.getAsLong()) {
            throw in.error(limit.option() + " is at most " + unit.inWords(most.getAsLong()) + " here (system property "
                    + "python-wasm.functionLimits), found '"
                    + Excerpt.of(in.peek().text()) + "'");
        }
        try {
            options = options.with(limit, amount.getAsLong());
        } catch (IllegalArgumentException e) {
            throw in.error(e.getMessage());
        }
        in.take();
    }

    private OptionalLong most(FunctionLimit limit) throws SQLException {
        try {
            return limit.most();
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), SqlStates.SYSTEM_ERROR, e);
        }
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
