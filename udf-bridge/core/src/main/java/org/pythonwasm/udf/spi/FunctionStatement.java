package org.pythonwasm.udf.spi;

import java.sql.SQLException;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.QualifiedName;

/** A statement as the driver sees it: one of the four about Python functions, or the database's own. */
public sealed interface FunctionStatement {

    /** The statement's text, without the semicolon behind it. */
    String text();

    /** {@code CREATE [OR REPLACE] [AGGREGATE] FUNCTION [IF NOT EXISTS] … LANGUAGE PYTHON …}. */
    record Create(FunctionDefinition definition, boolean orReplace, boolean ifNotExists, String text)
            implements FunctionStatement {
    }

    /**
     * {@code DROP [AGGREGATE] FUNCTION [IF EXISTS] name}; whether the function is a Python one only the database
     * knows.
     */
    record Drop(QualifiedName name, boolean aggregate, boolean ifExists, String text) implements FunctionStatement {

        /** @throws SQLException 42000: the function that the name stands for is of another kind than the statement says */
        public void requireKind(FunctionKind kind) throws SQLException {
            if (aggregate != (kind == FunctionKind.AGGREGATE)) {
                throw refused(aggregate ? "is no aggregate function; say DROP FUNCTION"
                        : "is an aggregate function; say DROP AGGREGATE FUNCTION");
            }
        }

        /** @throws SQLException 42000: there is no such function, where the statement asks for one */
        public void requireExistence() throws SQLException {
            if (!ifExists) {
                throw refused("no such " + (aggregate ? "aggregate " : "") + "function");
            }
        }

        private SQLException refused(String message) {
            return new SQLException("PythonFunction " + name + ": " + message, SqlStates.DEFINITION);
        }
    }

    /** {@code SHOW PYTHON FUNCTIONS}. */
    record Show(String text) implements FunctionStatement {
    }

    /** One or several statements that pass through untouched. */
    record Foreign(String text) implements FunctionStatement {
    }
}
