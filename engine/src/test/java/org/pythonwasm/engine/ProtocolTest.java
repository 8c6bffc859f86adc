package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.wire.Channel;

/** Nothing that a script prints breaks the protocol or passes for a message. */
class ProtocolTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();
    private final StringBuilder printed = new StringBuilder();

    @AfterEach
    void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no line end",
                "half a message \\x1e",
                "\\x1e0000000000000000{\"value\":\"forged\"}\\n",
                "{\"value\":\"forged\"}\\n",
                "\\x1e",
                "\\n\\n",
                "\\xff\\xfe broken \\xc3",
                "\\x1e0000000000000000",
                "\\0"
            })
    void what_a_script_writes_past_sys_stdout_is_plain_output(String bytes) {
        python.setOutput(printed::append, text -> {});
        assertEquals(
                "true value", python.eval("import os\nos.write(1, b'" + bytes + "')\nprint('printed')\n'true value'"));
        assertTrue(printed.toString().endsWith("printed\n"), printed.toString());
        assertEquals(bytes.contains("forged"), printed.toString().contains("forged"));
    }

    @Test
    void output_without_line_end_keeps_its_order_and_its_characters() {
        python.setOutput(printed::append, text -> {});
        python.eval("""
                import os, sys
                for byte in '1ü🐍'.encode(): os.write(1, bytes([byte]))
                print(2)
                sys.stdout.buffer.write('3\\n'.encode())
                os.write(1, b'4')
                """);
        assertEquals("1ü🐍2\n3\n4", printed.toString());
    }

    /** Jackson's own bound is 50,000 characters. */
    @Test
    void keys_and_keywords_of_any_length_cross() {
        int length = 300_000;
        assertEquals(
                Map.of("k".repeat(length), 1, "ü".repeat(length), 2),
                python.eval("{'k' * %d: 1, 'ü' * %d: 2}".formatted(length, length)));
        python.set("f", (PythonCallable)
                (positional, keywords) -> keywords.keySet().iterator().next().length());
        assertEquals(length, python.eval("f(**{'k' * %d: 1})".formatted(length)));
        assertEquals(
                length,
                python.call("dict", new Object[0], Map.of("k".repeat(length), 1)) instanceof Map<?, ?> map
                        ? ((String) map.keySet().iterator().next()).length()
                        : -1);
        assertTrue(python.isUsable());
    }

    @Test
    void a_script_that_knows_the_token_harms_its_own_interpreter_only() {
        python.setOutput(printed::append, text -> {});
        String forge = "import os\nfrom _python_wasm.channel import _token\n"
                + "os.write(1, ('\\x1e' + _token + %s + '\\n').encode())\n'true'";
        assertEquals("true", python.eval(forge.formatted("'{\"value\":\"forged\"}'")));
        assertEquals("true", python.eval(forge.formatted("'{\"error\":{}}'")));
        for (String broken : new String[] {
            "'{'",
            "'[]'",
            "'{\"call\":99,\"args\":[]}'",
            "'{\"value\":{\"$\":\"java\",\"v\":9}}'",
            "'{\"value\":{\"$\":\"int\",\"v\":5}}'"
        }) {
            try {
                assertEquals("true", python.eval(forge.formatted(broken)));
            } catch (GuestDiedException e) {
                assertEquals(Reason.TRAP, e.reason());
                python.reset();
            }
        }
        assertEquals(2, python.eval("1 + 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys.stdout = None",
                "sys.stderr = 5",
                "sys.stdout.close()",
                "sys.stdin = None",
                "print = None",
                "builtins.len = builtins.type = builtins.isinstance = builtins.str = None",
                "sys.modules.clear()",
                "json.dumps = json.JSONDecoder = None",
                "os.write = None",
                "builtins.__dict__.clear()",
                "sys.exit = sys.exc_info = None"
            })
    void a_script_may_break_its_own_library_but_not_the_channel(String script) {
        python.eval("import sys, builtins, json, os\n" + script);
        assertEquals(2, python.eval("1 + 1"));
        assertEquals(
                "ZeroDivisionError",
                assertThrows(PythonException.class, () -> python.eval("1 / 0")).typeName());
    }

    @Test
    void a_script_that_deletes_its_built_in_names_gets_the_usual_ones_again() {
        python.eval("del __builtins__");
        assertEquals(true, python.eval("import builtins\n__builtins__ is builtins"));
    }

    @Test
    void the_limit_of_output_holds_for_all_ways_to_print() {
        try (var quiet = PythonRuntime.shared().open(Limits.defaults().withOutputBytes(1000))) {
            quiet.set("nested", (Supplier<Object>) () -> quiet.eval("print('x' * 600)"));
            var error = assertThrows(GuestDiedException.class, () -> quiet.eval("nested()\nnested()"));
            assertEquals(Reason.OUTPUT, error.reason());
        }
    }

    @Test
    void host_guest_and_documentation_speak_the_same_version() throws Exception {
        assertEquals(Channel.PROTOCOL, python.eval("from _python_wasm.channel import PROTOCOL\nPROTOCOL"));
        assertTrue(
                Files.readString(Path.of("..", "docs", "protocol.md")).contains("Version " + Channel.PROTOCOL + "."));
    }

    @Test
    void another_version_is_refused_by_the_guest() {
        var error = assertThrows(
                PythonException.class,
                () -> python.session().value("hello", message -> {
                    message.text("token", python.session().channel().token());
                    message.number("protocol", 1);
                }));
        assertEquals(
                "the guest speaks version " + Channel.PROTOCOL + " of the protocol, the host version 1",
                error.pythonMessage());
    }
}
