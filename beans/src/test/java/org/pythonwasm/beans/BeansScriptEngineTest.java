package org.pythonwasm.beans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

class BeansScriptEngineTest {
    private static final ScriptEngineManager MANAGER = new ScriptEngineManager();

    @Test
    void scripts_work_on_the_objects_that_the_application_binds() throws ScriptException {
        var engine = MANAGER.getEngineByName("python-wasm-beans");
        var properties = new Properties();
        var writer = new StringWriter();
        var list = new ArrayList<Object>();
        engine.put("props", properties);
        engine.put("out", writer);
        engine.put("seen", list);
        engine.eval("""
                props.setProperty("level", "high")
                out.write("written")
                seen.append(props)
                """);
        assertEquals("high", properties.getProperty("level"));
        assertEquals("written", writer.toString());
        assertSame(properties, list.get(0));
        assertSame(properties, engine.get("props"));
    }

    @Test
    void objects_in_bindings_of_the_application_and_arguments_are_live_too() throws Exception {
        var engine = MANAGER.getEngineByName("python-wasm-beans");
        var map = new java.util.HashMap<String, Object>();
        engine.eval("m['x'] = len(m)", new SimpleBindings(new java.util.HashMap<>(Map.of("m", map))));
        assertEquals(Map.of("x", 0), map);
        engine.eval("def fill(xs): xs.extend([1, 2])");
        var list = new ArrayList<Object>();
        ((Invocable) engine).invokeFunction("fill", list);
        assertEquals(List.of(1, 2), list);
    }

    @Test
    void nobody_gets_it_but_by_its_name() throws ScriptException {
        var factory = MANAGER.getEngineByName("python-wasm-beans").getFactory();
        assertEquals("python-wasm-beans", factory.getEngineName());
        assertEquals("python-wasm-beans", factory.getParameter(ScriptEngine.ENGINE));
        assertEquals("python-wasm-beans", factory.getParameter(ScriptEngine.NAME));
        for (String name : List.of("python", "py", "jython")) {
            assertNull(MANAGER.getEngineByName(name));
        }
        var plain = MANAGER.getEngineByExtension("py");
        assertEquals("python-wasm", plain.getFactory().getEngineName());
        plain.put("props", new StringWriter());
        var error = assertThrows(ScriptException.class, () -> plain.eval("props.write('x')"));
        assertTrue(error.getMessage().contains("HostAccess"), error.getMessage());
    }

    @Test
    void the_sandbox_holds_for_what_is_not_bound() {
        var engine = MANAGER.getEngineByName("python-wasm-beans");
        assertThrows(ScriptException.class, () -> engine.eval("open('/etc/passwd')"));
        assertThrows(ScriptException.class, () -> engine.eval("import java"));
    }
}
