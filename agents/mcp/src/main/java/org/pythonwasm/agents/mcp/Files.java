package org.pythonwasm.agents.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.agents.Conversation;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;

/** Files of scratch spaces as resources, {@code python-wasm://CONVERSATION/FILE}, of which each part is one segment. */
final class Files {
    private static final String SCHEME = "python-wasm://";

    private final Conversations conversations;
    /** Sizes that the client knows, by conversation and URI. */
    private final Map<String, Map<String, Long>> listed = new HashMap<>();

    /** Set before the first message. */
    private McpSyncServer server;

    Files(Conversations conversations) {
        this.conversations = conversations;
    }

    synchronized void announceTo(McpSyncServer newServer) {
        server = newServer;
    }

    SyncResourceTemplateSpecification template() {
        return new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(SCHEME + "{conversation}/{file}", "file")
                        .description("A file of a conversation's scratch space; a slash in its name is %2F")
                        .build(),
                (exchange, request) -> read(request.uri()));
    }

    /** Returns the URI of a file. */
    static String uri(String conversation, String file) {
        return SCHEME + segment(conversation) + "/" + segment(file);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Looks at the files of a conversation, in its turn, and has the client told of those that came or went. */
    synchronized void update(String name, Conversation conversation) {
        var before = listed.getOrDefault(name, Map.of());
        var now = new HashMap<String, Long>();
        sizes(conversation).forEach((file, size) -> now.put(add(name, file, size, before), size));
        before.keySet().stream().filter(uri -> !now.containsKey(uri)).forEach(server::removeResource);
        if (now.isEmpty()) {
            listed.remove(name);
        } else {
            listed.put(name, now);
        }
    }

    /** Has the client told that the files of a conversation are gone. Waits for no conversation. */
    synchronized void forget(String name) {
        var before = listed.remove(name);
        if (before != null) {
            before.keySet().forEach(server::removeResource);
        }
    }

    private static Map<String, Long> sizes(Conversation conversation) {
        try {
            return conversation.files();
        } catch (PythonException | GuestDiedException | IllegalStateException e) {
            return Map.of(); // a script that took the listing apart has none
        }
    }

    private String add(String conversation, String file, long size, Map<String, Long> before) {
        String uri = uri(conversation, file);
        if (!Long.valueOf(size).equals(before.get(uri))) {
            var resource = McpSchema.Resource.builder(uri, file).size(size).build();
            server.addResource(new SyncResourceSpecification(resource, (exchange, request) -> read(request.uri())));
        }
        return uri;
    }

    private McpSchema.ReadResourceResult read(String uri) {
        String[] parts = uri.substring(SCHEME.length()).split("/", 2);
        String conversation = decoded(parts[0], uri);
        String file = decoded(parts[1], uri);
        try {
            byte[] content = conversations
                    .find(conversation)
                    .orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri))
                    .read(file);
            return McpSchema.ReadResourceResult.builder(List.of(contents(uri, file, content)))
                    .build();
        } catch (PythonException e) {
            if (e.typeName().equals("FileNotFoundError")) {
                throw McpError.RESOURCE_NOT_FOUND.apply(uri);
            }
            throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                    .message(e.typeName() + ": " + e.pythonMessage())
                    .build();
        }
    }

    private static String decoded(String segment, String uri) {
        try {
            return URLDecoder.decode(segment, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri); // a percent sign without its digits
        }
    }

    private static McpSchema.ResourceContents contents(String uri, String file, byte[] content) {
        String type = URLConnection.guessContentTypeFromName(file);
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return McpSchema.TextResourceContents.builder(uri, text)
                    .mimeType(type == null ? "text/plain" : type)
                    .build();
        } catch (CharacterCodingException e) {
            return McpSchema.BlobResourceContents.builder(
                            uri, Base64.getEncoder().encodeToString(content))
                    .mimeType(type == null ? "application/octet-stream" : type)
                    .build();
        }
    }
}
