package org.pythonwasm.udf.spi;

import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.QualifiedName;

/** A statement in the driver's view: one about Python functions or modules, or one of the database. */
public sealed interface FunctionStatement {

    /** Returns the statement's text, without its semicolon. */
    String text();

    /** {@code CREATE [OR REPLACE] [AGGREGATE] FUNCTION [IF NOT EXISTS] … LANGUAGE PYTHON …}. */
    record Create(FunctionDefinition definition, boolean orReplace, boolean ifNotExists, String text)
            implements FunctionStatement {}

    /** {@code DROP [AGGREGATE] FUNCTION [IF EXISTS] name}; only the database knows whether it is a Python function. */
    record Drop(QualifiedName name, boolean aggregate, boolean ifExists, String text) implements FunctionStatement {

        /** @throws SQLException 42000 if the named function is of another kind than the statement says */
        public void requireKind(FunctionKind kind) throws SQLException {
            if (aggregate != (kind == FunctionKind.AGGREGATE)) {
                throw refused(
                        aggregate
                                ? "is no aggregate function; say DROP FUNCTION"
                                : "is an aggregate function; say DROP AGGREGATE FUNCTION");
            }
        }

        /** @throws SQLException 42000 if the statement requires a function that does not exist */
        public void requireExistence() throws SQLException {
            if (!ifExists) {
                throw refused("no such " + (aggregate ? "aggregate " : "") + "function");
            }
        }

        private SQLException refused(String message) {
            return new SQLException("PythonFunction " + name + ": " + message, SqlStates.DEFINITION);
        }
    }

    /** {@code CREATE [OR REPLACE] PYTHON MODULE [IF NOT EXISTS] …}. */
    record CreateModule(ModuleDefinition definition, boolean orReplace, boolean ifNotExists, String text)
            implements FunctionStatement {}

    /** {@code DROP PYTHON MODULE [IF EXISTS] name}. */
    record DropModule(QualifiedName name, boolean ifExists, String text) implements FunctionStatement {
        /** Returns a module of that name, which has nothing else. */
        public ModuleDefinition named() {
            return new ModuleDefinition(name, List.of(), "");
        }
    }

    /** {@code SHOW PYTHON MODULES}. */
    record ShowModules(String text) implements FunctionStatement {}

    /** {@code SHOW PYTHON FUNCTIONS}. */
    record Show(String text) implements FunctionStatement {}

    /** One or several statements that are passed on unchanged. */
    record PassThrough(String text) implements FunctionStatement {}
}
