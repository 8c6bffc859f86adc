package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostAccessTest {
    private final PythonInterpreter python = open(HostAccess.ALL);

    private static PythonInterpreter open(HostAccess access) {
        return PythonRuntime.builder().withHostAccess(access).build().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    public static class Order {
        public int count = 3;
        public static final String KIND = "order";
        private BigDecimal total = new BigDecimal("9.50");
        private final List<String> items = new ArrayList<>(List.of("pen", "ink"));
        private boolean open = true;

        public String getId() {
            return "o1";
        }

        public BigDecimal getTotal() {
            return total;
        }

        public void setTotal(BigDecimal newTotal) {
            total = newTotal;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean now) {
            open = now;
        }

        public List<String> getItems() {
            return items;
        }

        public String info(String text) {
            return "info " + text;
        }

        public boolean isInfo() {
            return true;
        }

        public String put(String text) {
            return "text";
        }

        public String put(long number) {
            return "long";
        }

        public String put(double number) {
            return "double";
        }

        public String put(Object any) {
            return "object";
        }

        public String put(String text, Object... rest) {
            return "text and " + rest.length;
        }

        public String from(String where) {
            return "from " + where;
        }

        @SafeVarargs
        public final long sum(List<Long>... lists) {
            long sum = 0;
            for (List<Long> list : lists) {
                for (long number : list) {
                    sum += number;
                }
            }
            return sum;
        }

        public Order self() {
            return this;
        }

        public void fail() {
            throw new IllegalStateException("no paper");
        }

        public String choose(StringBuilder text) {
            return "builder";
        }

        public String choose(List<?> list) {
            return "list";
        }

        public TimeUnit getUnit() {
            return TimeUnit.DAYS;
        }

        @Override
        public String toString() {
            return "Order o1";
        }
    }

    private Object eval(String source) {
        return python.eval(source);
    }

    private String error(String source) {
        return assertThrows(PythonException.class, () -> eval(source)).getMessage();
    }

    @Test
    void calls_methods_and_uses_properties_and_fields_of_the_object_itself() {
        var order = new Order();
        python.set("order", order);
        assertEquals("o1", eval("order.getId()"));
        assertEquals("o1", eval("order.id"));
        assertEquals(new BigDecimal("9.50"), eval("order.total"));
        eval("order.total = 12");
        assertEquals(new BigDecimal("12"), order.getTotal());
        eval("order.open = False");
        assertEquals(false, order.isOpen());
        eval("order.count += 4");
        assertEquals(7, order.count);
        assertEquals("order", eval("order.KIND"));
        assertSame(order, eval("order"));
        assertEquals(true, eval("order.self() is order and order.self() == order"));
        assertEquals("Order o1", eval("str(order)"));
        assertEquals("<Java object of " + Order.class.getName() + ": Order o1>", eval("repr(order)"));
    }

    @Test
    void a_method_comes_before_a_property_of_its_name() {
        python.set("order", new Order());
        assertEquals("info x", eval("order.info('x')"));
    }

    @Test
    void chooses_the_overload_that_fits_best() {
        python.set("order", new Order());
        assertEquals("text", eval("order.put('a')"));
        assertEquals("long", eval("order.put(1)"));
        assertEquals("double", eval("order.put(1.5)"));
        assertEquals("object", eval("order.put([1])"));
        assertEquals("text and 2", eval("order.put('a', 1, 2)"));
        assertEquals("from here", eval("order.from_('here')"));
        assertEquals(6, eval("order.sum([1, 2], [3])"));
    }

    @Test
    void a_call_that_fits_no_method_is_a_type_error_with_the_candidates() {
        python.set("order", new Order());
        String message = error("order.choose(1)");
        assertTrue(message.startsWith("TypeError: " + Order.class.getName() + ".choose takes "), message);
        assertTrue(message.contains("(StringBuilder)") && message.contains("(List)"), message);
        assertTrue(message.endsWith(", got (int)"), message);
        message = error("order.choose({}, lambda: 1, 'text', order)");
        assertTrue(message.endsWith(", got (dict, function, str, " + Order.class.getName() + ")"), message);
        message = error("order.choose(None)");
        assertTrue(message.contains("ambiguous"), message);
        message = error("order.setTotal('x')");
        assertTrue(message.startsWith("TypeError: argument 1 of "), message);
        message = error("order.getId(1, 2)");
        assertTrue(message.startsWith("TypeError: "), message);
        message = error("order.getId(x=1)");
        assertTrue(message.startsWith("TypeError: "), message);
    }

    @Test
    void what_is_not_there_is_an_attribute_error() {
        python.set("order", new Order());
        assertEquals(
                "AttributeError: Java object of " + Order.class.getName() + " has no attribute 'nothing'",
                error("order.nothing"));
        assertTrue(error("order.nothing = 1").startsWith("AttributeError: "));
        assertTrue(error("order.id = 'x'").startsWith("AttributeError: "));
        assertEquals(false, eval("hasattr(order, 'nothing') or hasattr(order, 'getClass')"));
        assertEquals(true, eval("{'getId', 'id', 'total', 'count', 'info'} <= set(dir(order))"));
    }

    @Test
    void what_a_method_throws_is_a_java_error_with_its_cause() {
        python.set("order", new Order());
        var error = assertThrows(PythonException.class, () -> eval("order.fail()"));
        assertEquals("python_wasm.JavaError: java.lang.IllegalStateException: no paper", error.getMessage());
        assertTrue(error.getCause() instanceof IllegalStateException, String.valueOf(error.getCause()));
        assertEquals("no paper", eval("""
                        import python_wasm
                        try:
                            order.fail()
                        except python_wasm.JavaError as e:
                            message = e.java_message
                        message"""));
    }

    @Test
    void a_map_is_a_mapping() {
        var map = new HashMap<String, Object>(Map.of("a", 1));
        python.set("m", map);
        eval("m['b'] = [2]; del m['a']");
        assertEquals(Map.of("b", List.of(2)), map);
        assertEquals("KeyError: 'a'", error("m['a']"));
        assertEquals(List.of(true, false, 1, 7), eval("['b' in m, 'a' in m, len(m), m.get('x', 7)]"));
        assertEquals(Map.of("b", List.of(2)), eval("dict(m)"));
        assertEquals(List.of("b"), eval("list(m.keys())"));
        assertEquals(true, eval("import collections.abc as c; isinstance(m, c.MutableMapping) and m == {'b': [2]}"));
        eval("m.update(c=3); m.put('d', 4)");
        assertEquals(4, map.get("d"));
        assertEquals(3, eval("sum(1 for k, v in m.items())"));
        assertSame(map, eval("m"));
    }

    @Test
    void keys_are_found_in_the_class_that_the_map_has() {
        var numbers = new TreeMap<Long, String>(Map.of(1L, "one"));
        var units = new HashMap<TimeUnit, String>(Map.of(TimeUnit.DAYS, "d"));
        python.set("n", numbers);
        python.set("u", units);
        assertEquals("one", eval("n[1]"));
        eval("n[2] = 'two'");
        assertEquals("two", numbers.get(2L));
        assertEquals("d", eval("u['DAYS']"));
        assertEquals(false, eval("'x' in n or None in n or 'x' in u"));
    }

    @Test
    void a_list_is_a_sequence() {
        var list = new ArrayList<>(List.of(1, 2, 3));
        python.set("xs", list);
        eval("xs.append(4); xs[0] = 10; del xs[1]; xs.insert(0, 9)");
        assertEquals(List.of(9, 10, 3, 4), list);
        assertEquals(List.of(10, 3), eval("xs[1:3]"));
        assertEquals(List.of(4, 3, 10, 9), eval("xs[::-1]"));
        assertEquals(4, eval("xs[-1]"));
        assertEquals("IndexError: index out of range", error("xs[4]"));
        assertEquals(List.of(9, 10, 3, 4), eval("[x for x in xs]"));
        eval("xs.sort(); xs.extend([5, 6]); xs.remove(5); xs[0:2] = [0]");
        assertEquals(List.of(0, 9, 10, 6), list);
        assertEquals(true, eval("xs == [0, 9, 10, 6] and 9 in xs and len(xs) == 4 and xs.index(10) == 2"));
        assertEquals("[0, 9, 10, 6]", eval("repr(xs)"));
        eval("xs.add(7)");
        assertEquals(5, list.size());
    }

    @Test
    void a_long_list_crosses_in_pieces() {
        var list = new ArrayList<Integer>();
        for (int i = 0; i < 1_000; i++) {
            list.add(i);
        }
        python.set("xs", list);
        assertEquals(499_500, eval("sum(xs)"));
        python.set("m", new LinkedHashMap<>(Map.of("k", 1)));
        assertEquals(1_000, eval("len([x for x in xs])"));
    }

    @Test
    void arrays_sets_iterators_and_streams_are_what_they_are() {
        var numbers = new int[] {1, 2, 3};
        var set = new LinkedHashSet<>(List.of("a"));
        python.set("a", numbers);
        python.set("s", set);
        python.set("it", List.of(1, 2).iterator());
        python.set("st", Stream.of("x", "y"));
        eval("a[1] = 20; s.add('b'); s.discard('a')");
        assertEquals(20, numbers[1]);
        assertEquals(List.of("b"), List.copyOf(set));
        assertEquals(List.of(1, 20, 3), eval("list(a)"));
        assertTrue(error("a.append(1)").startsWith("TypeError: a Java array has a fixed length"));
        assertTrue(error("a[0] = 'x'").startsWith("TypeError: "));
        assertEquals(List.of(1, 2), eval("[next(it), next(it)]"));
        assertTrue(error("next(it)").startsWith("StopIteration"));
        assertEquals(List.of("x", "y"), eval("list(st)"));
        assertEquals(true, eval("'b' in s and len(s) == 1 and s | {'c'} == {'b', 'c'}"));
    }

    @Test
    void an_enum_constant_equals_its_name() {
        python.set("order", new Order());
        assertEquals(true, eval("order.unit == 'DAYS' and order.unit != 'HOURS' and order.unit.name() == 'DAYS'"));
        assertSame(TimeUnit.DAYS, eval("order.unit"));
        assertEquals(24L, ((Number) eval("order.unit.toHours(1)")).longValue());
        assertEquals(true, eval("order.unit.HOURS < order.unit"));
    }

    public record Point(int x, List<String> items) {
        public int twice() {
            return 2 * x;
        }
    }

    private record Hidden(int x) {}

    @Test
    void a_record_is_a_mapping_with_methods_and_a_value_if_its_class_is_not_public() {
        python.set("p", new Point(4, List.of("a")));
        python.set("h", new Hidden(5));
        assertEquals(true, eval("p['x'] == 4 and p.x() == 4 and p.twice() == 8 and len(p) == 2"));
        assertEquals("KeyError: 'y'", error("p['y']"));
        assertEquals(List.of("x", "items"), eval("list(p)"));
        assertTrue(error("p['x'] = 1").startsWith("TypeError: a Java record cannot be changed"));
        assertEquals(true, eval("h.x == 5 and h['x'] == 5"));
    }

    @Test
    void text_builders_writers_and_counters_are_passed_by_reference() {
        var text = new StringBuilder();
        var counter = new AtomicInteger();
        python.set("text", text);
        python.set("counter", counter);
        eval("text.append('a').append(1); counter.incrementAndGet()");
        assertEquals("a1", text.toString());
        assertEquals(1, counter.get());
        assertSame(text, eval("text"));
    }

    @Test
    void functions_can_be_called_and_callables_passed() throws Exception {
        Function<Object, Object> twice = x -> x + "" + x;
        python.set("twice", twice);
        assertEquals("aa", eval("twice('a')"));
        assertEquals("aa", eval("twice.apply('a')"));
        var kept = new AtomicReference<Callable<Object>>();
        Consumer<Callable<Object>> keep = kept::set;
        python.set("keep", keep);
        eval("keep(lambda: 41 + 1)");
        assertEquals(42, kept.get().call());
        python.set("names", new ArrayList<>(Arrays.asList("b", "a")));
        eval("names.sort(lambda x, y: -1 if x < y else 1)");
        assertEquals("['a', 'b']", eval("str(names)"));
        assertEquals(1, eval("names.stream().filter(lambda x: x == 'a').count()"));
    }

    @Test
    void with_closes_what_can_be_closed() {
        var closed = new boolean[1];
        python.set("resource", (AutoCloseable) () -> closed[0] = true);
        eval("with resource: pass");
        assertTrue(closed[0]);
    }

    @Test
    void types_that_are_never_granted_are_opaque() {
        python.set("things", new Object[] {
            String.class,
            getClass().getClassLoader(),
            Runtime.getRuntime(),
            Thread.currentThread(),
            getClass().getModule()
        });
        assertEquals(true, eval("""
                        import python_wasm
                        all(type(x) is python_wasm.JavaObject for x in things)"""));
        assertTrue(error("things[0].getName()").contains("HostAccess"));
        for (var type : List.of(Class.class, Thread.class, ClassLoader.class, java.lang.reflect.Method.class)) {
            assertThrows(IllegalArgumentException.class, () -> HostAccess.of(type));
            assertThrows(IllegalArgumentException.class, () -> HostAccess.parse(type.getName()));
        }
    }

    @Test
    void the_snippet_of_the_docs() {
        var order = new Order();
        // region: granted
        var runtime = PythonRuntime.builder()
                .withHostAccess(HostAccess.of(Order.class))
                .build();
        try (var python = runtime.open()) {
            python.set("order", order);
            python.exec("""
                    order.total = order.total * 2
                    order.self().setOpen(False)
                    """);
        }
        // endregion
        assertEquals(new BigDecimal("19.00"), order.getTotal());
        assertEquals(false, order.isOpen());
    }

    @Test
    void grants_the_listed_types_and_nothing_else() {
        try (var strict = open(HostAccess.of(Order.class))) {
            strict.set("order", new Order());
            strict.set("other", new StringBuilder("x"));
            strict.set("map", new HashMap<>(Map.of("a", 1)));
            assertEquals("o1", strict.eval("order.id"));
            assertEquals(List.of("pen", "ink"), strict.eval("order.items + []"));
            assertEquals("x", strict.eval("other"));
            assertEquals(Map.of("a", 1), strict.eval("map | {}"));
        }
        try (var named = open(HostAccess.parse("java.util.Map, " + Order.class.getName()))) {
            var map = new HashMap<String, Object>();
            named.set("map", map);
            named.set("order", new Order());
            named.eval("map['id'] = order.id");
            assertEquals("o1", map.get("id"));
        }
    }

    @Test
    void without_access_an_object_says_why_it_has_no_attributes() {
        try (var closed = open(HostAccess.NONE)) {
            closed.set("order", new Order());
            var error = assertThrows(PythonException.class, () -> closed.eval("order.id"));
            assertEquals(
                    "AttributeError: Java object of " + Order.class.getName()
                            + " has no attribute 'id' here: the host grants neither its class nor an interface of it"
                            + " (HostAccess, docs/objects.md)",
                    error.getMessage());
            var written = assertThrows(PythonException.class, () -> closed.exec("order.id = 1"));
            assertEquals(error.getMessage(), written.getMessage());
        }
    }

    public static final class Troubles {
        private PythonInterpreter python;

        public List<Object> itself() {
            var list = new ArrayList<>();
            list.add(list);
            return list;
        }

        public void close() {
            python.close();
        }

        public void reset() {
            python.reset();
        }

        public Object again(String script) {
            return python.eval(script);
        }
    }

    @Test
    void a_result_that_cannot_cross_is_an_error_in_the_script_which_goes_on() {
        try (var strict = open(HostAccess.of(Troubles.class))) {
            strict.set("t", new Troubles());
            var error = assertThrows(PythonException.class, () -> strict.eval("t.itself()"));
            assertTrue(error.getMessage().contains("result[0]: contains itself"), error.getMessage());
            assertEquals("caught", strict.eval("""
                            try:
                                t.itself()
                            except Exception:
                                what = 'caught'
                            what"""));
        }
    }

    @Test
    void a_method_that_closes_resets_or_uses_its_interpreter_again_gets_an_error_of_its_own_or_a_result() {
        try (var python = open(HostAccess.of(Troubles.class))) {
            var troubles = new Troubles();
            troubles.python = python;
            python.set("t", troubles);
            assertEquals(3, python.eval("t.again('1 + 2')"));
            assertEquals("ZeroDivisionError", name(() -> python.eval("t.again('1 / 0')")));
            assertEquals(
                    "python_wasm.JavaError",
                    name(() -> python.eval("t.reset()")),
                    "a running call's interpreter is not reset");
            assertEquals(1, python.eval("1"));
            assertThrows(GuestDiedException.class, () -> python.eval("t.close()"));
            assertThrows(IllegalStateException.class, () -> python.eval("1"));
        }
    }

    private static String name(Runnable call) {
        return assertThrows(PythonException.class, call::run).typeName();
    }

    @Test
    void an_object_of_a_closed_interpreter_is_java_s_again() {
        var order = new Order();
        Runnable kept;
        try (var python = open(HostAccess.ALL)) {
            python.set("order", order);
            kept = ((PythonHandle) python.eval("def use(): order.total = 1\nuse")).as(Runnable.class);
            kept.run();
        }
        assertEquals(new BigDecimal("1"), order.getTotal());
        assertThrows(IllegalStateException.class, kept::run);
    }

    @Test
    void settings_that_mean_nothing_are_refused() {
        for (String setting : List.of("", "ALL", "all,none", "a b", "x..y", "java.lang.Thread")) {
            assertThrows(IllegalArgumentException.class, () -> HostAccess.parse(setting), setting);
        }
        assertEquals(HostAccess.ALL, HostAccess.parse(" all "));
        assertEquals("a.B,c.D", HostAccess.parse("a.B, c.D").toString());
    }

    @Test
    void objects_that_a_script_drops_are_forgotten_within_its_call() {
        python.set("order", new Order());
        python.set("make", (Callable<Object>) Order::new);
        eval("for i in range(100_000): make()");
        assertTrue(python.session().references().objectCount() < 5_000);
    }

    @Test
    void objects_that_could_not_be_sent_are_not_kept() {
        var few = Limits.defaults().withHandles(100);
        for (HostAccess access : List.of(HostAccess.NONE, HostAccess.of(Order.class))) {
            try (var strict = PythonRuntime.builder()
                    .withHostAccess(access)
                    .withLimits(few)
                    .build()
                    .open()) {
                var many = new Object[101];
                Arrays.setAll(many, i -> new Order());
                strict.set("many", (Callable<Object>) () -> many);
                strict.set("bad", (Callable<Object>) () -> List.of(new Order(), "\ud800"));
                assertThrows(PythonException.class, () -> strict.eval("many()"));
                assertEquals(150, strict.eval("""
                        failed = 0
                        for i in range(150):
                            try:
                                bad()
                            except Exception:
                                failed += 1
                        failed
                        """));
                var scope = strict.newScope();
                for (int i = 0; i < 150; i++) {
                    assertThrows(IllegalArgumentException.class, () -> strict.call("print", new Order(), "\ud800"));
                    var bindings = new LinkedHashMap<String, Object>(Map.of("order", new Order()));
                    bindings.put("text", "\ud800");
                    assertThrows(IllegalArgumentException.class, () -> scope.eval("1", "f", bindings));
                }
                assertTrue(strict.session().references().objectCount() < 10);
                strict.set("order", new Order());
            }
        }
    }

    @Test
    void an_object_that_stands_for_another_in_a_collected_cycle_stays_in_use() {
        var order = new Order();
        python.set("get", (Callable<Object>) () -> order);
        assertEquals("o1", python.eval("""
                import gc
                class Node:
                    def __del__(self):
                        global kept
                        kept = get()
                node = Node()
                node.itself = node
                node.order = get()
                del node
                gc.collect()
                get
                kept.id
                """));
        assertEquals(true, eval("kept is get()"));
    }

    public interface Named {
        String label();
    }

    public enum Level implements Named {
        HIGH;

        @Override
        public String label() {
            return "high";
        }
    }

    @Test
    void a_constant_of_which_an_interface_is_granted_equals_its_name() {
        try (var strict = open(HostAccess.of(Named.class))) {
            strict.set("level", Level.HIGH);
            assertEquals("high", strict.eval("level.label()"));
            assertEquals(true, strict.eval("level == 'HIGH' and level in {'HIGH'} and {level: 1}['HIGH'] == 1"));
        }
    }

    public static final class Both implements Named, Comparable<Both>, Iterable<String>, Map.Entry<String, String> {
        private int uses;

        private <T> T used(T value) {
            uses++;
            return value;
        }

        @Override
        public String label() {
            return "both";
        }

        @Override
        public int compareTo(Both other) {
            return used(0);
        }

        @Override
        public java.util.Iterator<String> iterator() {
            return used(List.of("secret").iterator());
        }

        @Override
        public String getKey() {
            return used("secret");
        }

        @Override
        public String getValue() {
            return used("secret");
        }

        @Override
        public String setValue(String value) {
            return used(value);
        }
    }

    @Test
    void an_operation_of_an_interface_that_is_not_granted_is_not_reached() {
        var both = new Both();
        try (var strict = open(HostAccess.of(Named.class))) {
            strict.set("it", both);
            for (String operation : List.of("'__iter__', ()", "'__next__', ()", "'__lt__', (it,)", "'__items__', ()")) {
                assertThrows(
                        PythonException.class,
                        () -> strict.eval("import _border; _border.call_java(it._number, " + operation + ", {})"),
                        operation);
            }
        }
        assertEquals(0, both.uses);
    }

    @Test
    void what_stays_in_a_list_stays_the_same_objects() {
        var first = new java.util.Date(3);
        var last = new java.util.Date(1);
        var list = new ArrayList<Object>(List.of(first, 5L, last));
        python.set("xs", list);
        eval("del xs[1:2]; xs.sort(); xs.reverse(); xs.sort(key=lambda date: -date.timestamp())");
        assertSame(first, list.get(0));
        assertSame(last, list.get(1));
        eval("xs[1:1] = ['a', 'b']; del xs[1::5]; xs[0:0] = []; xs[3:] = ['c']");
        assertEquals(List.of(first, "b", last, "c"), list);
        assertSame(last, list.get(2));
        eval("xs[::2] = [1, 2]; xs[1:] = xs; xs[::-3] = ['y', 'x']");
        assertEquals(List.of(1, "x", "b", 2, "y"), list);
        assertTrue(error("xs[::2] = [1]").startsWith("ValueError: attempt to assign sequence of size 1 to extended"));
        var array = new Object[] {last, first};
        python.set("a", array);
        eval("a.sort(); a.reverse(); a[:] = list(reversed(list(a)))[::-1][:2]");
        assertEquals(2, array.length);
        assertTrue(error("a[:1] = []").startsWith("TypeError: a Java array has a fixed length"));
    }

    @Test
    void indexes_beyond_an_int_are_as_in_python() {
        var list = new ArrayList<Object>(List.of(1, 2, 3));
        python.set("xs", list);
        assertEquals(List.of(1), eval("xs[::2**40]"));
        assertEquals(List.of(3), eval("xs[::-2**70]"));
        eval("xs.insert(2**40, 4); xs.insert(-2**70, 0)");
        assertEquals(List.of(0, 1, 2, 3, 4), list);
        assertTrue(error("xs[2**40]").startsWith("IndexError: "));
    }

    @Test
    void a_slice_is_no_longer_than_the_list() {
        python.set("xs", new ArrayList<>(List.of(1)));
        python.set("a", new int[] {1});
        for (String name : List.of("xs", "a")) {
            assertTrue(
                    error("import _border; _border.call_java(" + name + "._number, '__slice__', (0, 2**30, 0), {})")
                            .startsWith("IndexError: "),
                    name);
        }
    }

    @Test
    void a_container_that_contains_itself_has_a_text() {
        var list = new ArrayList<Object>(List.of(1));
        list.add(list);
        python.set("xs", list);
        assertEquals("[1, [...]]", eval("repr(xs)"));
        var map = new HashMap<Object, Object>();
        map.put("m", map);
        python.set("m", map);
        assertEquals("{'m': {...}}", eval("str(m)"));
    }

    public record Tree(String name, List<Tree> children) {}

    public static final class Forest {
        public Map<Object, Object> map() {
            return new HashMap<>();
        }

        public List<Object> list() {
            return new ArrayList<>();
        }

        public String plant(Tree tree) {
            return tree.name();
        }

        public int height(List<List<Long>> rows) {
            return rows.size();
        }
    }

    @Test
    @Timeout(120)
    void a_few_objects_that_contain_each_other_many_times_are_not_converted_to_a_great_many() {
        python.set("forest", new Forest());
        String trees = """
                def tree(height):
                    made = None
                    for i in range(height):
                        children = forest.list()
                        if made is not None:
                            children.add(made)
                            children.add(made)
                        made = forest.map()
                        made['name'] = 'oak'
                        made['children'] = children
                    return made
                def rows(count):
                    row = forest.list()
                    row.addAll([1] * 1000)
                    rows = forest.list()
                    for i in range(count):
                        rows.add(row)
                    return rows
                """;
        assertEquals("oak", eval(trees + "forest.plant(tree(10))"));
        assertEquals(100, eval("forest.height(rows(100))"));
        for (String call : List.of("plant(tree(60))", "height(rows(4000))")) {
            assertTrue(error("forest." + call).contains("contains the same containers again and again"), call);
        }
    }
}
