package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonRuntime;

/** The Javadoc of javax.script, rule by rule, in its order. */
class ConformanceTest {
    private final ScriptEngineManager manager = new ScriptEngineManager();
    private final ScriptEngine engine = manager.getEngineByName("python-wasm");
    private final ScriptEngineFactory factory = engine.getFactory();

    @AfterEach
    void close() {
        ((PythonScriptEngine) engine).close();
    }

    /** Bindings as an application may write them: a map that is equal to another one with the same entries. */
    static final class MapBindings extends HashMap<String, Object> implements Bindings {
        private static final long serialVersionUID = 1L;
    }

    /** A context with a scope of its own between the engine's and the global one. */
    static final class RequestContext extends SimpleScriptContext {
        static final int REQUEST_SCOPE = 150;
        private final Bindings request = new SimpleBindings();

        @Override
        public List<Integer> getScopes() {
            return List.of(ENGINE_SCOPE, REQUEST_SCOPE, GLOBAL_SCOPE);
        }

        @Override
        public Bindings getBindings(int scope) {
            return scope == REQUEST_SCOPE ? request : super.getBindings(scope);
        }

        @Override
        public Object getAttribute(String name, int scope) {
            return scope == REQUEST_SCOPE ? request.get(name) : super.getAttribute(name, scope);
        }

        @Override
        public void setBindings(Bindings bindings, int scope) {
            if (scope == REQUEST_SCOPE) {
                request.clear();
                request.putAll(bindings);
            } else {
                super.setBindings(bindings, scope);
            }
        }
    }

    @Nested
    class TheManager {
        @Test
        void finds_engines_by_short_name_extension_and_mime_type() {
            for (String name : factory.getNames()) {
                closeAfter(manager.getEngineByName(name));
            }
            for (String extension : factory.getExtensions()) {
                closeAfter(manager.getEngineByExtension(extension));
            }
            for (String type : factory.getMimeTypes()) {
                closeAfter(manager.getEngineByMimeType(type));
            }
        }

        private void closeAfter(ScriptEngine found) {
            assertNotSame(engine, found);
            assertInstanceOf(PythonScriptEngine.class, found).close();
        }

        @Test
        void leaves_the_name_python_to_others_until_an_application_opts_in() {
            assertNull(manager.getEngineByName("python"));
            manager.registerEngineName("python", new PythonScriptEngineFactory());
            closeAfter(manager.getEngineByName("python"));
        }

        @Test
        void sets_the_global_scope_of_its_engines_to_its_own_bindings() throws ScriptException {
            assertSame(manager.getBindings(), engine.getBindings(ScriptContext.GLOBAL_SCOPE));
            manager.put("greeting", "hello");
            assertEquals("hello!", engine.eval("greeting + '!'"));
        }

        @Test
        void lists_the_factory_among_those_it_discovered() {
            assertEquals(1, manager.getEngineFactories().stream().filter(PythonScriptEngineFactory.class::isInstance).count());
        }
    }

    @Nested
    class TheFactory {
        @Test
        void has_a_name_and_the_version_of_the_project() throws IOException {
            assertEquals("python-wasm", factory.getEngineName());
            String pom = Files.readString(Path.of("pom.xml"));
            assertTrue(pom.contains("<version>" + factory.getEngineVersion() + "-SNAPSHOT</version>")
                    || pom.contains("<version>" + factory.getEngineVersion() + "</version>"), factory.getEngineVersion());
        }

        @Test
        void has_the_language_and_the_version_that_scripts_see() throws ScriptException {
            assertEquals("python", factory.getLanguageName());
            assertEquals(factory.getLanguageVersion(), engine.eval("import sys\n'%d.%d' % sys.version_info[:2]"));
        }

        @Test
        void answers_immutable_lists() {
            for (var list : List.of(factory.getNames(), factory.getExtensions(), factory.getMimeTypes())) {
                assertFalse(list.isEmpty());
                assertThrows(UnsupportedOperationException.class, () -> list.add("x"));
            }
        }

        @Test
        void answers_the_five_parameters_that_all_implementations_define() {
            assertEquals(factory.getEngineName(), factory.getParameter(ScriptEngine.ENGINE));
            assertEquals(factory.getEngineVersion(), factory.getParameter(ScriptEngine.ENGINE_VERSION));
            assertEquals(factory.getLanguageName(), factory.getParameter(ScriptEngine.LANGUAGE));
            assertEquals(factory.getLanguageVersion(), factory.getParameter(ScriptEngine.LANGUAGE_VERSION));
            assertTrue(factory.getNames().contains(factory.getParameter(ScriptEngine.NAME)));
        }

        @Test
        void says_that_an_engine_is_not_thread_safe() throws Exception {
            assertNull(factory.getParameter("THREADING"));
            var failure = new ArrayList<Throwable>();
            engine.put("from_another_thread", (Runnable) () -> {
                var thread = new Thread(() -> {
                    try {
                        engine.eval("1");
                    } catch (Throwable e) {
                        failure.add(e);
                    }
                });
                thread.start();
                join(thread);
            });
            engine.eval("from_another_thread()");
            assertInstanceOf(IllegalStateException.class, failure.get(0));
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void answers_null_for_an_unknown_parameter_and_throws_for_a_null_one() {
            assertNull(factory.getParameter("no.such.key"));
            assertThrows(NullPointerException.class, () -> factory.getParameter(null));
        }

        @Test
        void writes_method_calls() throws ScriptException {
            engine.eval("class Cart:\n    def add(self, *items): return len(items)\ncart = Cart()\na, b = 1, 2");
            assertEquals(2, engine.eval(factory.getMethodCallSyntax("cart", "add", "a", "b")));
            assertEquals(0, engine.eval(factory.getMethodCallSyntax("cart", "add")));
        }

        @Test
        void refuses_null_in_method_calls_and_programs() {
            assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax(null, "m"));
            assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", null));
            assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", "m", (String[]) null));
            assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", "m", "a", null));
            assertThrows(NullPointerException.class, () -> factory.getProgram((String[]) null));
            assertThrows(NullPointerException.class, () -> factory.getProgram("a = 1", null));
        }

        @Test
        void writes_output_statements_for_any_text() throws ScriptException {
            var out = new StringWriter();
            engine.getContext().setWriter(out);
            String text = "\"quotes\" 'single' \\ back {brace} %s ü \u0000\u0001\u2028 🐍\nline";
            engine.eval(factory.getOutputStatement(text));
            assertEquals(text + "\n", out.toString());
        }

        @Test
        void writes_programs_of_statements() throws ScriptException {
            engine.eval(factory.getProgram("x = 'abc'", "y = " + factory.getMethodCallSyntax("x", "upper")));
            assertEquals("ABC", engine.get("y"));
        }

        @Test
        void makes_a_new_engine_each_time() {
            var other = factory.getScriptEngine();
            assertNotSame(engine, other);
            assertSame(factory, other.getFactory());
            ((PythonScriptEngine) other).close();
        }

        @Test
        void makes_engines_of_a_runtime_of_the_application() throws Exception {
            var runtime = PythonRuntime.builder().withPreparation("import statistics").build();
            try (var prepared = (PythonScriptEngine) new PythonScriptEngineFactory(runtime).getScriptEngine()) {
                assertEquals(true, prepared.eval("import sys\n'statistics' in sys.modules"));
            }
        }
    }

    @Nested
    class AnEngine {
        @Test
        void keeps_state_from_previous_executions() throws ScriptException {
            engine.eval("counter = 1\ndef step(): global counter; counter += 1");
            engine.eval("step()");
            assertEquals(2, engine.eval("counter"));
        }

        @Test
        void evaluates_from_a_reader_as_from_a_string() throws ScriptException {
            assertEquals(3, engine.eval(new StringReader("1 + 2")));
            assertEquals(3, engine.eval(new StringReader("a + 2"), new SimpleBindings(Map.of("a", 1))));
            assertEquals(3, engine.eval(new StringReader("1 + 2"), engine.getContext()));
        }

        @Test
        void wraps_a_reader_that_fails() {
            var failing = new Reader() {
                @Override
                public int read(char[] buffer, int offset, int length) throws IOException {
                    throw new IOException("no disk");
                }

                @Override
                public void close() {
                }
            };
            var error = assertThrows(ScriptException.class, () -> engine.eval(failing));
            assertEquals("no disk", error.getCause().getMessage());
        }

        @Test
        void throws_null_pointer_exceptions_for_null_arguments() {
            var context = engine.getContext();
            var bindings = new SimpleBindings();
            assertThrows(NullPointerException.class, () -> engine.eval((String) null));
            assertThrows(NullPointerException.class, () -> engine.eval((Reader) null));
            assertThrows(NullPointerException.class, () -> engine.eval((String) null, context));
            assertThrows(NullPointerException.class, () -> engine.eval((Reader) null, context));
            assertThrows(NullPointerException.class, () -> engine.eval("1", (ScriptContext) null));
            assertThrows(NullPointerException.class, () -> engine.eval(new StringReader("1"), (ScriptContext) null));
            assertThrows(NullPointerException.class, () -> engine.eval((String) null, bindings));
            assertThrows(NullPointerException.class, () -> engine.eval("1", (Bindings) null));
            assertThrows(NullPointerException.class, () -> engine.eval((Reader) null, bindings));
            assertThrows(NullPointerException.class, () -> engine.eval(new StringReader("1"), (Bindings) null));
            assertThrows(NullPointerException.class, () -> engine.put(null, 1));
            assertThrows(NullPointerException.class, () -> engine.get(null));
            assertThrows(NullPointerException.class, () -> engine.setContext(null));
            assertThrows(NullPointerException.class, () -> engine.setBindings(null, ScriptContext.ENGINE_SCOPE));
        }

        @Test
        void throws_illegal_argument_exceptions_for_empty_keys_and_invalid_scopes() {
            assertThrows(IllegalArgumentException.class, () -> engine.put("", 1));
            assertThrows(IllegalArgumentException.class, () -> engine.get(""));
            assertThrows(IllegalArgumentException.class, () -> engine.getBindings(7));
            assertThrows(IllegalArgumentException.class, () -> engine.setBindings(new SimpleBindings(), 7));
        }

        @Test
        void puts_and_gets_like_its_engine_scope() {
            engine.put("x", 1);
            assertEquals(1, engine.getBindings(ScriptContext.ENGINE_SCOPE).get("x"));
            engine.getBindings(ScriptContext.ENGINE_SCOPE).put("y", 2);
            assertEquals(2, engine.get("y"));
        }

        @Test
        void shares_its_bindings_with_its_default_context() {
            var context = engine.getContext();
            for (int scope : context.getScopes()) {
                assertSame(context.getBindings(scope), engine.getBindings(scope));
            }
            var replacement = engine.createBindings();
            engine.setBindings(replacement, ScriptContext.ENGINE_SCOPE);
            assertSame(replacement, context.getBindings(ScriptContext.ENGINE_SCOPE));
        }

        @Test
        void knows_the_scopes_of_a_context_of_the_application() throws ScriptException {
            var context = new RequestContext();
            engine.setContext(context);
            assertSame(context.request, engine.getBindings(RequestContext.REQUEST_SCOPE));
            engine.setBindings(new SimpleBindings(Map.of("user", "Ada")), RequestContext.REQUEST_SCOPE);
            assertEquals("Ada", engine.eval("user"));
        }

        @Test
        void runs_with_the_given_bindings_as_engine_scope_and_leaves_its_own_alone() throws ScriptException {
            engine.put("x", 1);
            var bindings = new SimpleBindings(new HashMap<>(Map.of("x", 10)));
            assertEquals(11, engine.eval("y = x + 1\ny", bindings));
            assertEquals(Map.of("x", 10, "y", 11), Map.copyOf(bindings));
            assertEquals(1, engine.get("x"));
            assertNull(engine.get("y"));
        }

        @Test
        void creates_empty_bindings() {
            assertTrue(engine.createBindings().isEmpty());
            assertNotSame(engine.createBindings(), engine.createBindings());
        }

        @Test
        void uses_the_default_context_where_none_is_given() throws ScriptException {
            var context = new SimpleScriptContext();
            context.setAttribute("x", 5, ScriptContext.ENGINE_SCOPE);
            engine.setContext(context);
            assertSame(context, engine.getContext());
            assertEquals(5, engine.eval("x"));
        }

        @Test
        void wraps_what_a_script_throws() {
            var error = assertThrows(ScriptException.class, () -> engine.eval("raise ValueError('no')"));
            assertInstanceOf(PythonException.class, error.getCause());
            var exit = assertThrows(ScriptException.class, () -> engine.eval("import sys\nsys.exit(3)"));
            assertEquals(3, ((PythonException) exit.getCause()).attributes().get("code"));
        }

        @Test
        void throws_illegal_state_exceptions_once_closed() throws ScriptException {
            var script = ((Compilable) engine).compile("1");
            var handle = (PythonHandle) engine.eval("len");
            ((PythonScriptEngine) engine).close();
            ((PythonScriptEngine) engine).close();
            assertThrows(IllegalStateException.class, () -> engine.eval("1"));
            assertThrows(IllegalStateException.class, () -> engine.eval("1", new SimpleBindings()));
            assertThrows(IllegalStateException.class, () -> ((Compilable) engine).compile("1"));
            assertThrows(IllegalStateException.class, script::eval);
            assertThrows(IllegalStateException.class, () -> ((Invocable) engine).invokeFunction("len", "x"));
            assertThrows(IllegalStateException.class, () -> ((Invocable) engine).invokeMethod(handle, "__call__"));
        }
    }

    @Nested
    class AContext {
        @Test
        void is_searched_from_the_lowest_scope_to_the_highest() throws ScriptException {
            var context = new RequestContext();
            context.setBindings(new SimpleBindings(new HashMap<>(Map.of("a", 200, "b", 200, "c", 200))),
                    ScriptContext.GLOBAL_SCOPE);
            context.request.putAll(Map.of("a", 150, "b", 150));
            context.setAttribute("a", 100, ScriptContext.ENGINE_SCOPE);
            assertEquals(List.of(100, 150, 200), engine.eval("[a, b, c]", context));
        }

        @Test
        void gets_assignments_in_its_engine_scope_only() throws ScriptException {
            manager.put("x", 1);
            engine.eval("x = x + 1\nnew = [x]");
            assertEquals(1, manager.get("x"));
            assertEquals(2, engine.get("x"));
            assertEquals(List.of(2), engine.get("new"));
        }

        @Test
        void loses_what_a_script_deletes_from_its_engine_scope_only() throws ScriptException {
            manager.put("x", 1);
            engine.put("x", 2);
            engine.put("y", 3);
            engine.eval("del x, y");
            assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("x"));
            assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("y"));
            assertEquals(1, engine.eval("x"));
        }

        @Test
        void keeps_what_a_script_assigned_before_it_failed() {
            assertThrows(ScriptException.class, () -> engine.eval("x = 1\n1 / 0"));
            assertEquals(1, engine.get("x"));
        }

        @Test
        void shows_changes_that_java_made_between_scripts() throws ScriptException {
            engine.eval("items = [1]");
            @SuppressWarnings("unchecked")
            var items = (List<Object>) engine.get("items");
            items.add(2);
            assertEquals(List.of(1, 2), engine.eval("items"));
            engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("items");
            assertThrows(ScriptException.class, () -> engine.eval("items"));
        }

        @Test
        void may_have_no_global_scope() throws ScriptException {
            var context = new SimpleScriptContext();
            assertNull(context.getBindings(ScriptContext.GLOBAL_SCOPE));
            assertEquals(1, engine.eval("1", context));
        }

        @Test
        void may_hold_what_python_cannot_use_in_its_global_scope() throws ScriptException {
            manager.put("pool", Thread.currentThread());
            assertEquals(1, engine.eval("1"));
            var error = assertThrows(ScriptException.class, () -> engine.eval("pool"));
            assertTrue(error.getCause().getSuppressed()[0].getMessage().startsWith("pool: java.lang.Thread has no Python value"));
        }

        @Test
        void is_told_which_engine_scope_binding_python_cannot_use() {
            engine.put("a", Map.of("b", List.of(1, new Object())));
            var error = assertThrows(ScriptException.class, () -> engine.eval("1"));
            assertTrue(error.getMessage().startsWith("a['b'][1]: java.lang.Object has no Python value"), error.getMessage());
        }

        @Test
        void is_the_source_of_input_and_the_sink_of_output() throws ScriptException {
            var context = new SimpleScriptContext();
            var out = new StringWriter();
            var err = new StringWriter();
            context.setWriter(out);
            context.setErrorWriter(err);
            context.setReader(new StringReader("Ada\nBob\nrest"));
            engine.eval("import sys\nprint(input(), sys.stdin.readline(3), end='')\nprint('oops', file=sys.stderr)", context);
            assertEquals("Ada Bob", out.toString());
            assertEquals("oops\n", err.toString());
        }

        @Test
        void sees_output_while_the_script_runs() throws ScriptException {
            var out = new StringWriter();
            engine.getContext().setWriter(out);
            engine.put("seen", (Supplier<String>) out::toString);
            assertEquals("one\n", engine.eval("print('one')\nx = seen()\nprint('two')\nx"));
        }

        @Test
        void has_its_streams_back_after_a_nested_script_of_another_context() throws ScriptException {
            var outer = new StringWriter();
            var inner = new StringWriter();
            engine.getContext().setWriter(outer);
            var other = new SimpleScriptContext();
            other.setWriter(inner);
            engine.put("nested", (Callable<Object>) () -> engine.eval("print('inner')", other));
            engine.eval("print('before')\nnested()\nprint('after')");
            assertEquals("before\nafter\n", outer.toString());
            assertEquals("inner\n", inner.toString());
        }

        @Test
        void fails_the_script_where_its_writer_fails() {
            engine.getContext().setWriter(new Writer() {
                @Override
                public void write(char[] buffer, int offset, int length) throws IOException {
                    throw new IOException("pipe closed");
                }

                @Override
                public void flush() {
                }

                @Override
                public void close() {
                }
            });
            var error = assertThrows(ScriptException.class, () -> engine.eval("print('x')"));
            assertEquals("pipe closed", error.getCause().getCause().getCause().getMessage());
        }

        @Test
        void names_the_file_and_its_arguments() throws ScriptException {
            var context = engine.getContext();
            context.setAttribute(ScriptEngine.FILENAME, "menu.py", ScriptContext.ENGINE_SCOPE);
            context.setAttribute(ScriptEngine.ARGV, new String[] {"a", "b c"}, ScriptContext.ENGINE_SCOPE);
            assertEquals(List.of("menu.py", "a", "b c"), engine.eval("import sys\nsys.argv"));
            var error = assertThrows(ScriptException.class, () -> engine.eval("1/0"));
            assertEquals("menu.py", error.getFileName());
            context.removeAttribute(ScriptEngine.ARGV, ScriptContext.ENGINE_SCOPE);
            context.removeAttribute(ScriptEngine.FILENAME, ScriptContext.ENGINE_SCOPE);
            assertEquals(List.of(""), engine.eval("sys.argv"));
        }

        @Test
        void keeps_reserved_names_out_of_the_script() throws ScriptException {
            engine.put("com.example.object", new Object());
            assertEquals(false, engine.eval("any('.' in name for name in globals())"));
            assertNotNull(engine.get("com.example.object"));
        }
    }

    @Nested
    class TheBindings {
        @Test
        void are_told_apart_by_identity_even_when_they_are_equal_maps() throws ScriptException {
            var one = new MapBindings();
            var two = new MapBindings();
            engine.eval("def f(): return 1\nglobals()['hidden'] = 1", one);
            assertThrows(ScriptException.class, () -> engine.eval("f()", two));
            assertEquals(1, engine.eval("f()", one));
        }

        @Test
        void keep_functions_classes_and_generators_as_handles_that_scripts_can_use_again() throws ScriptException {
            engine.eval("def twice(x): return 2 * x\nclass A: pass\nsteps = (x for x in [1, 2])");
            assertTrue(engine.get("twice").toString().startsWith("<function twice at"));
            assertEquals("<class '__main__.A'>", engine.get("A").toString());
            assertEquals(1, engine.eval("next(steps)"));
            engine.put("double", engine.get("twice"));
            assertEquals(8, engine.eval("double(4)"));
        }

        @Test
        void see_classes_that_pickle_finds_again() throws ScriptException {
            assertEquals(true, engine.eval("""
                    import pickle
                    class Point:
                        pass
                    isinstance(pickle.loads(pickle.dumps(Point())), Point)
                    """));
        }

        @Test
        void let_their_globals_go_when_they_are_unreachable() throws ScriptException {
            engine.eval("import weakref\nclass A: pass\nalive = weakref.WeakSet()");
            engine.put("watch", engine.eval("alive.add"));
            for (int i = 0; i < 20; i++) {
                engine.eval("class A: pass\na = A()\nwatch(a)\ndel a", bindingsThat("watch", engine.get("watch")));
            }
            while (!engine.eval("import gc\ngc.collect()\nlen(alive)").equals(0)) {
                System.gc();
            }
            assertEquals(0, engine.eval("len(alive)"));
        }

        private static Bindings bindingsThat(String name, Object value) {
            return new SimpleBindings(new HashMap<>(Map.of(name, value)));
        }
    }

    @Nested
    class ACompiledScript {
        private final Compilable compilable = (Compilable) engine;

        @Test
        void is_executed_repeatedly_without_recompilation() throws ScriptException {
            CompiledScript script = compilable.compile("count = count + 1\ncount");
            engine.put("count", 0);
            assertEquals(1, script.eval());
            assertEquals(2, script.eval());
            assertEquals(List.of(true, true), engine.eval("""
                    import builtins
                    seen = []
                    original, builtins.compile = builtins.compile, lambda *a, **k: seen.append(a)
                    try:
                        result = [True, not seen]
                    finally:
                        builtins.compile = original
                    result
                    """));
        }

        @Test
        void comes_from_a_reader_too() throws ScriptException {
            assertEquals(3, compilable.compile(new StringReader("1 + 2")).eval());
        }

        @Test
        void is_refused_with_line_and_column_where_it_does_not_parse() {
            engine.put(ScriptEngine.FILENAME, "bad.py");
            var error = assertThrows(ScriptException.class, () -> compilable.compile("a = 1\nif a\n    pass\n"));
            assertEquals("bad.py", error.getFileName());
            assertEquals(2, error.getLineNumber());
            assertEquals(5, error.getColumnNumber());
        }

        @Test
        void refuses_null() throws ScriptException {
            assertThrows(NullPointerException.class, () -> compilable.compile((String) null));
            assertThrows(NullPointerException.class, () -> compilable.compile((Reader) null));
            var script = compilable.compile("1");
            assertThrows(NullPointerException.class, () -> script.eval((ScriptContext) null));
        }

        @Test
        void belongs_to_its_engine_and_changes_its_state() throws ScriptException {
            var script = compilable.compile("x = 5");
            assertSame(engine, script.getEngine());
            assertNull(script.eval());
            assertEquals(5, engine.eval("x"));
        }

        @Test
        void runs_with_bindings_or_a_context_as_its_engine_does() throws ScriptException {
            var script = compilable.compile("y = x * 2\ny");
            var bindings = new SimpleBindings(new HashMap<>(Map.of("x", 4)));
            assertEquals(8, script.eval(bindings));
            assertEquals(8, bindings.get("y"));
            engine.put("x", 1);
            assertEquals(2, script.eval((Bindings) null));
            var context = new SimpleScriptContext();
            context.setAttribute("x", 10, ScriptContext.ENGINE_SCOPE);
            assertEquals(20, script.eval(context));
        }

        @Test
        void reports_where_it_failed() throws ScriptException {
            var script = compilable.compile("a = 1\nb = a + missing");
            var error = assertThrows(ScriptException.class, script::eval);
            assertEquals(2, error.getLineNumber());
            assertEquals(9, error.getColumnNumber());
        }
    }

    @Nested
    class Invoking {
        private final Invocable invocable = (Invocable) engine;

        interface Calculator {
            int add(int a, int b);

            default int twice(int a) {
                return add(a, a);
            }
        }

        @Test
        void calls_top_level_functions() throws Exception {
            engine.eval("def area(w, h): return w * h");
            assertEquals(6, invocable.invokeFunction("area", 2, 3));
            assertNull(invocable.invokeFunction("print"));
        }

        @Test
        void sees_and_changes_the_bindings_of_the_engine() throws Exception {
            engine.eval("def raise_total(by):\n    global total\n    total += by");
            engine.put("total", 10);
            invocable.invokeFunction("raise_total", 5);
            assertEquals(15, engine.get("total"));
        }

        @Test
        void calls_methods_of_objects_that_an_earlier_script_left() throws Exception {
            Object cart = engine.eval("class Cart:\n    n = 0\n    def add(self, k): self.n += k; return self.n\nCart()");
            assertEquals(2, invocable.invokeMethod(cart, "add", 2));
            assertEquals(5, invocable.invokeMethod(cart, "add", 3));
        }

        @Test
        void finds_no_such_method_by_name() throws Exception {
            Object cart = engine.eval("class Cart: size = 3\nCart()");
            engine.put("number", 5);
            assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("missing"));
            assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("number"));
            assertThrows(NoSuchMethodException.class, () -> invocable.invokeMethod(cart, "missing"));
            assertThrows(NoSuchMethodException.class, () -> invocable.invokeMethod(cart, "size"));
        }

        @Test
        void finds_no_such_method_for_other_arguments() throws Exception {
            engine.eval("def one(x): return x");
            var error = assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("one", 1, 2));
            assertEquals("one: one() takes 1 positional argument but 2 were given", error.getMessage());
        }

        @Test
        void wraps_errors_inside_the_procedure() throws Exception {
            engine.eval("def fail(): missing()\ndef wrong(): return len(5)");
            var error = assertThrows(ScriptException.class, () -> invocable.invokeFunction("fail"));
            assertEquals("NameError", ((PythonException) error.getCause()).typeName());
            assertThrows(ScriptException.class, () -> invocable.invokeFunction("wrong"));
        }

        @Test
        void refuses_null_names_and_what_is_no_object_of_a_script() throws Exception {
            Object object = engine.eval("object()");
            assertThrows(NullPointerException.class, () -> invocable.invokeFunction(null));
            assertThrows(NullPointerException.class, () -> invocable.invokeMethod(object, null));
            assertThrows(IllegalArgumentException.class, () -> invocable.invokeMethod(null, "x"));
            assertThrows(IllegalArgumentException.class, () -> invocable.invokeMethod("text", "upper"));
        }

        @Test
        void implements_an_interface_by_functions() throws Exception {
            engine.eval("def add(a, b): return a + b");
            Calculator calculator = invocable.getInterface(Calculator.class);
            assertEquals(5, calculator.add(2, 3));
            assertEquals(8, calculator.twice(4));
            assertEquals(calculator, calculator);
            assertFalse(calculator.equals(invocable.getInterface(Calculator.class)));
            assertEquals(calculator.hashCode(), calculator.hashCode());
            assertEquals("Calculator in Python", calculator.toString());
            engine.eval("def twice(a): return -a");
            assertEquals(-4, invocable.getInterface(Calculator.class).twice(4));
        }

        @Test
        void implements_an_interface_by_the_methods_of_an_object() throws Exception {
            Object object = engine.eval("class C:\n    def add(self, a, b): return a * b\nC()");
            assertEquals(6, invocable.getInterface(object, Calculator.class).add(2, 3));
        }

        @Test
        void answers_null_where_functions_are_missing() throws Exception {
            assertNull(invocable.getInterface(Calculator.class));
            assertNull(invocable.getInterface(engine.eval("object()"), Calculator.class));
        }

        @Test
        void refuses_what_is_no_interface() throws Exception {
            Object object = engine.eval("object()");
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(null));
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(String.class));
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(object, null));
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(object, String.class));
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(null, Calculator.class));
            assertThrows(IllegalArgumentException.class, () -> invocable.getInterface("text", Calculator.class));
        }
    }

    @Nested
    class AScriptException {
        @Test
        void tells_file_line_and_column_in_its_message() {
            engine.put(ScriptEngine.FILENAME, "sums.py");
            var error = assertThrows(ScriptException.class, () -> engine.eval("x = 1\ny = x + int('ten')\n"));
            assertEquals("sums.py", error.getFileName());
            assertEquals(2, error.getLineNumber());
            assertEquals(9, error.getColumnNumber());
            assertTrue(error.getMessage().endsWith("in sums.py at line number 2 at column number 9"), error.getMessage());
        }

        @Test
        void tells_the_column_in_characters() {
            var error = assertThrows(ScriptException.class, () -> engine.eval("x = 'äöü🐍' + int('ten')"));
            assertEquals(14, error.getColumnNumber());
        }

        @Test
        void has_python_frames_in_its_cause() {
            engine.put(ScriptEngine.FILENAME, "calls.py");
            var error = assertThrows(ScriptException.class, () -> engine.eval("def f():\n    return 1 / 0\nf()"));
            assertEquals("<python>.f(calls.py:2)", error.getCause().getStackTrace()[0].toString());
            assertEquals("<python>.<module>(calls.py:3)", error.getCause().getStackTrace()[1].toString());
        }
    }

    @Test
    void an_engine_that_becomes_unreachable_is_cleaned_up() {
        var engines = new ArrayList<java.lang.ref.WeakReference<Object>>();
        for (int i = 0; i < 5; i++) {
            engines.add(new java.lang.ref.WeakReference<>(used(factory.getScriptEngine())));
        }
        while (engines.stream().anyMatch(reference -> reference.get() != null)) {
            System.gc();
        }
        assertDoesNotThrow(() -> engine.eval("1"));
    }

    private static ScriptEngine used(ScriptEngine engine) {
        try {
            engine.eval("def f(): pass\nf", new SimpleScriptContext());
            return engine;
        } catch (ScriptException e) {
            throw new IllegalStateException(e);
        }
    }
}
