package org.pythonwasm.agents.springai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;

/**
 * Spring AI's own client and tool calling with a model that is no language model: it has the user's text run, and repeats what came of
 * it. As other models do, it lets the {@link ToolCallingManager} call the tools.
 */
class PythonToolCallbackTest {
    private static final class Obedient implements ChatModel {
        private final ToolCallingManager tools = ToolCallingManager.builder().build();

        @Override
        public ChatOptions getDefaultOptions() {
            return ToolCallingChatOptions.builder().build();
        }

        @Override
        public ChatResponse call(Prompt prompt) {
            var messages = prompt.getInstructions();
            if (messages.get(messages.size() - 1) instanceof ToolResponseMessage results) {
                return response(
                        new AssistantMessage(results.getResponses().get(0).responseData()));
            }
            String arguments = "{\"code\": \"" + prompt.getUserMessage().getText() + "\"}";
            var call = response(AssistantMessage.builder()
                    .content("")
                    .toolCalls(List.of(new AssistantMessage.ToolCall("1", "function", "run_python", arguments)))
                    .build());
            return call(new Prompt(tools.executeToolCalls(prompt, call).conversationHistory(), prompt.getOptions()));
        }

        private static ChatResponse response(AssistantMessage message) {
            return new ChatResponse(List.of(new Generation(message)));
        }
    }

    private final ChatModel model = new Obedient();

    @Test
    void a_client_runs_what_its_model_wrote_and_each_conversation_has_variables_of_its_own() {
        // region: spring-ai
        PythonRuntime runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofSeconds(10)))
                .build();
        Conversations conversations = new Conversations(runtime, ConversationLimits.defaults(), 100);
        ChatClient client = ChatClient.builder(model)
                .defaultToolCallbacks(new PythonToolCallback(conversations))
                .build();
        // endregion
        try (conversations) {
            assertEquals("(no output)", chat(client, "ada", "x = 6"));
            assertEquals("result: 42", chat(client, "ada", "x * 7"));
            assertTrue(chat(client, "grace", "x").contains("NameError: name 'x' is not defined"));
            assertEquals("result: 2", client.prompt("1 + 1").call().content());
        }
    }

    private static String chat(ChatClient client, String conversation, String text) {
        // region: spring-ai-conversation
        String answer = client.prompt(text)
                .toolContext(Map.of(ChatMemory.CONVERSATION_ID, conversation))
                .call()
                .content();
        // endregion
        return answer;
    }

    @Test
    void arguments_of_another_form_are_an_error_for_the_model() {
        try (var conversations = new Conversations(PythonRuntime.shared(), ConversationLimits.defaults(), 1)) {
            assertEquals(
                    "error: run_python has one argument, the text 'code'",
                    new PythonToolCallback(conversations).call("{\"source\": 1}"));
        }
    }
}
