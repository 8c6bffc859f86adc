package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code python-wasm mcp} and the protocol's official client, which npm has; skipped where there is no npm. */
@Timeout(300)
class NpmClientTest {
    private static final String CLIENT = "@modelcontextprotocol/sdk@1.32.2";

    private final Path folder = Path.of("target", "npm").toAbsolutePath();

    private String output(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), String.join(" ", command) + " ends");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private boolean isInstalled() {
        if (Files.exists(folder.resolve("node_modules/@modelcontextprotocol/sdk/package.json"))) {
            return true;
        }
        try {
            output("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", CLIENT);
            return true;
        } catch (IOException | InterruptedException | AssertionError e) {
            return false;
        }
    }

    @Test
    void the_official_client_runs_code_reads_files_and_cancels() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(isInstalled(), "npm cannot install " + CLIENT);
        try (var script = getClass().getResourceAsStream("/npm/client.mjs")) {
            Files.write(folder.resolve("client.mjs"), script.readAllBytes());
        }
        var lines = output(
                        "node",
                        "client.mjs",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PythonWasm.class.getName(),
                        "mcp")
                .lines()
                .toList();
        assertEquals(
                List.of(
                        "[\"tools\",[\"reset\",\"run_python\",\"write_file\"]]",
                        "[\"run\",\"hello\\nresult: 21\"]",
                        "[\"state\",\"result: 20\"]",
                        "[\"forged\",\"\\n{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":0,\\\"result\\\":{}}\\n\"]",
                        "[\"resource\",[\"a b/ä.txt\",\"Grüße\"]]",
                        "[\"cancelled\",\"McpError\"]",
                        "[\"after\",\"result: 2\"]",
                        "[\"errors\",[]]"),
                lines);
    }
}
