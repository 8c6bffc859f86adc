package org.pythonwasm.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonCallable;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** The snippet of docs/from-graalpy.md. */
class GraalPyPageTest {
    @Test
    void a_context_becomes_an_interpreter() {
        // region: graalpy
        PythonInterpreter python = PythonRuntime.shared().open();
        python.set("rate", (PythonCallable)
                (arguments, keywords) -> arguments.get(0).equals("DE") ? 19 : 20);
        python.exec("""
                class Basket:
                    def __init__(self, prices): self.prices = prices
                    def gross(self, country): return sum(self.prices) * (100 + rate(country)) // 100
                """, "basket.py");
        PythonHandle basket = (PythonHandle) python.call("Basket", List.of(100, 200));
        Object gross = basket.invoke("gross", "DE");
        Map<?, ?> members = (Map<?, ?>) python.eval("{'count': 2, 'names': ['a', 'b']}");
        python.close();
        // endregion
        assertEquals(357, gross);
        assertEquals(Map.of("count", 2, "names", List.of("a", "b")), members);
    }
}
