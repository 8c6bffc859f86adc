package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.AbstractMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HandleTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    private PythonHandle handle(String source) {
        return (PythonHandle) python.eval(source);
    }

    @Test
    void functions_classes_generators_and_instances_are_handles_with_a_useful_text() {
        assertEquals(
                "<class '__main__.Cart'>", handle("class Cart:\n    pass\nCart").toString());
        assertEquals("type", handle("Cart").typeName());
        assertEquals("generator", handle("(x for x in [])").typeName());
        assertEquals("Cart", handle("Cart()").typeName());
        assertEquals("(1+2j)", handle("1 + 2j").toString());
        assertFalse(handle("1j").isCallable());
        assertTrue(handle("len").isCallable());
    }

    @Test
    void an_object_is_called_asked_and_changed_through_its_handle() {
        try (var cart = handle("""
                class Cart:
                    def __init__(self): self.items = []
                    def add(self, name, price=0): self.items.append((name, price)); return len(self.items)
                Cart()
                """)) {
            assertEquals(1, cart.invoke("add", "tea", 3));
            assertEquals(List.of(List.of("tea", 3)), cart.get("items"));
            cart.set("items", List.of());
            var add = (PythonHandle) cart.get("add");
            assertEquals(1, add.call(new Object[] {"milk"}, Map.of("price", 2)));
            assertEquals(1, python.call("len", cart.get("items")));
            python.set("same", cart);
            assertEquals(1, python.eval("len(same.items)"));
            assertTrue(assertThrows(PythonException.class, () -> cart.invoke("pay"))
                    .isUnknownFunction());
            assertEquals(
                    "AttributeError",
                    assertThrows(PythonException.class, () -> cart.get("x")).typeName());
        }
    }

    @Test
    void a_generator_goes_on_where_it_was() {
        var squares = handle("(x * x for x in range(10))");
        assertEquals(0, python.call("next", squares));
        assertEquals(1, python.call("next", squares));
        assertEquals(List.of(4, 9, 16, 25, 36, 49, 64, 81), python.call("list", squares));
    }

    interface Shop {
        int add(String name);

        default String greet() {
            return "welcome, " + add("bag");
        }
    }

    @Test
    void an_interface_is_implemented_by_an_object_or_a_callable() {
        var shop = handle("class Shop:\n    n = 0\n    def add(self, name): self.n += 1; return self.n\nShop()")
                .as(Shop.class);
        assertEquals(1, shop.add("tea"));
        assertEquals("welcome, 2", shop.greet());
        assertTrue(shop.toString().startsWith("<__main__.Shop object at"), shop.toString());
        assertEquals(shop, shop);
        assertEquals(7, handle("lambda a, b: a + b").as(IntBinaryOperator.class).applyAsInt(3, 4));
        @SuppressWarnings("unchecked")
        Comparator<Object> order = handle("lambda a, b: a - b").as(Comparator.class);
        assertEquals(1, order.reversed().compare(1, 2));
        assertThrows(IllegalArgumentException.class, () -> handle("1j").as(Shop.class));
        assertThrows(IllegalArgumentException.class, () -> handle("1j").as(String.class));
        var wrong = handle("lambda a, b: 'text'").as(IntBinaryOperator.class);
        assertEquals(
                "result of applyAsInt: expected int, Python gave java.lang.String text",
                assertThrows(ClassCastException.class, () -> wrong.applyAsInt(1, 2))
                        .getMessage());
    }

    @Test
    void a_closed_handle_lets_its_object_go() {
        python.eval("import weakref\nclass A:\n    pass\na = A()\nalive = weakref.ref(a)");
        var handle = handle("a");
        python.eval("del a");
        assertEquals(true, python.eval("alive() is not None"));
        handle.close();
        handle.close();
        assertEquals(true, python.eval("alive() is None"));
        assertEquals(
                "the handle of " + handle + " is closed",
                assertThrows(IllegalStateException.class, () -> handle.get("x")).getMessage());
    }

    @Test
    void an_unreachable_handle_lets_its_object_go() {
        python.eval("import weakref\nclass A:\n    pass\na = A()\nalive = weakref.ref(a)");
        var handle = new WeakReference<>(handle("a"));
        python.eval("del a");
        while (!Boolean.TRUE.equals(python.eval("alive() is None"))) {
            System.gc();
        }
        assertEquals(null, handle.get());
    }

    @Test
    void a_stale_handle_is_refused_by_name() {
        var handle = handle("len");
        python.reset();
        assertEquals(
                "the interpreter is closed, or was reset since: open a new one",
                assertThrows(IllegalStateException.class, () -> handle.call(List.of()))
                        .getMessage());
        var error = assertThrows(IllegalStateException.class, () -> python.set("f", handle));
        assertEquals(
                "the handle of <built-in function len> belongs to another interpreter, or to this one before it was reset",
                error.getMessage());
        assertEquals(2, python.eval("1 + 1"));
        assertNotNull(handle.toString());
    }

    @Test
    void compiled_scripts_run_often_and_keep_their_source_for_tracebacks() {
        python.set("x", 5);
        try (var code = python.compile("y = x * 2\ny / (x - 5 + z)", "rule.py")) {
            python.set("z", 2);
            assertEquals(5.0, code.eval());
            python.set("x", 6);
            assertEquals(4.0, code.eval());
            python.set("z", -1);
            for (int i = 0; i < 100; i++) {
                python.eval("1", "other" + i + ".py");
            }
            var error = assertThrows(PythonException.class, code::eval);
            assertEquals(2, error.line());
            assertTrue(error.traceback().contains("y / (x - 5 + z)"), error.traceback());
        }
    }

    @Test
    void a_syntax_error_comes_when_a_script_is_compiled() {
        var error = assertThrows(PythonException.class, () -> python.compile("a = 1\nif a\n", "bad.py"));
        assertEquals("SyntaxError", error.typeName());
        assertEquals(2, error.line());
        assertEquals(5, error.column());
        assertEquals("bad.py", error.attributes().get("filename"));
    }

    /** A map during whose conversion Java collects, if it is told to. */
    private static final class CollectingMap extends AbstractMap<String, Object> {
        private boolean collects;

        @Override
        public Set<Entry<String, Object>> entrySet() {
            if (collects) {
                var queue = new ReferenceQueue<>();
                var reference = new PhantomReference<>(new Object(), queue);
                while (queue.poll() == null) {
                    System.gc();
                    Reference.reachabilityFence(reference);
                }
            }
            return Map.<String, Object>of("a", 1).entrySet();
        }
    }

    /** A compiler of the JVM lets go of what a method no longer needs, while the method runs. */
    @Test
    void an_object_is_not_released_by_the_call_that_is_its_last_use() {
        python.exec("def f(*args, **kwargs): return len(args)\nclass Box: pass");
        var map = new CollectingMap();
        for (int i = 0; i < 12_000; i++) {
            map.collects = i % 1_000 == 999;
            assertEquals(1, ((PythonHandle) python.eval("f")).call(map));
            assertEquals(2, python.call("f", python.eval("Box()"), map));
            python.newScope().set("x", map);
            ((PythonHandle) python.eval("Box()")).set("x", map);
        }
    }
}
