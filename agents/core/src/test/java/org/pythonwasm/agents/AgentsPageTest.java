package org.pythonwasm.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** The snippet of docs/agents.md. */
class AgentsPageTest {
    @Test
    void a_conversation_has_state_and_files() {
        // region: conversation
        PythonRuntime runtime = PythonRuntime.builder()
                .withLimits(
                        Limits.defaults().withWallTime(Duration.ofSeconds(10)).withMemoryBytes(128 << 20))
                .withScratchSpace("/tmp")
                .build();
        ConversationLimits limits = ConversationLimits.defaults().withScratch("/tmp");
        try (Conversations conversations = new Conversations(runtime, limits, 50)) {
            Conversation ada = conversations.get("ada");
            ada.write("sales.csv", "north;3\nsouth;4\n".getBytes(UTF_8));
            ada.run("import csv\nrows = list(csv.reader(open('/tmp/sales.csv'), delimiter=';'))");
            Outcome outcome = ada.run("sum(int(count) for region, count in rows)");
            String forTheModel = outcome.text();
            // endregion
            assertEquals("result: 7", forTheModel);
            assertArrayEquals("north;3\nsouth;4\n".getBytes(UTF_8), ada.read("sales.csv"));
        }
    }
}
