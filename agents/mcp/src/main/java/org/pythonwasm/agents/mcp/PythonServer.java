package org.pythonwasm.agents.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.PythonRuntime;

/**
 * A server of the Model Context Protocol for one client over two streams. It runs Python in conversations, which keep their state;
 * files of their scratch spaces are resources. What the code may reach, and the limits of one run, are those of the runtime.
 */
public final class PythonServer {
    private final PythonRuntime runtime;
    private final ConversationLimits limits;
    private final int conversations;
    private final String version;

    /**
     * @param limits with the scratch space, if the runtime has one
     * @param conversations that may be open at a time
     * @param version of the server, for the client
     */
    public PythonServer(PythonRuntime runtime, ConversationLimits limits, int conversations, String version) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.conversations = conversations;
        this.version = Objects.requireNonNull(version, "version");
    }

    /** Serves until the client closes its stream; nothing but messages of the protocol is written. */
    public void serve(InputStream in, OutputStream out) throws IOException {
        var json = McpJsonDefaults.getMapper();
        var transport = new StdioTransport(json, in, out);
        try (var open = new Conversations(runtime, limits, conversations)) {
            var files = new Files(open);
            // All at once: what is added to a server that runs is told to a client that has not said a word yet.
            var server = McpServer.sync(transport)
                    .serverInfo("python-wasm", version)
                    .instructions(instructions())
                    .capabilities(McpSchema.ServerCapabilities.builder()
                            .tools(false)
                            .resources(false, limits.scratch().isPresent())
                            .build())
                    .tools(new Tools(open, files, limits).all())
                    .resourceTemplates(limits.scratch().isPresent() ? List.of(files.template()) : List.of())
                    .build();
            files.announceTo(server);
            transport.serve();
        }
    }

    private String instructions() {
        var call = runtime.limits();
        return "Runs Python 3.13 in a sandbox without network, processes and packages beyond the standard library. Variables stay "
                + "from one run to the next. A run has " + call.wallTime().toMillis() / 1000.0 + " seconds and "
                + (call.memoryBytes() >> 20) + " MiB."
                + limits.scratch()
                        .map(root -> " Files that it writes into " + root + " are resources.")
                        .orElse(" It has no files.");
    }
}
