package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/** Compares the parts of an aggregate with its declaration; see {@link org.pythonwasm.engine.typed.TypedAggregate}. */
final class AggregateCheck {
    /** The function that creates a state if the body has no class. */
    static final String CREATE = "create_state";

    static final String FORMS = "an aggregate is a class with methods accumulate and finish, "
            + "or functions create_state, accumulate and finish";

    private final FunctionDefinition definition;
    private final FunctionErrors errors;
    private final PythonInterpreter python;
    private final String handler;
    private final HandlerShape create;

    AggregateCheck(
            FunctionDefinition definition,
            FunctionErrors errors,
            PythonInterpreter python,
            String handler,
            HandlerShape create) {
        this.definition = definition;
        this.errors = errors;
        this.python = python;
        this.handler = handler;
        this.create = create;
    }

    /** Returns for each parameter whether the aggregate skips a row in which it is NULL. */
    List<Boolean> parameters() throws SQLException {
        check(handler, create, 0).arity(0);
        String accumulate = name("accumulate");
        var strict = check(accumulate, required(accumulate), 1).parameters();
        String finish = name("finish");
        var finishes = check(finish, required(finish), 1);
        finishes.arity(1);
        finishes.value();
        var merge = HandlerShape.of(python, name("merge"));
        if (merge.callable()) {
            check(name("merge"), merge, 0).arity(2);
        }
        return strict;
    }

    private String name(String part) {
        return create.isClass() ? handler + "." + part : part;
    }

    private HandlerShape required(String name) throws SQLException {
        var shape = HandlerShape.of(python, name);
        if (!shape.callable()) {
            throw errors.definition("the body defines no '" + name + "'; " + FORMS);
        }
        return shape;
    }

    private HandlerCheck check(String name, HandlerShape shape, int before) {
        return new HandlerCheck(definition, errors, name, shape, before);
    }
}
