package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.NullPolicy;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.parse.Token.Kind;
import org.pythonwasm.udf.spi.FunctionStatement;

/** Parses the text after {@code CREATE}; the clauses after RETURNS may stand in any order, each once. */
final class CreateFunctionParser {
    private enum Clause {
        LANGUAGE,
        DETERMINISM,
        NULLS,
        HANDLER,
        OPTIONS,
        BODY
    }

    private final TokenReader in;
    private final String text;
    private final EnumSet<Clause> seen = EnumSet.noneOf(Clause.class);
    private boolean deterministic;
    private NullPolicy nullPolicy = NullPolicy.FROM_HINTS;
    private Optional<String> handler = Optional.empty();
    private FunctionOptions options = FunctionOptions.NONE;
    private String body;

    CreateFunctionParser(TokenReader in, String text) {
        this.in = in;
        this.text = text;
    }

    FunctionStatement.Create parse() throws SQLException {
        in.expect("CREATE");
        boolean orReplace = in.accept("OR", "REPLACE");
        boolean aggregate = in.accept("AGGREGATE");
        in.expect("FUNCTION");
        var existence = in.peek();
        boolean ifNotExists = in.accept("IF", "NOT", "EXISTS");
        if (orReplace && ifNotExists) {
            throw in.notSupported(existence, "OR REPLACE and IF NOT EXISTS exclude each other");
        }
        var name = in.qualifiedName();
        var parameters = parameters();
        in.expect("RETURNS");
        boolean table = !aggregate && in.accept("TABLE");
        var columns = table ? columns() : List.<Parameter>of();
        var result = table ? null : new TypeParser(in).parse();
        clauses();
        var kind = aggregate ? FunctionKind.AGGREGATE : table ? FunctionKind.TABLE : FunctionKind.SCALAR;
        var definition = define(kind, name, parameters, result, columns);
        return new FunctionStatement.Create(definition, orReplace, ifNotExists, text);
    }

    private FunctionDefinition define(
            FunctionKind kind,
            QualifiedName name,
            List<Parameter> parameters,
            SqlType result,
            List<Parameter> columns) {
        return new FunctionDefinition(
                kind, name, parameters, result, columns, deterministic, nullPolicy, handler, options, body);
    }

    private List<Parameter> parameters() throws SQLException {
        in.expect('(');
        var parameters = new ArrayList<Parameter>();
        if (in.accept(')')) {
            return parameters;
        }
        do {
            parameters.add(parameter(parameters));
        } while (in.accept(','));
        in.expect(')');
        refuseTwice(parameters);
        return parameters;
    }

    private Parameter parameter(List<Parameter> before) throws SQLException {
        if (!before.isEmpty() && before.get(before.size() - 1).variadic()) {
            throw in.error("no parameter may follow the VARIADIC one");
        }
        boolean variadic = in.accept("VARIADIC");
        var name = in.name("a parameter name");
        var type = new TypeParser(in).parse();
        if (variadic && in.peek().isWord("DEFAULT")) {
            throw in.error("a VARIADIC parameter has no DEFAULT: it may be left out");
        }
        var literal = in.accept("DEFAULT") ? Optional.of(literal()) : Optional.<String>empty();
        boolean optionalBefore =
                before.stream().anyMatch(parameter -> parameter.defaultLiteral().isPresent());
        if (literal.isEmpty() && optionalBefore && !variadic) {
            throw in.error("parameter " + name.text() + " needs a DEFAULT: one before it has one");
        }
        return new Parameter(name.text(), name.quoted(), type, literal, variadic);
    }

    private List<Parameter> columns() throws SQLException {
        in.expect('(');
        var columns = new ArrayList<Parameter>();
        do {
            var name = in.name("a column name");
            columns.add(new Parameter(name.text(), name.quoted(), new TypeParser(in).parse(), Optional.empty(), false));
        } while (in.accept(','));
        in.expect(')');
        refuseTwice(columns);
        return columns;
    }

    private void refuseTwice(List<Parameter> parameters) throws SQLException {
        var names = new HashSet<String>();
        for (var parameter : parameters) {
            if (!names.add(parameter.name().toUpperCase(Locale.ROOT))) {
                throw in.error("the name " + parameter.name() + " stands twice in this list");
            }
        }
    }

    /** A literal (SQL:2016 part 2, 5.3), kept as written. */
    private String literal() throws SQLException {
        var start = in.peek();
        boolean signed = in.accept('-') || in.accept('+');
        if (in.peek().kind() == Kind.NUMBER) {
            in.take();
            return in.textFrom(start);
        }
        if (signed) {
            throw in.expected("a number");
        }
        if (in.accept("INTERVAL")) {
            interval();
        } else if (!in.accept("NULL") && !in.accept("TRUE") && !in.accept("FALSE")) {
            in.string(isTyped() ? "a string" : "a literal");
        }
        return in.textFrom(start);
    }

    private boolean isTyped() {
        if (in.accept("TIME") || in.accept("TIMESTAMP")) {
            in.accept("WITH", "TIME", "ZONE");
            return true;
        }
        return in.accept("DATE") || in.accept("X") || in.accept("UUID") || in.accept("JSON");
    }

    private void interval() throws SQLException {
        if (!in.accept('-')) {
            in.accept('+');
        }
        in.string("a string");
        if (!in.accept("YEAR", "TO", "MONTH") && !in.accept("DAY", "TO", "SECOND")) {
            throw in.expected("YEAR TO MONTH or DAY TO SECOND");
        }
    }

    private void clauses() throws SQLException {
        while (!in.atEnd()) {
            clause();
        }
        if (!seen.contains(Clause.LANGUAGE)) {
            throw in.expected("LANGUAGE PYTHON");
        }
        if (!seen.contains(Clause.BODY)) {
            throw in.expected("AS and the function's Python source");
        }
    }

    private void clause() throws SQLException {
        if (in.accept("LANGUAGE")) {
            once(Clause.LANGUAGE);
            in.expect("PYTHON");
        } else if (in.peek().isWord("DETERMINISTIC") || in.peek().isWord("NOT")) {
            once(Clause.DETERMINISM);
            deterministic = !in.accept("NOT");
            in.expect("DETERMINISTIC");
        } else if (in.peek().isWord("RETURNS")
                || in.peek().isWord("STRICT")
                || in.peek().isWord("CALLED")) {
            once(Clause.NULLS);
            nullPolicy = nullPolicy();
        } else if (in.accept("HANDLER")) {
            once(Clause.HANDLER);
            handler = Optional.of(in.string("the name of a Python function in quotes"));
        } else if (in.accept("WITH")) {
            once(Clause.OPTIONS);
            options = new OptionParser(in).parse();
        } else if (in.accept("AS")) {
            once(Clause.BODY);
            body = Body.of(in.string("the function's Python source in $$ or quotes"));
        } else {
            throw in.expected("LANGUAGE PYTHON, DETERMINISTIC, STRICT, RETURNS NULL ON NULL INPUT, "
                    + "CALLED ON NULL INPUT, HANDLER, WITH or AS");
        }
    }

    private NullPolicy nullPolicy() throws SQLException {
        if (in.accept("CALLED")) {
            in.expect("ON", "NULL", "INPUT");
            return NullPolicy.CALLED;
        }
        if (!in.accept("STRICT")) {
            in.expect("RETURNS", "NULL", "ON", "NULL", "INPUT");
        }
        return NullPolicy.RETURNS_NULL;
    }

    private void once(Clause clause) throws SQLException {
        if (!seen.add(clause)) {
            throw in.error("this clause stands twice");
        }
    }
}
