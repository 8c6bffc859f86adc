package org.pythonwasm.udf.calcite.ddl;

import java.util.List;
import org.apache.calcite.sql.SqlDdl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.pythonwasm.udf.spi.FunctionStatement;

/** {@code CREATE PYTHON MODULE} or {@code DROP PYTHON MODULE}, which Calcite's parser passes to the DDL executor. */
public final class PythonModuleStatement extends SqlDdl {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("PYTHON MODULE", SqlKind.OTHER_DDL);

    private final FunctionStatement statement;

    public PythonModuleStatement(FunctionStatement statement) {
        super(OPERATOR, SqlParserPos.ZERO);
        this.statement = statement;
    }

    FunctionStatement statement() {
        return statement;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.print(statement.text());
    }
}
