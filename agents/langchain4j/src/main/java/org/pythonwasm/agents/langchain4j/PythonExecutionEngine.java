package org.pythonwasm.agents.langchain4j;

import dev.langchain4j.code.CodeExecutionEngine;
import java.util.Objects;
import org.pythonwasm.agents.Conversation;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Runs each code in a fresh interpreter and returns what it printed, its last value, or its traceback. Thread-safe. Code that fails is
 * no exception: a model reads the traceback and mends it.
 */
public final class PythonExecutionEngine implements CodeExecutionEngine {
    private final PythonRuntime runtime;
    private final ConversationLimits limits;

    /** @param runtime decides what the code may reach, and has the limits of one run */
    public PythonExecutionEngine(PythonRuntime runtime) {
        this(runtime, ConversationLimits.defaults());
    }

    public PythonExecutionEngine(PythonRuntime runtime, ConversationLimits limits) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    @Override
    public String execute(String code) {
        try (var once = new Conversation(runtime, limits)) {
            return once.run(code).text();
        }
    }
}
