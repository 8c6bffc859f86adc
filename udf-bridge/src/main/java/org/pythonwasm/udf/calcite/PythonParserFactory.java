package org.pythonwasm.udf.calcite;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.apache.calcite.server.DdlExecutor;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParserImplFactory;
import org.apache.calcite.sql.parser.ddl.SqlDdlParserImpl;
import org.apache.calcite.util.SourceStringReader;
import org.pythonwasm.udf.internal.FunctionStatement;
import org.pythonwasm.udf.internal.FunctionStatement.Create;
import org.pythonwasm.udf.internal.FunctionStatement.Drop;
import org.pythonwasm.udf.internal.StatementParser;

/**
 * Calcite's parser with {@code CREATE FUNCTION … LANGUAGE PYTHON}: everything else goes to Calcite's parser of DDL.
 * Usable on any connection as {@code parserFactory=org.pythonwasm.udf.calcite.PythonParserFactory#INSTANCE}.
 * Stateless.
 */
public final class PythonParserFactory implements SqlParserImplFactory {
    /** What the connection property names. */
    public static final PythonParserFactory INSTANCE = new PythonParserFactory();

    static final String NAME = PythonParserFactory.class.getName() + "#INSTANCE";

    private PythonParserFactory() {
    }

    @Override
    public SqlAbstractParserImpl getParser(Reader reader) {
        String text = text(reader);
        try {
            var statements = StatementParser.parse(text);
            var node = statements.size() == 1 ? node(statements.get(0)) : null;
            if (node != null) {
                return new OwnParser(text, node);
            }
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
        return SqlDdlParserImpl.FACTORY.getParser(new SourceStringReader(text));
    }

    /** Null for what Calcite's parser understands. */
    private static SqlNode node(FunctionStatement statement) {
        if (statement instanceof Create create) {
            return new CreatePythonFunction(create);
        }
        return statement instanceof Drop drop && drop.aggregate() ? new DropPythonAggregate(drop) : null;
    }

    private static String text(Reader reader) {
        if (reader instanceof SourceStringReader source) {
            return source.getSourceString();
        }
        try {
            var text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DdlExecutor getDdlExecutor() {
        return PythonDdlExecutor.INSTANCE;
    }

    /** A parser whose work is done. */
    private static final class OwnParser extends SqlDdlParserImpl {
        private final SqlNode node;

        OwnParser(String text, SqlNode node) {
            super(new SourceStringReader(text));
            this.node = node;
        }

        @Override
        public SqlNode parseSqlStmtEof() {
            return node;
        }
    }
}
