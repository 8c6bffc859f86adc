package org.pythonwasm.agents.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import java.util.Objects;
import org.pythonwasm.agents.Conversations;

/**
 * The tool {@code run_python} for {@code AiServices.builder(…).tools(new PythonTool(conversations))}. Each memory id is a conversation
 * of its own, whose variables stay from one call to the next. Thread-safe; the caller closes the conversations.
 */
public final class PythonTool {
    private final Conversations conversations;

    public PythonTool(Conversations conversations) {
        this.conversations = Objects.requireNonNull(conversations, "conversations");
    }

    /** Called by LangChain4j. */
    @Tool(
            name = "run_python",
            value =
                    "Runs Python 3.13 in a sandbox with the standard library, without network. Returns what it printed, the value of "
                            + "its last expression, and the traceback of an exception. Variables stay for the next call.")
    public String run(@ToolMemoryId Object conversation, @P(name = "code", value = "The source") String code) {
        return conversations.get(String.valueOf(conversation)).run(code).text();
    }
}
