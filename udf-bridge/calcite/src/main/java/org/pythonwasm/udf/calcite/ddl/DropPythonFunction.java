package org.pythonwasm.udf.calcite.ddl;

import java.util.List;
import org.apache.calcite.sql.SqlDrop;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;

/**
 * {@code DROP AGGREGATE FUNCTION}, which Calcite's parser does not know, or {@code DROP FUNCTION} with a name that
 * Calcite's grammar refuses, such as {@code abs}: CREATE FUNCTION accepts such a name, and so must this.
 */
public final class DropPythonFunction extends SqlDrop {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("DROP PYTHON FUNCTION", SqlKind.DROP_FUNCTION);

    private final Drop drop;

    public DropPythonFunction(Drop drop) {
        super(OPERATOR, SqlParserPos.ZERO, drop.ifExists());
        this.drop = drop;
    }

    Drop drop() {
        return drop;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.print(drop.text());
    }
}
