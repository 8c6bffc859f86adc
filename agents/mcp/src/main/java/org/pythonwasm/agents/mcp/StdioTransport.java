package org.pythonwasm.agents.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pythonwasm.agents.Cancellation;
import reactor.core.publisher.Mono;

/**
 * Messages of one client, a line each. The SDK's own transport knows no cancellation and ends at a line that is no message; this
 * one cancels, replies with an error and goes on.
 */
final class StdioTransport implements McpServerTransportProvider {
    private static final String CANCELLED = "notifications/cancelled";
    private static final String CANCELLATION = "cancellation";
    private static final int LONGEST_LINE = 16 << 20;
    private static final int MOST_REQUESTS = 64;
    private static final int OVERLOADED = -32000;
    private static final Set<String> WITH_PARAMETERS = Set.of("initialize", "tools/call", "resources/read");

    private final McpJsonMapper json;
    private final BufferedReader in;
    private final OutputStream out;
    private final Map<Object, Cancellation> running = new ConcurrentHashMap<>();
    private McpServerSession session;

    StdioTransport(McpJsonMapper json, InputStream in, OutputStream out) {
        this.json = json;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    /** Of the request whose exchange has this context. */
    static Cancellation cancellation(McpTransportContext context) {
        return (Cancellation) context.get(CANCELLATION);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Wire());
    }

    /** Handles messages until the client closes its end; what still runs then is cancelled. */
    void serve() throws IOException {
        try {
            for (String line = readLine(); line != null; line = readLine()) {
                if (line.length() > LONGEST_LINE) {
                    refuse(null, McpSchema.ErrorCodes.INVALID_REQUEST, "a message is longer than " + LONGEST_LINE);
                } else if (!line.isBlank()) {
                    receive(line);
                }
            }
        } finally {
            running.values().forEach(Cancellation::cancel);
            session.close();
        }
    }

    /** Of a line that is too long one character more than the longest may have; null at the end. */
    private String readLine() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() <= LONGEST_LINE) {
                line.append((char) c);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    private void receive(String line) throws IOException {
        McpSchema.JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, line);
        } catch (IOException | IllegalArgumentException e) {
            refuse(null, McpSchema.ErrorCodes.PARSE_ERROR, "a line is not a message of JSON-RPC 2.0");
            return;
        }
        if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(CANCELLED)) {
            cancel(notification.params());
        } else if (message instanceof McpSchema.JSONRPCRequest request) {
            handle(request);
        } else {
            session.handle(message).subscribe(done -> {}, error -> {});
        }
    }

    private void cancel(Object params) {
        if (params instanceof Map<?, ?> named && named.get("requestId") != null) {
            var cancellation = running.get(named.get("requestId"));
            if (cancellation != null) {
                cancellation.cancel();
            }
        }
    }

    private void handle(McpSchema.JSONRPCRequest request) throws IOException {
        if (running.size() >= MOST_REQUESTS) {
            refuse(request.id(), OVERLOADED, MOST_REQUESTS + " requests are under way, which is the most");
            return;
        }
        if (!hasParameters(request)) {
            refuse(request.id(), McpSchema.ErrorCodes.INVALID_PARAMS, "the params of a request are a JSON object");
            return;
        }
        var cancellation = new Cancellation();
        if (running.putIfAbsent(request.id(), cancellation) != null) {
            refuse(request.id(), McpSchema.ErrorCodes.INVALID_REQUEST, "a request with this id is under way");
            return;
        }
        session.handle(request)
                .contextWrite(context -> context.put(
                        McpTransportContext.KEY, McpTransportContext.create(Map.of(CANCELLATION, cancellation))))
                .doFinally(end -> running.remove(request.id()))
                .subscribe(done -> {}, error -> {});
    }

    /** The SDK's own reply to others names its classes. */
    private static boolean hasParameters(McpSchema.JSONRPCRequest request) {
        return request.params() == null
                ? !WITH_PARAMETERS.contains(request.method())
                : request.params() instanceof Map<?, ?>;
    }

    private void refuse(Object id, int code, String reason) throws IOException {
        write("{\"jsonrpc\":\"2.0\",\"id\":" + json.writeValueAsString(id) + ",\"error\":{\"code\":" + code
                + ",\"message\":" + json.writeValueAsString(reason) + "}}");
    }

    private void write(String line) throws IOException {
        synchronized (out) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session.closeGracefully();
    }

    /** The way back to the client. */
    private final class Wire implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                if (message instanceof McpSchema.JSONRPCResponse response && isCancelled(response)) {
                    return; // whoever cancelled expects no response
                }
                try {
                    write(json.writeValueAsString(message));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private boolean isCancelled(McpSchema.JSONRPCResponse response) {
            var cancellation = response.id() == null ? null : running.get(response.id());
            return cancellation != null && cancellation.isCancelled();
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return json.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
