package org.pythonwasm.agents.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.agents.Outcome;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;

/** The tools of the server. Their errors are results with {@code isError}, so that a model sees them. */
final class Tools {
    private static final String CONVERSATION = "conversation";
    private static final String DEFAULT = "default";
    private static final Map<String, Object> NAME = Map.of(
            "type",
            "string",
            "description",
            "Whose variables and files it uses; 'default' if there is only one",
            "maxLength",
            100);

    private final Conversations conversations;
    private final Files files;
    private final ConversationLimits limits;

    Tools(Conversations conversations, Files files, ConversationLimits limits) {
        this.conversations = conversations;
        this.files = files;
        this.limits = limits;
    }

    @FunctionalInterface
    private interface Action {
        CallToolResult run(String conversation, Map<String, Object> arguments, McpSyncServerExchange exchange);
    }

    List<SyncToolSpecification> all() {
        var all = new ArrayList<SyncToolSpecification>();
        all.add(tool(
                "run_python",
                "Runs Python 3.13 and returns what it printed, the value of its last expression, and the traceback of an "
                        + "exception. Variables, functions and imports stay for the next run of the conversation.",
                Map.of("code", text("The source")),
                List.of("code"),
                this::run));
        all.add(tool(
                "reset",
                "Ends a conversation: its variables and files are gone.",
                Map.of(),
                List.of(),
                (name, arguments, exchange) -> {
                    boolean ended = conversations.end(name);
                    files.forget(name);
                    return done(ended ? "the conversation starts anew" : "there was no such conversation");
                }));
        limits.scratch()
                .ifPresent(root -> all.add(tool(
                        "write_file",
                        "Writes a file into " + root + ", where Python reads it.",
                        Map.of(
                                "path", text("Its name, relative to " + root),
                                "text", text("Its content, if that is text"),
                                "base64", text("Its content in base64, if it is not")),
                        List.of("path"),
                        this::write)));
        return all;
    }

    private static Map<String, Object> text(String description) {
        return Map.of("type", "string", "description", description);
    }

    private static SyncToolSpecification tool(
            String name, String description, Map<String, Object> parameters, List<String> required, Action action) {
        var properties = new LinkedHashMap<>(parameters);
        properties.put(CONVERSATION, NAME);
        var schema =
                Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
        return new SyncToolSpecification(
                Tool.builder(name, schema).description(description).build(), (exchange, request) -> {
                    var arguments = request.arguments() == null ? Map.<String, Object>of() : request.arguments();
                    return guarded(action, arguments, exchange);
                });
    }

    private static CallToolResult guarded(
            Action action, Map<String, Object> arguments, McpSyncServerExchange exchange) {
        try {
            return action.run((String) arguments.getOrDefault(CONVERSATION, DEFAULT), arguments, exchange);
        } catch (PythonException e) {
            return error(e.typeName() + ": " + e.pythonMessage());
        } catch (GuestDiedException | IllegalStateException | IllegalArgumentException e) {
            return error(e.getMessage());
        }
    }

    private CallToolResult run(String name, Map<String, Object> arguments, McpSyncServerExchange exchange) {
        var conversation = conversations.get(name);
        var outcome = conversation.inTurn(() -> {
            var ran = conversation.run(
                    (String) arguments.get("code"), StdioTransport.cancellation(exchange.transportContext()));
            if (limits.scratch().isPresent()) {
                files.update(name, conversation);
            }
            return ran;
        });
        return CallToolResult.builder()
                .addTextContent(outcome.text())
                .structuredContent(structured(outcome))
                .isError(outcome.failure().isPresent())
                .build();
    }

    private static Map<String, Object> structured(Outcome outcome) {
        var parts = new LinkedHashMap<String, Object>();
        outcome.value().ifPresent(value -> parts.put("result", value));
        parts.put("stdout", outcome.out());
        parts.put("stderr", outcome.err());
        outcome.failure()
                .ifPresent(failure -> parts.put(
                        "error",
                        Map.of(
                                "type", failure.type(),
                                "message", failure.message(),
                                "traceback", failure.traceback(),
                                "line", failure.line(),
                                "stateLost", failure.stateLost())));
        return parts;
    }

    private CallToolResult write(String name, Map<String, Object> arguments, McpSyncServerExchange exchange) {
        String path = (String) arguments.get("path");
        String text = (String) arguments.get("text");
        String base64 = (String) arguments.get("base64");
        if ((text == null) == (base64 == null)) {
            throw new IllegalArgumentException("write_file takes either text or base64");
        }
        byte[] content = text != null ? text.getBytes(StandardCharsets.UTF_8) : decoded(base64);
        var conversation = conversations.get(name);
        conversation.inTurn(() -> {
            conversation.write(path, content);
            files.update(name, conversation);
            return path;
        });
        return done(Files.uri(name, path));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "write_file takes base64 of RFC 4648 without line ends: " + e.getMessage(), e);
        }
    }

    private static CallToolResult done(String text) {
        return CallToolResult.builder().addTextContent(text).isError(false).build();
    }

    private static CallToolResult error(String text) {
        return CallToolResult.builder().addTextContent(text).isError(true).build();
    }
}
