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
import org.apache.calcite.sql.parser.ddl.ParseException;
import org.apache.calcite.sql.parser.ddl.SqlDdlParserImpl;
import org.apache.calcite.util.SourceStringReader;
import org.pythonwasm.udf.calcite.ddl.CreatePythonFunction;
import org.pythonwasm.udf.calcite.ddl.DropPythonFunction;
import org.pythonwasm.udf.calcite.ddl.ParsedStatement;
import org.pythonwasm.udf.calcite.ddl.PythonDdlExecutor;
import org.pythonwasm.udf.calcite.ddl.PythonModuleStatement;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;

/**
 * Calcite's parser with {@code CREATE FUNCTION … LANGUAGE PYTHON}: everything else goes to Calcite's parser of DDL.
 * Usable on any connection as {@code parserFactory=org.pythonwasm.udf.calcite.PythonParserFactory#INSTANCE}.
 * Stateless.
 */
public final class PythonParserFactory implements SqlParserImplFactory {
    /** The instance that the connection property names. */
    public static final PythonParserFactory INSTANCE = new PythonParserFactory();

    public static final String NAME = PythonParserFactory.class.getName() + "#INSTANCE";

    private PythonParserFactory() {}

    @Override
    public SqlAbstractParserImpl getParser(Reader reader) {
        String text = text(reader);
        try {
            var statements = ParsedStatement.of(text);
            if (statements.size() == 1 && !(statements.get(0) instanceof PassThrough)) {
                return new PythonStatementParser(text, statements.get(0));
            }
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
        return SqlDdlParserImpl.FACTORY.getParser(new SourceStringReader(text));
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

    /** Calcite's parser, for a text that has already been read here. */
    private static final class PythonStatementParser extends SqlDdlParserImpl {
        private final FunctionStatement statement;

        PythonStatementParser(String text, FunctionStatement statement) {
            super(new SourceStringReader(text));
            this.statement = statement;
        }

        @Override
        public SqlNode parseSqlStmtEof() throws Exception {
            if (statement instanceof Create create) {
                return new CreatePythonFunction(create);
            }
            if (statement instanceof CreateModule || statement instanceof DropModule) {
                return new PythonModuleStatement(statement);
            }
            try {
                return super.parseSqlStmtEof();
            } catch (ParseException e) {
                if (statement instanceof Drop drop) {
                    return new DropPythonFunction(drop);
                }
                throw e;
            }
        }
    }
}
