package org.pythonwasm.udf.calcite.ddl;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

/** The statement that Calcite's parser passes to the DDL executor. */
public final class CreatePythonFunction extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE FUNCTION", SqlKind.CREATE_FUNCTION);

    private final Create create;

    public CreatePythonFunction(Create create) {
        super(OPERATOR, SqlParserPos.ZERO, create.orReplace(), create.ifNotExists());
        this.create = create;
    }

    Create create() {
        return create;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.print(create.text());
    }
}
