package org.pythonwasm.udf.calcite.ddl;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.ddl.SqlDdlParserImpl;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.QualifiedName.Part;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Names that statements could not use as they are written, because Calcite's parser reserves them. It reserves more
 * words than other databases. The parser itself decides. Names of parameters are free, because calls need none.
 * Stateless.
 */
final class ReservedNames {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final SqlParser.Config PARSER = SqlParser.config().withParserFactory(SqlDdlParserImpl.FACTORY);

    private ReservedNames() {}

    /** @throws SQLException 42000, with the remedy */
    static void refuse(FunctionDefinition definition) throws SQLException {
        var name = definition.name();
        if (name.schema().isPresent()) {
            require(definition, "schema", name.schema().get(), ReservedNames::isColumn);
        }
        require(definition, "function", name.name(), ReservedNames::isFunction);
        for (var column : definition.columns()) {
            require(definition, "column", new Part(column.name(), column.quoted()), ReservedNames::isColumn);
        }
    }

    private static void require(FunctionDefinition definition, String what, Part name, Predicate<String> isFree)
            throws SQLException {
        if (!name.quoted() && WORD.matcher(name.text()).matches() && !isFree.test(name.text())) {
            throw new SQLException(
                    "PythonFunction " + definition.name() + ": " + name.text()
                            + " is a word of Calcite's parser, so that no statement could name the " + what
                            + " without quotes; choose another name, or write \"" + name.text()
                            + "\" here and wherever it is used",
                    SqlStates.DEFINITION);
        }
    }

    private static boolean isFunction(String name) {
        return parsed(name + "(1)")
                .filter(call ->
                        call instanceof SqlBasicCall basic && basic.getOperator() instanceof SqlUnresolvedFunction)
                .isPresent();
    }

    private static boolean isColumn(String name) {
        return parsed(name).filter(SqlIdentifier.class::isInstance).isPresent()
                && parsed("t." + name).isPresent();
    }

    private static Optional<SqlNode> parsed(String expression) {
        try {
            return SqlParser.create("SELECT " + expression + " FROM t", PARSER).parseQuery() instanceof SqlSelect select
                    ? Optional.of(select.getSelectList().get(0))
                    : Optional.empty();
        } catch (SqlParseException reserved) {
            return Optional.empty();
        }
    }
}
