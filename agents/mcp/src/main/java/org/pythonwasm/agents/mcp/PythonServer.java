package org.pythonwasm.agents.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.PythonPackage;
import org.pythonwasm.engine.PythonRuntime;

/**
 * A server of the Model Context Protocol for one client over two streams. It runs Python in conversations, which keep their state;
 * files of their scratch spaces are resources. What the code may reach, and the limits of one run, are those of the runtime.
 */
public final class PythonServer {
    private static final int MOST_NAMED = 50;

    private final PythonRuntime runtime;
    private final ConversationLimits limits;
    private final int conversations;
    private final String version;
    private final List<PythonPackage> packages;

    /**
     * @param limits with the scratch space, if the runtime has one
     * @param conversations that may be open at a time
     * @param version of the server, for the client
     */
    public PythonServer(PythonRuntime runtime, ConversationLimits limits, int conversations, String version) {
        this(
                Objects.requireNonNull(runtime, "runtime"),
                Objects.requireNonNull(limits, "limits"),
                conversations,
                Objects.requireNonNull(version, "version"),
                List.of());
    }

    private PythonServer(
            PythonRuntime runtime,
            ConversationLimits limits,
            int conversations,
            String version,
            List<PythonPackage> packages) {
        this.runtime = runtime;
        this.limits = limits;
        this.conversations = conversations;
        this.version = version;
        this.packages = packages;
    }

    /**
     * Returns a server that names packages to the client, up to 50 of them; without, it says that there are none.
     *
     * @param granted those that the runtime has
     */
    public PythonServer withPackages(List<PythonPackage> granted) {
        return new PythonServer(runtime, limits, conversations, version, List.copyOf(granted));
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

    private String packages() {
        if (packages.isEmpty()) {
            return "none";
        }
        String named = packages.stream()
                .limit(MOST_NAMED)
                .map(found -> found.name() + " " + found.version() + " (" + String.join(", ", found.modules()) + ")")
                .collect(Collectors.joining(", "));
        return packages.size() <= MOST_NAMED ? named : named + " and " + (packages.size() - MOST_NAMED) + " more";
    }

    private String instructions() {
        var call = runtime.limits();
        return "Runs Python 3.13 in a sandbox without network and processes. Packages beyond the standard library: "
                + packages() + ". Variables stay from one run to the next. A run has "
                + call.wallTime().toMillis() / 1000.0 + " seconds and "
                + (call.memoryBytes() >> 20) + " MiB."
                + limits.scratch()
                        .map(root -> " Files that it writes into " + root + " are resources.")
                        .orElse(" It has no files.");
    }
}
