package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.TestWheel;

/** {@code python-wasm mcp} in a process of its own, and the SDK's client. */
@Timeout(120)
class McpCommandTest {
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    private static final String CONFIGURATION = """
            // region: configuration
            {
              "mcpServers": {
                "python": {
                  "command": "java",
                  "args": ["-jar", "/opt/python-wasm.jar", "mcp", "--timeout", "10s"]
                }
              }
            }
            // endregion
            """;

    private McpSyncClient connect(String... options) {
        var arguments = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), PythonWasm.class.getName(), "mcp"));
        arguments.addAll(List.of(options));
        var transport = new StdioClientTransport(
                ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString())
                        .args(arguments)
                        .build(),
                McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(errors::add);
        var client = McpClient.sync(transport).build();
        client.initialize();
        return client;
    }

    private static String run(McpSyncClient client, String conversation, String code) {
        var result = client.callTool(McpSchema.CallToolRequest.builder("run_python")
                .arguments(Map.of("code", code, "conversation", conversation))
                .build());
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    /** But for the place of the jar. */
    @Test
    void the_configuration_of_the_page_starts_a_server() throws IOException {
        String json =
                CONFIGURATION.lines().filter(line -> !line.startsWith("//")).collect(Collectors.joining("\n"));
        var servers =
                McpJsonDefaults.getMapper().readValue(json, Configuration.class).mcpServers();
        List<String> arguments = servers.get("python").args();
        assertEquals(List.of("-jar", "/opt/python-wasm.jar", "mcp"), arguments.subList(0, 3));
        try (var client = connect(arguments.subList(3, arguments.size()).toArray(String[]::new))) {
            assertTrue(client.getServerInstructions().contains("10.0 seconds"));
        }
    }

    private record Configuration(Map<String, Server> mcpServers) {}

    private record Server(String command, List<String> args) {}

    @Test
    void without_options_nothing_of_the_machine_is_visible() {
        try (var client = connect()) {
            assertTrue(client.getServerInstructions().contains("30.0 seconds and 256 MiB"));
            assertTrue(client.getServerInstructions().contains("Packages beyond the standard library: none."));
            assertEquals(
                    "result: (['tmp', 'usr'], {}, ('UTC', 'UTC'))",
                    run(client, "a", "import os, time\nsorted(os.listdir('/')), dict(os.environ), time.tzname"));
            assertEquals("(no output)", run(client, "a", "x = open('/tmp/f', 'w').write('1')"));
            assertEquals("f", client.listResources().resources().get(0).name());
        }
        assertEquals(List.of(), errors);
    }

    @Test
    void options_grant_and_limit(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("tools.py"), "def twice(x): return 2 * x");
        try (var client = connect(
                "--timeout",
                "8s",
                "--memory",
                "32",
                "--scratch",
                "/work:1K",
                "--dir",
                directory + ":/data",
                "--timezone",
                "Asia/Tokyo",
                "--conversations",
                "1")) {
            assertContains("TimeoutError", run(client, "a", "while True: pass"));
            assertContains("MemoryError", run(client, "a", "bytearray(40 << 20)"));
            assertContains(
                    "No space left on device",
                    run(client, "a", "with open('/work/x', 'wb') as x: x.write(bytes(2000))"));
            assertEquals(
                    "result: 42",
                    run(client, "a", "import sys\nsys.path.append('/data')\nimport tools\ntools.twice(21)"));
            assertEquals("result: ('JST', 'JST')", run(client, "a", "import time\ntime.tzname"));
            assertTrue(run(client, "b", "1").startsWith("no room for the conversation 'b'"));
        }
        assertEquals(List.of(), errors);
    }

    private static void assertContains(String part, String text) {
        assertTrue(text.contains(part), text);
    }

    @Test
    void packages_of_the_operator_can_be_imported(@TempDir Path wheels) {
        TestWheel.of("greeting", "1.2")
                .withFile("greeting.py", "def hello(name): return f'Hello {name}'")
                .writeTo(wheels);
        try (var client = connect("--packages", wheels.toString())) {
            assertTrue(
                    client.getServerInstructions()
                            .contains("Packages beyond the standard library: greeting 1.2 (greeting). Variables stay"),
                    client.getServerInstructions());
            assertEquals("result: 'Hello Ada'", run(client, "a", "import greeting\ngreeting.hello('Ada')"));
        }
        assertEquals(List.of(), errors);
    }
}
