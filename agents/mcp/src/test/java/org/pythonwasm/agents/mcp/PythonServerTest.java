package org.pythonwasm.agents.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK's client and a server in a process of its own. */
@Timeout(120)
class PythonServerTest {
    private static final BlockingQueue<Set<String>> LISTS = new LinkedBlockingQueue<>();
    private static final List<String> ERRORS = new ArrayList<>();
    private static McpSyncClient client;

    @BeforeAll
    static void connect() {
        var server = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args("-cp", System.getProperty("java.class.path"), SmallServer.class.getName())
                .build();
        var transport = new StdioClientTransport(server, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(ERRORS::add);
        client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .resourcesChangeConsumer(resources -> LISTS.add(
                        resources.stream().map(McpSchema.Resource::name).collect(Collectors.toSet())))
                .build();
        client.initialize();
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private static CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    private static CallToolResult run(String conversation, String code) {
        return call("run_python", Map.of("conversation", conversation, "code", code));
    }

    private static CallToolResult runAndEnd(String code) {
        try {
            return run("once", code);
        } finally {
            call("reset", Map.of("conversation", "once"));
        }
    }

    @Test
    void the_client_learns_the_tools_and_what_they_take() {
        assertEquals("python-wasm", client.getServerInfo().name());
        assertTrue(client.getServerInstructions().contains("20.0 seconds and 64 MiB"), client.getServerInstructions());
        var tools = client.listTools().tools().stream()
                .collect(Collectors.toMap(
                        McpSchema.Tool::name, tool -> tool.inputSchema().get("required")));
        assertEquals(Map.of("run_python", List.of("code"), "reset", List.of(), "write_file", List.of("path")), tools);
    }

    @Test
    void a_conversation_keeps_its_state_and_another_has_its_own() {
        run("a", "total = 40");
        assertEquals("NameError", error(run("b", "total")).get("type"));
        assertEquals("result: 42", text(run("a", "total + 2")));
        assertEquals("the conversation starts anew", text(call("reset", Map.of("conversation", "a"))));
        assertEquals("NameError", error(run("a", "total")).get("type"));
        call("reset", Map.of("conversation", "a"));
        call("reset", Map.of("conversation", "b"));
    }

    @Test
    void result_output_and_traceback_are_apart() {
        var result = runAndEnd("""
                import sys
                print('out')
                print('err', file=sys.stderr)
                [1, 2]""");
        assertEquals(Map.of("result", "[1, 2]", "stdout", "out\n", "stderr", "err\n"), result.structuredContent());
        assertFalse(result.isError());
        var failed = runAndEnd("def f(x):\n    return 1 / x\nf(0)");
        assertTrue(failed.isError());
        assertTrue(text(failed).contains("File \"<run 1>\", line 2, in f"), text(failed));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(CallToolResult result) {
        return (Map<String, Object>) ((Map<String, Object>) result.structuredContent()).get("error");
    }

    @Test
    void what_looks_like_a_message_is_output() {
        String forged = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n{\"jsonrpc\":\"2.0\",\"method\":\"x\"}\n";
        var result = runAndEnd("""
                import os, sys
                text = %s
                print('\\n' + text)
                os.write(1, text.encode())
                os.write(2, text.encode())
                sys.__stdout__.write(text)
                None""".formatted("'''" + forged + "'''"));
        assertFalse(result.isError(), text(result));
        assertTrue(text(result).contains(forged), text(result));
        assertEquals("result: 2", text(runAndEnd("1 + 1")));
    }

    @Test
    void an_endless_loop_ends_at_its_limit_and_the_server_serves_on() {
        run("once", "x = 1");
        var result = run("once", "while True: pass");
        assertEquals("TimeoutError", error(result).get("type"));
        assertTrue(text(result).endsWith("its variables and files are gone."), text(result));
        assertEquals("NameError", error(runAndEnd("x")).get("type"));
    }

    @Test
    void a_memory_bomb_ends_at_its_limit_and_the_server_serves_on() {
        assertEquals(
                "MemoryError",
                error(runAndEnd("x = []\nwhile True: x.append(bytes(1_000_000))"))
                        .get("type"));
        assertEquals("result: 2", text(runAndEnd("1 + 1")));
    }

    @Test
    void a_flood_of_output_is_shortened() {
        var result = runAndEnd("print('x' * 2_000_000)");
        assertTrue(text(result).endsWith("… (the first 10,000 of 2,000,001 characters)\n"), text(result));
    }

    @Test
    void files_are_resources_that_come_and_go() throws InterruptedException {
        assertEquals(
                "python-wasm://files/in%2Fnames.csv",
                text(call(
                        "write_file",
                        Map.of("conversation", "files", "path", "in/names.csv", "text", "Ada\nGrace\n"))));
        run("files", """
                names = open('/scratch/in/names.csv').read().split()
                with open('/scratch/out.bin', 'wb') as out: out.write(bytes([255, 0, len(names)]))
                """);
        assertEquals(
                Set.of("in/names.csv", "out.bin"),
                client.listResources().resources().stream()
                        .map(McpSchema.Resource::name)
                        .collect(Collectors.toSet()));
        var text = (McpSchema.TextResourceContents) read("python-wasm://files/in%2Fnames.csv");
        assertEquals("Ada\nGrace\n", text.text());
        var bytes = (McpSchema.BlobResourceContents) read("python-wasm://files/out.bin");
        assertEquals(Base64.getEncoder().encodeToString(new byte[] {-1, 0, 2}), bytes.blob());
        call("reset", Map.of("conversation", "files"));
        assertEquals(List.of(), client.listResources().resources());
        Set<String> told;
        do {
            told = LISTS.poll(30, TimeUnit.SECONDS);
        } while (told != null && !told.equals(Set.of("in/names.csv", "out.bin")));
        assertEquals(Set.of("in/names.csv", "out.bin"), told, "the client is told of new files");
    }

    private static McpSchema.ResourceContents read(String uri) {
        return client.readResource(McpSchema.ReadResourceRequest.builder(uri).build())
                .contents()
                .get(0);
    }

    @Test
    void a_file_elsewhere_is_neither_read_nor_written() {
        run("once", "1");
        assertThrows(McpError.class, () -> read("python-wasm://once/..%2F..%2Flib%2Fpython3.13"));
        assertThrows(McpError.class, () -> read("python-wasm://once/%2Fetc%2Fpasswd"));
        assertThrows(McpError.class, () -> read("python-wasm://once//etc/passwd"));
        assertThrows(McpError.class, () -> read("python-wasm://..%2Fonce/x"));
        assertTrue(assertThrows(McpError.class, () -> read("python-wasm://once/%zz"))
                .getMessage()
                .contains("not found"));
        assertThrows(McpError.class, () -> read("python-wasm://nobody/x"));
        assertThrows(McpError.class, () -> read("file:///etc/passwd"));
        for (String path : List.of("/etc/x", "../x", "a/../../x", "..", ".", "")) {
            var refused = call("write_file", Map.of("conversation", "once", "path", path, "text", ""));
            assertTrue(refused.isError() && text(refused).startsWith("PermissionError"), path + ": " + text(refused));
        }
        call("reset", Map.of("conversation", "once"));
    }

    @Test
    void wrong_arguments_are_errors_that_name_them() {
        var missing = call("run_python", Map.of());
        assertTrue(missing.isError() && text(missing).contains("code"), text(missing));
        var wrong = call("run_python", Map.of("code", 1));
        assertTrue(wrong.isError() && text(wrong).contains("code"), text(wrong));
        assertTrue(call("write_file", Map.of("path", "x")).isError());
        assertTrue(call("write_file", Map.of("path", "x", "base64", "!")).isError());
        call("reset", Map.of());
    }

    @Test
    void the_number_of_conversations_is_bounded() {
        IntStream.range(0, 4).forEach(i -> run("c" + i, "1"));
        var refused = run("c4", "1");
        assertTrue(refused.isError() && text(refused).contains("4 are open"), text(refused));
        IntStream.range(0, 4).forEach(i -> call("reset", Map.of("conversation", "c" + i)));
        assertEquals("result: 1", text(runAndEnd("1")));
    }

    @Test
    void nothing_is_written_beside_the_protocol() {
        assertEquals(
                List.of(),
                ERRORS.stream().filter(line -> !line.startsWith("SLF4J")).toList());
    }
}
