package org.pythonwasm.udf.internal;

import org.pythonwasm.udf.FunctionDefinition;
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
    }

    /** {@code SHOW PYTHON FUNCTIONS}. */
    record Show(String text) implements FunctionStatement {
    }

    /** One or several statements that pass through untouched. */
    record Foreign(String text) implements FunctionStatement {
    }
}
