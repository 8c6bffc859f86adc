package org.pythonwasm.agents.mcp;

import java.io.IOException;
import java.time.Duration;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** A server with narrow limits, for tests in a process of its own. */
final class SmallServer {
    private SmallServer() {}

    public static void main(String[] arguments) throws IOException {
        var runtime = PythonRuntime.builder()
                // A busy machine may take long to fill the memory, which is no matter of the five seconds.
                .withLimits(Limits.defaults()
                        .withWallTime(Duration.ofSeconds(20))
                        .withCpuTime(Duration.ofSeconds(5))
                        .withMemoryBytes(64 << 20))
                .withScratchSpace("/scratch")
                .build();
        var limits = ConversationLimits.defaults().withScratch("/scratch").withText(10_000);
        new PythonServer(runtime, limits, 4, "1").serve(System.in, System.out);
    }
}
