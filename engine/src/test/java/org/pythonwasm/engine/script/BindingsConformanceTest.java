package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@link javax.script.Bindings}, rule by rule. */
class BindingsConformanceTest extends Conformance {
    /** Bindings as an application may write them: a map that is equal to another one with the same entries. */
    static final class MapBindings extends HashMap<String, Object> implements Bindings {
        private static final long serialVersionUID = 1L;
    }

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

    @Test
    void that_are_unmodifiable_are_input_only() throws ScriptException {
        var bindings = new SimpleBindings(Map.of("x", 1));
        assertEquals(List.of(5, 2), engine.eval("y = x + 1\nx = 5\n[x, y]", bindings));
        assertEquals(Map.of("x", 1), Map.copyOf(bindings));
        assertEquals(List.of(1, 2), engine.eval("[x, y]", bindings));
        engine.eval("y = 3\ndel x", bindings);
        assertEquals(List.of(1, 3), engine.eval("[x, y]", bindings));
        engine.eval("del y", bindings);
        assertThrows(ScriptException.class, () -> engine.eval("y", bindings));
    }

    @Test
    void that_do_not_list_a_name_are_asked_for_those_that_the_script_has() throws ScriptException {
        var asked = new ArrayList<Object>();
        var bindings = new PartOfThem(asked);
        assertEquals("found!", engine.eval("bean + '!'", bindings));
        assertEquals("found!", ((Compilable) engine).compile("bean + '!'").eval(bindings));
        engine.eval("total = len(bean)", bindings);
        assertEquals(5, bindings.get("total"));
        assertThrows(ScriptException.class, () -> engine.eval("nothing", bindings));
        assertEquals(List.of("bean", "bean", "bean"), asked);
    }

    /** A Bindings of a process engine, for instance: its beans are found by their names, and are in no list. */
    private static final class PartOfThem extends AbstractMap<String, Object> implements Bindings {
        private final Map<String, Object> listed = new HashMap<>();
        private final List<Object> asked;

        PartOfThem(List<Object> asked) {
            this.asked = asked;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return listed.entrySet();
        }

        @Override
        public Object put(String name, Object value) {
            return listed.put(name, value);
        }

        @Override
        public boolean containsKey(Object name) {
            return name.equals("bean") || listed.containsKey(name);
        }

        @Override
        public Object get(Object name) {
            if (name.equals("bean")) {
                asked.add(name);
                return "found";
            }
            return listed.get(name);
        }
    }

    private static Bindings bindingsThat(String name, Object value) {
        return new SimpleBindings(new HashMap<>(Map.of(name, value)));
    }
}
