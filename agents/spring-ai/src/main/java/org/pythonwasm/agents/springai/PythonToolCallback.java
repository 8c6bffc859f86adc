package org.pythonwasm.agents.springai;

import java.util.Map;
import java.util.Objects;
import org.pythonwasm.agents.Conversations;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.model.ModelOptionsUtils;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * The tool {@code run_python} for {@code ChatClient.prompt().toolCallbacks(new PythonToolCallback(conversations))}. The conversation is
 * that of the tool context under {@link ChatMemory#CONVERSATION_ID}, else {@link ChatMemory#DEFAULT_CONVERSATION_ID}; its variables stay
 * from one call to the next. Thread-safe; the caller closes the conversations.
 */
public final class PythonToolCallback implements ToolCallback {
    private static final ToolDefinition DEFINITION = ToolDefinition.builder()
            .name("run_python")
            .description(
                    "Runs Python 3.13 in a sandbox with the standard library, without network. Returns what it printed, the value "
                            + "of its last expression, and the traceback of an exception. Variables stay for the next call.")
            .inputSchema("""
                    {"type": "object", "required": ["code"], "additionalProperties": false,
                     "properties": {"code": {"type": "string", "description": "The source"}}}""")
            .build();

    private final Conversations conversations;

    public PythonToolCallback(Conversations conversations) {
        this.conversations = Objects.requireNonNull(conversations, "conversations");
    }

    @Override
    public ToolDefinition getToolDefinition() {
        return DEFINITION;
    }

    @Override
    public String call(String arguments) {
        return call(arguments, null);
    }

    @Override
    public String call(String arguments, ToolContext context) {
        if (!(ModelOptionsUtils.jsonToMap(arguments).get("code") instanceof String code)) {
            return "error: run_python has one argument, the text 'code'";
        }
        return conversations.get(conversation(context)).run(code).text();
    }

    private static String conversation(ToolContext context) {
        Map<String, Object> entries = context == null ? Map.of() : context.getContext();
        return String.valueOf(entries.getOrDefault(ChatMemory.CONVERSATION_ID, ChatMemory.DEFAULT_CONVERSATION_ID));
    }
}
