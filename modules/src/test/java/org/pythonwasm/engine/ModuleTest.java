package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.script.Invocable;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.script.PythonScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** CPython's official build, driven over stdin and stdout, answers as the built-in guest does. */
class ModuleTest {
    private static PythonInterpreter python;

    @BeforeAll
    static void open() {
        python = Guests.open(Guests.official());
    }

    @AfterAll
    static void close() {
        if (python != null) {
            python.close();
        }
    }

    @Test
    void a_module_is_named_with_its_library() {
        Path prefix = Guests.plain();
        // region: module
        PythonModule module = PythonModule.of(prefix.resolve("python.wasm")).withLibrary(prefix);
        PythonRuntime runtime = PythonRuntime.builder().withModule(module).build();
        PythonInterpreter python = runtime.open();
        Object answer = python.eval("6 * 7");
        // endregion
        assertEquals(42, answer);
        python.close();
    }

    @Test
    void a_time_zone_is_a_variable_of_the_module_whose_c_library_has_utc_whatever_it_says() {
        var runtime = PythonRuntime.builder()
                .withModule(Guests.official())
                .withTimeZone(ZoneId.of("Europe/Berlin"))
                .build();
        try (var own = runtime.open()) {
            assertEquals(
                    List.of("Europe/Berlin", 0, false),
                    own.eval("import os, time\n[os.environ['TZ'], time.localtime(0).tm_hour, hasattr(time, 'tzset')]"));
        }
    }

    @Test
    void evaluates_with_values_of_all_kinds() {
        assertEquals(2, python.eval("1 + 1"));
        python.set("order", Map.of("total", new BigDecimal("19.99"), "tags", List.of("a", "ä🐍")));
        assertEquals(new BigDecimal("39.98"), python.eval("order['total'] * 2"));
        assertEquals(List.of("a", "ä🐍"), python.eval("order['tags']"));
        python.exec("def greet(name, *, mark='!'): return f'Hello {name}{mark}'");
        assertEquals("Hello Ada?", python.call("greet", new Object[] {"Ada"}, Map.of("mark", "?")));
        assertTrue(python.delete("order"));
        assertEquals(Guests.MINOR, python.eval("import sys\nsys.version_info.minor"));
    }

    @Test
    void long_values_pass_in_both_directions() {
        String text = "Grüße ".repeat(500_000);
        python.set("text", text);
        assertEquals(text.length(), python.eval("len(text)"));
        assertEquals(text, python.get("text"));
    }

    @Test
    void prints_and_reads_through_the_interpreters_streams() {
        var out = new StringBuilder();
        var err = new StringBuilder();
        python.setOutput(out::append, err::append);
        python.setInput(() -> "Ada\n");
        assertEquals(
                "Ada",
                python.eval(
                        "import sys, os\nprint('out')\nprint('err', file=sys.stderr)\nos.write(1, b'raw\\n')\ninput()"));
        assertEquals("out\nraw\n", out.toString());
        assertEquals("err\n", err.toString());
        python.setOutput(text -> {}, text -> {});
    }

    @Test
    void a_message_cannot_be_forged_by_printing_one() {
        var out = new StringBuilder();
        python.setOutput(out::append, text -> {});
        assertEquals(7, python.eval("import os\nos.write(1, b'\\x1e0123456789abcdef{\"value\":666}\\n')\n7"));
        assertTrue(out.toString().contains("666"));
        python.setOutput(text -> {}, text -> {});
    }

    @Test
    void errors_have_type_line_and_traceback_without_frames_of_the_driver() {
        var error = assertThrows(
                PythonException.class, () -> python.eval("def f(x):\n    return 1 / x\nf(0)\n", "rule.py"));
        assertEquals("ZeroDivisionError", error.typeName());
        assertEquals(2, error.line());
        assertEquals("rule.py", error.getStackTrace()[0].getFileName());
        assertFalse(error.traceback().contains("_python_wasm"), error.traceback());
        assertThrows(PythonException.class, () -> python.eval("1 +"));
        assertThrows(PythonException.class, () -> python.eval("import sys\nsys.exit(3)"));
        assertTrue(python.isUsable());
    }

    @Test
    void calls_java_functions_which_may_use_the_interpreter_themselves() {
        python.exec("def square(x): return x * x");
        python.set("back", (Function<Object, Object>) x -> python.call("square", x));
        assertEquals(50, python.eval("back(7) + 1"));
        assertEquals(List.of(1, 4, 9), python.eval("[back(i) for i in (1, 2, 3)]"));
        python.set("fail", (PythonCallable) (arguments, keywords) -> {
            throw new IllegalStateException("no");
        });
        assertEquals(
                "java.lang.IllegalStateException: no",
                python.eval(
                        "import python_wasm\ntry:\n    fail()\nexcept python_wasm.JavaError as e:\n    text = str(e)\ntext"));
        var error = assertThrows(PythonException.class, () -> python.eval("fail()"));
        assertInstanceOf(IllegalStateException.class, error.getCause());
    }

    @Test
    void an_exception_of_a_nested_call_passes_through_java_as_the_same_object() {
        python.exec("seen = []\ndef inner():\n    e = KeyError('k')\n    seen.append(e)\n    raise e");
        python.set("outer", (PythonCallable) (arguments, keywords) -> python.call("inner"));
        assertEquals(true, python.eval("try:\n    outer()\nexcept KeyError as e:\n    same = e is seen[0]\nsame"));
    }

    @Test
    void handles_scopes_and_compiled_scripts_work() {
        var handle = (PythonHandle) python.eval(
                "class C:\n    def __init__(self): self.n = 5\n    def twice(self): return self.n * 2\nC()");
        assertEquals(10, handle.invoke("twice"));
        handle.set("n", 8);
        assertEquals(16, handle.invoke("twice"));
        handle.close();
        var bindings = new HashMap<String, Object>(Map.of("a", 4));
        assertEquals(5, python.newScope().eval("b = a + 1\nb", "x.py", bindings));
        assertEquals(5, bindings.get("b"));
        var code = python.compile("order * 2", "rule");
        python.set("order", 21);
        assertEquals(42, code.eval());
    }

    @Test
    void the_script_engine_takes_a_runtime_with_a_module() throws Exception {
        var engine = new PythonScriptEngineFactory(Guests.runtime(Guests.official())).getScriptEngine();
        engine.put("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")));
        assertEquals(new BigDecimal("25.00"), engine.eval("sum(prices)"));
        engine.eval("def double(x): return x * 2");
        assertEquals(8, ((Invocable) engine).invokeFunction("double", 4));
        assertEquals(3, engine.eval("x + 1", new SimpleBindings(Map.of("x", 2))));
        assertThrows(ScriptException.class, () -> engine.eval("undefined"));
        ((AutoCloseable) engine).close();
    }

    @Test
    void threads_share_a_script_engine_of_a_module() throws Exception {
        var engine =
                (PythonScriptEngine) new PythonScriptEngineFactory(Guests.runtime(Guests.official())).getScriptEngine();
        var script = engine.compile("n * 2");
        engine.eval("def same(x): return x");
        var failure = new AtomicReference<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            var thread = new Thread(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        assertEquals(2 * i, script.eval(new SimpleBindings(new HashMap<>(Map.of("n", i)))));
                        assertEquals(i, engine.invokeFunction("same", i));
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get());
        engine.close();
    }

    @Test
    void a_thousand_evaluations_leave_no_growth() {
        for (int i = 0; i < 200; i++) {
            python.eval("[str(n) for n in range(3)]\n" + i);
        }
        long before = python.memoryBytes();
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, python.eval("[str(n) for n in range(3)]\n" + i));
        }
        assertEquals(before, python.memoryBytes());
    }

    @Test
    void nothing_of_the_host_is_visible_but_the_library_which_cannot_be_changed() {
        assertEquals(Map.of("PYTHONHOME", "/usr/local"), python.eval("import os\ndict(os.environ)"));
        assertThrows(PythonException.class, () -> python.eval("open('/etc/passwd')"));
        for (String change : List.of(
                "open('/usr/local/lib/python3.13/new', 'w')",
                "open('/usr/local/lib/python3.13/os.py', 'a')",
                "open('/usr/local/lib/python3.13/os.py', 'r+')",
                "os.remove('/usr/local/lib/python3.13/os.py')",
                "os.mkdir('/usr/local/lib/python3.13/x')",
                "os.rename('/usr/local/lib/python3.13/os.py', '/usr/local/lib/python3.13/x')",
                "os.symlink('/', '/usr/local/lib/python3.13/x')",
                "os.utime('/usr/local/lib/python3.13/os.py')")) {
            var error = assertThrows(PythonException.class, () -> python.eval("import os\n" + change), change);
            assertTrue(
                    error.typeName().equals("OSError") || error.typeName().equals("PermissionError"),
                    change + ": " + error);
        }
    }

    @Test
    void the_description_says_what_the_module_is() {
        String text = Guests.runtime(Guests.official()).describe();
        assertTrue(
                text.matches("python\\.wasm: Python 3\\.13, [0-9.]+ MB, [0-9,]+ functions, command, library .* at "
                        + "/usr/local/lib/python3\\.13.*"),
                text);
    }

    @Test
    void another_thread_is_refused_while_a_call_runs() throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        var seen = new ArrayList<Object>();
        python.set("other", (PythonCallable) (arguments, keywords) -> {
            var thread = new Thread(() -> {
                try {
                    seen.add(python.eval("1"));
                } catch (IllegalStateException e) {
                    failure.set(e);
                }
            });
            thread.start();
            thread.join();
            return null;
        });
        python.eval("other()");
        assertEquals(List.of(), seen);
        assertTrue(failure.get().getMessage().contains("in use by another call"));
    }
}
