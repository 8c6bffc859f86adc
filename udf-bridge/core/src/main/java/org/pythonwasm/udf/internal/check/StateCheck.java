package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/** Tries whether the states of an aggregate can go from one interpreter to another. */
final class StateCheck {
    private final CheckedFunction checked;
    private final FunctionErrors errors;
    private final PythonInterpreter python;

    StateCheck(CheckedFunction checked, FunctionErrors errors, PythonInterpreter python) {
        this.checked = checked;
        this.errors = errors;
        this.python = python;
    }

    /**
     * Returns whether the aggregate has a merge; saves a new state then, and loads it as another.
     *
     * @throws SQLException 42000 if that fails
     * @throws PythonException if it meets a limit
     */
    boolean merges() throws SQLException {
        if (!hasMerge()) {
            return false;
        }
        int parameters = checked.definition().parameters().size();
        var aggregate =
                python.defineAggregate(checked.definition().handler().orElseThrow(), checked.signature(parameters));
        var saved = aggregate.newSaved(1);
        var loaded = aggregate.newLoaded(1);
        try {
            saved.setLong(0, 0, 0);
            aggregate.save(saved, 1);
            loaded.setLong(0, 0, 1);
            loaded.setBytes(1, 0, saved.getBytes(0));
            aggregate.load(loaded, 1);
        } catch (PythonException e) {
            if (FunctionErrors.isOfLimit(e)) {
                throw e;
            }
            throw errors.definition("parts of a group are merged between interpreters, but a state cannot be pickled: "
                    + FunctionErrors.shortened(e.getMessage())
                    + "; without merge, all rows of a group go to one interpreter");
        }
        return true;
    }

    private boolean hasMerge() {
        String handler = checked.definition().handler().orElseThrow();
        String merge = HandlerShape.of(python, handler).isClass() ? handler + ".merge" : "merge";
        return HandlerShape.of(python, merge).callable();
    }
}
