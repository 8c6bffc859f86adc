package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.PackagePin;
import org.pythonwasm.udf.spi.FunctionStatement;

/** Parses {@code CREATE [OR REPLACE] PYTHON MODULE [IF NOT EXISTS] name [WITH (packages = '…')] AS '…'}. */
final class CreateModuleParser {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final TokenReader in;
    private final String text;

    CreateModuleParser(TokenReader in, String text) {
        this.in = in;
        this.text = text;
    }

    FunctionStatement.CreateModule parse() throws SQLException {
        in.expect("CREATE");
        boolean orReplace = in.accept("OR", "REPLACE");
        in.expect("PYTHON", "MODULE");
        var existence = in.peek();
        boolean ifNotExists = in.accept("IF", "NOT", "EXISTS");
        if (orReplace && ifNotExists) {
            throw in.notSupported(existence, "OR REPLACE and IF NOT EXISTS exclude each other");
        }
        var start = in.peek();
        var name = in.qualifiedName("a module name");
        if (!IDENTIFIER.matcher(name.name().text()).matches()) {
            throw in.error("a module's name is an identifier of ASCII letters, as Python imports it, got "
                    + Excerpt.of(start.text()));
        }
        var packages = in.accept("WITH") ? packages() : List.<PackagePin>of();
        in.expect("AS");
        String body = Body.of(in.string("the module's Python source in $$ or quotes"));
        if (!in.atEnd()) {
            throw in.expected("the end of the statement");
        }
        return new FunctionStatement.CreateModule(
                new ModuleDefinition(name, packages, body), orReplace, ifNotExists, text);
    }

    private List<PackagePin> packages() throws SQLException {
        var options = new OptionParser(in).parse();
        if (!options.withPackages(List.of()).equals(FunctionOptions.NONE)) {
            throw in.error("a module has the option packages only");
        }
        return options.packages();
    }
}
