package org.pythonwasm.cookbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pythonwasm.agents.Conversation;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.agents.Outcome;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** The recipes for code that a model wrote; its replies are written down here. */
class AgentRecipesTest {
    private static final String SALES = """
            region,month,revenue
            north,2024-01,1200
            south,2024-01,800
            north,2024-02,1500
            south,2024-02,400
            """;

    private static PythonRuntime runtime() {
        return PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofSeconds(10)))
                .withScratchSpace("/tmp")
                .build();
    }

    @Test
    void a_table_is_analysed_in_steps() {
        // region: analyse
        ConversationLimits limits = ConversationLimits.defaults().withScratch("/tmp");
        try (Conversations conversations = new Conversations(runtime(), limits, 10)) {
            Conversation analyst = conversations.get("report 17");
            analyst.write("sales.csv", SALES.getBytes(UTF_8));
            analyst.run("""
                    import csv
                    rows = list(csv.DictReader(open('/tmp/sales.csv')))
                    """);
            Outcome outcome = analyst.run("""
                    from collections import defaultdict
                    months = defaultdict(dict)
                    for row in rows:
                        months[row['region']][row['month']] = int(row['revenue'])
                    {region: f"{m['2024-02'] / m['2024-01'] - 1:+.0%}" for region, m in months.items()}
                    """);
            // endregion
            assertEquals("result: {'north': '+25%', 'south': '-50%'}", outcome.text());
        }
    }

    @Test
    void a_model_mends_its_code_by_the_traceback() {
        UnaryOperator<String> model = prompt -> prompt.contains("NameError")
                ? "import statistics\nstatistics.median([3, 1, 2])"
                : "statistics.median([3, 1, 2])";
        // region: mend
        Optional<String> answer = Optional.empty();
        try (Conversations conversations = new Conversations(runtime(), ConversationLimits.defaults(), 10)) {
            Conversation conversation = conversations.get("ada");
            String prompt = "Write Python whose last expression is the median of 3, 1 and 2.";
            for (int attempt = 0; attempt < 3 && answer.isEmpty(); attempt++) {
                Outcome outcome = conversation.run(model.apply(prompt));
                answer = outcome.value();
                prompt += outcome.failure()
                        .map(failure -> "\nThat failed:\n" + failure.traceback())
                        .orElse("\nEnd with an expression.");
            }
        }
        // endregion
        assertEquals(Optional.of("2"), answer);
    }
}
