package org.pythonwasm.agents.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.code.CodeExecutionEngine;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** LangChain4j's own services with a model that is no language model: it has the user's text run, and repeats what came of it. */
class PythonToolTest {
    private static final class Obedient implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            var last = request.messages().get(request.messages().size() - 1);
            if (last instanceof ToolExecutionResultMessage result) {
                return response(AiMessage.from(result.text()));
            }
            assertEquals("run_python", request.toolSpecifications().get(0).name());
            String arguments = "{\"code\": \"" + ((UserMessage) last).singleText() + "\"}";
            return response(AiMessage.from(ToolExecutionRequest.builder()
                    .id("1")
                    .name("run_python")
                    .arguments(arguments)
                    .build()));
        }

        private static ChatResponse response(AiMessage message) {
            return ChatResponse.builder().aiMessage(message).build();
        }
    }

    private interface Assistant {
        String chat(@MemoryId String user, @dev.langchain4j.service.UserMessage String text);
    }

    private final ChatModel model = new Obedient();

    @Test
    void a_service_runs_what_its_model_wrote_and_each_memory_has_variables_of_its_own() {
        // region: langchain4j-tool
        PythonRuntime runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofSeconds(10)))
                .build();
        Conversations conversations = new Conversations(runtime, ConversationLimits.defaults(), 100);
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(20))
                .tools(new PythonTool(conversations))
                .build();
        // endregion
        try (conversations) {
            assertEquals("(no output)", assistant.chat("ada", "x = 6"));
            assertEquals("result: 42", assistant.chat("ada", "x * 7"));
            assertTrue(assistant.chat("grace", "x").contains("NameError: name 'x' is not defined"));
        }
    }

    @Test
    void an_execution_engine_runs_each_code_alone() {
        // region: langchain4j-engine
        CodeExecutionEngine engine = new PythonExecutionEngine(PythonRuntime.shared());
        String answer = engine.execute("print('sum'); sum(range(10))");
        // endregion
        assertEquals("sum\nresult: 45", answer);
        engine.execute("x = 1");
        assertTrue(engine.execute("x").contains("NameError"));
    }

    @Test
    void a_loop_without_end_is_a_text_for_the_model() {
        var runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofMillis(300)))
                .build();
        String text = new PythonExecutionEngine(runtime).execute("while True: pass");
        assertTrue(text.contains("TimeoutError"), text);
    }
}
