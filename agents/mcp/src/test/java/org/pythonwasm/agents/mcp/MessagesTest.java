package org.pythonwasm.agents.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.engine.EngineListener;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** What a client writes that the SDK's client never does, line by line. */
@Timeout(120)
class MessagesTest {
    private final PipedOutputStream client = new PipedOutputStream();
    /** Zero as soon as the first run has its turn. */
    private final CountDownLatch opened = new CountDownLatch(1);

    private BufferedReader answers;
    private Thread server;

    @BeforeEach
    void start() throws IOException {
        var in = new PipedInputStream(client, 1 << 16);
        var out = new PipedOutputStream();
        answers = new BufferedReader(new InputStreamReader(new PipedInputStream(out, 1 << 16), StandardCharsets.UTF_8));
        var runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofHours(1)))
                .withScratchSpace("/tmp")
                .withListener(new EngineListener() {
                    @Override
                    public void opened() {
                        opened.countDown();
                    }
                })
                .build();
        server = new Thread(() -> {
            try {
                new PythonServer(runtime, ConversationLimits.defaults().withScratch("/tmp"), 2, "1").serve(in, out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        server.start();
        send("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        assertTrue(answers.readLine().contains("\"python-wasm\""));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        client.close();
        server.join();
    }

    private void send(String line) throws IOException {
        client.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    private void run(Object id, String code) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"run_python\","
                + "\"arguments\":{\"code\":\"" + code + "\"}}}");
    }

    private void ping(int id) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
    }

    @Test
    void a_cancelled_run_is_killed_and_has_no_response() throws Exception {
        run("\"r1\"", "while True: pass");
        opened.await();
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"r1\"}}");
        run(2, "1 + 1");
        String answer = answers.readLine();
        assertTrue(answer.contains("\"id\":2") && answer.contains("result: 2"), answer);
    }

    @Test
    void a_run_has_its_response_while_the_next_one_of_its_conversation_runs() throws Exception {
        run(1, "1 + 1");
        opened.await();
        run(2, "while True: pass");
        String answer = answers.readLine();
        assertTrue(answer.contains("\"id\":1") && answer.contains("result: 2"), answer);
    }

    @Test
    void the_end_of_the_input_ends_what_runs() throws Exception {
        run(1, "print('x' * 10)\\nwhile True: pass");
        ping(2);
        assertTrue(answers.readLine().contains("\"id\":2"));
        client.close();
        server.join();
    }

    @Test
    void a_line_that_is_no_message_is_refused_and_the_next_one_served() throws IOException {
        for (String line : new String[] {
            "no json",
            "{}",
            "[1]",
            "\"x\"",
            "{\"jsonrpc\":\"2.0\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":null}",
            "{\"jsonrpc\":\"2.0\",\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":\"no\"}",
            "[".repeat(100_000),
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + "{\"a\":".repeat(5_000) + "1"
                    + "}".repeat(5_001)
        }) {
            send(line);
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,"
                            + "\"message\":\"a line is not a message of JSON-RPC 2.0\"}}",
                    answers.readLine(),
                    line);
        }
        ping(7);
        assertTrue(answers.readLine().contains("\"id\":7"));
    }

    @Test
    void parameters_that_are_no_object_are_refused_and_name_no_class() throws IOException {
        for (String params :
                new String[] {"", ",\"params\":null", ",\"params\":[1]", ",\"params\":\"x\"", ",\"params\":7"}) {
            for (String method : new String[] {"tools/call", "resources/read", "initialize"}) {
                send("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"" + method + "\"" + params + "}");
                assertEquals(
                        "{\"jsonrpc\":\"2.0\",\"id\":5,\"error\":{\"code\":-32602,"
                                + "\"message\":\"the params of a request are a JSON object\"}}",
                        answers.readLine(),
                        method + params);
            }
        }
        ping(7);
        assertTrue(answers.readLine().contains("\"id\":7"));
    }

    @Test
    void notifications_of_any_shape_change_nothing() throws IOException {
        for (String rest : new String[] {
            "\"notifications/cancelled\"",
            "\"notifications/cancelled\",\"params\":[1]",
            "\"notifications/cancelled\",\"params\":{\"requestId\":{\"a\":[]}}",
            "\"notifications/cancelled\",\"params\":{\"requestId\":404}",
            "\"notifications/nothing\",\"params\":7"
        }) {
            send("{\"jsonrpc\":\"2.0\",\"method\":" + rest + "}");
        }
        ping(7);
        assertTrue(answers.readLine().contains("\"id\":7"));
    }

    @Test
    void a_line_without_end_is_refused_and_not_kept() throws IOException {
        byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300; i++) {
            client.write(piece);
        }
        send("");
        assertTrue(answers.readLine().contains("longer than"));
        ping(7);
        assertTrue(answers.readLine().contains("\"id\":7"));
    }

    @Test
    void requests_beyond_the_most_are_refused() throws Exception {
        run(1, "while True: pass");
        opened.await();
        for (int i = 2; i <= 65; i++) {
            run(i, "1");
        }
        String refused = answers.readLine();
        assertTrue(refused.contains("\"id\":65") && refused.contains("64 requests"), refused);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        assertTrue(answers.readLine().contains("result: 1"));
    }
}
