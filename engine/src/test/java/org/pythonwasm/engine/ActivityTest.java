package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class ActivityTest {
    @Test
    @SuppressWarnings("try") // a second close is not reported
    void a_listener_hears_what_happens_to_interpreters() {
        var heard = new ArrayList<String>();
        var runtime = PythonRuntime.builder()
                .withListener(new EngineListener() {
                    @Override
                    public void opened() {
                        heard.add("opened");
                    }

                    @Override
                    public void raised(PythonException error) {
                        heard.add("raised " + error.typeName());
                    }

                    @Override
                    public void died(GuestDiedException death) {
                        heard.add("died " + death.reason());
                        throw new IllegalStateException("a listener that fails harms nobody");
                    }

                    @Override
                    public void closed(long calls, long memoryBytes) {
                        heard.add("closed after " + calls + " calls");
                        assertTrue(memoryBytes > 1 << 20);
                    }
                })
                .build();
        try (var python = runtime.open()) {
            python.eval("1");
            assertThrows(PythonException.class, () -> python.eval("1 / 0"));
            assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(0)"));
            python.reset();
            python.close();
        }
        assertEquals(
                List.of(
                        "opened",
                        "raised ZeroDivisionError",
                        "died EXIT",
                        "closed after 3 calls",
                        "opened",
                        "closed after 0 calls"),
                heard);
    }

    @Test
    void the_bean_counts_calls_errors_and_deaths() throws Exception {
        PythonRuntime.registerActivity();
        PythonRuntime.registerActivity();
        var server = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName(EngineMXBean.NAME);
        long calls = (long) server.getAttribute(name, "Calls");
        long errors = count(server.getAttribute(name, "Errors"), "LookupError");
        long deaths = count(server.getAttribute(name, "Deaths"), "EXIT");
        try (var python = PythonRuntime.shared().open()) {
            assertTrue((long) server.getAttribute(name, "Interpreters") >= 1);
            assertTrue((long) server.getAttribute(name, "MemoryBytes") > 1 << 20);
            assertThrows(PythonException.class, () -> python.eval("raise LookupError"));
            String name200 = "x".repeat(200);
            assertThrows(PythonException.class, () -> python.eval("raise type('" + name200 + "', (Exception,), {})"));
            assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(0)"));
        }
        assertTrue((long) server.getAttribute(name, "Calls") >= calls + 3);
        assertEquals(errors + 1, count(server.getAttribute(name, "Errors"), "LookupError"));
        assertTrue(count(server.getAttribute(name, "Errors"), "other") >= 1);
        assertEquals(deaths + 1, count(server.getAttribute(name, "Deaths"), "EXIT"));
        assertEquals(PythonRuntime.activity().getErrors().get("LookupError"), errors + 1);
        PythonRuntime.unregisterActivity();
        PythonRuntime.unregisterActivity();
        assertFalse(server.isRegistered(name));
    }

    private static long count(Object counts, String key) {
        var row = ((TabularData) counts).get(new Object[] {key});
        return row == null ? 0 : (long) row.get("value");
    }

    @Test
    void a_pool_with_a_name_shows_its_use() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        var names = new ObjectName("org.pythonwasm:type=Pool,name=rules*");
        try (var pool = InterpreterPool.of(PythonRuntime.shared())
                        .withSize(2)
                        .withName("rules")
                        .build();
                var loan = pool.borrow()) {
            var name = server.queryNames(names, null).iterator().next();
            assertEquals(1, server.getAttribute(name, "NumActive"));
            assertEquals(1, loan.interpreter().eval("1"));
        }
        assertTrue(server.queryNames(names, null).isEmpty());
        assertThrows(
                IllegalArgumentException.class,
                () -> InterpreterPool.of(PythonRuntime.shared()).withName("a,b"));
    }
}
