package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.script.PythonScriptEngine;

/** The snippets of README. */
class UsageTest {
    interface Pricing {
        BigDecimal gross(BigDecimal net, String country);
    }

    @Test
    void scripts_write_files_in_a_scratch_space(@TempDir Path data) throws IOException {
        Files.writeString(data.resolve("prices.csv"), "19.99\n5.01\n");
        // region: scratch
        PythonRuntime runtime = PythonRuntime.builder()
                .withReadOnlyDirectory("/data", data)
                .withScratchSpace("/tmp", ScratchLimits.defaults().withBytes(16 << 20))
                .build();
        // endregion
        try (var python = runtime.open()) {
            assertEquals("19.99\n5.01\n", python.eval("""
                    import gzip, shutil
                    with open('/data/prices.csv', 'rb') as prices, gzip.open('/tmp/prices.gz', 'wb') as packed:
                        shutil.copyfileobj(prices, packed)
                    gzip.open('/tmp/prices.gz', 'rt').read()
                    """));
        }
    }

    @Test
    void functions_of_a_script_are_a_java_interface() throws Exception {
        // region: invocable
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python-wasm");
        python.put("rate", (Function<String, BigDecimal>)
                country -> new BigDecimal(country.equals("DE") ? "0.19" : "0.20"));
        python.eval("""
                def gross(net, country):
                    return net * (1 + rate(country))
                """);
        Pricing pricing = ((Invocable) python).getInterface(Pricing.class);
        BigDecimal gross = pricing.gross(new BigDecimal("100"), "DE");
        // endregion
        assertEquals(new BigDecimal("119.00"), gross);
        ((PythonScriptEngine) python).close();
    }

    @Test
    void an_interpreter_compiles_once_and_runs_often() {
        var logged = new ArrayList<String>();
        // region: native
        PythonInterpreter python = PythonRuntime.shared().open();
        python.set("log", (PythonCallable) (arguments, keywords) -> logged.add(arguments + " " + keywords));
        PythonCode rule = python.compile("log(order['id'], level='info')\norder['total'] > 100", "rule 7");
        python.set("order", Map.of("id", 1, "total", 250));
        Object matches = rule.eval();
        python.exec("def greet(name, *, mark='!'): return f'Hello {name}{mark}'");
        Object greeting = python.call("greet", new Object[] {"Ada"}, Map.of("mark", "?"));
        python.close();
        // endregion
        assertEquals(true, matches);
        assertEquals(List.of("[1] {level=info}"), logged);
        assertEquals("Hello Ada?", greeting);
    }

    @Test
    void a_pool_lends_prepared_interpreters() throws InterruptedException {
        // region: pool
        PythonRuntime runtime =
                PythonRuntime.builder().withPreparation("import json, re").build();
        InterpreterPool pool = InterpreterPool.of(runtime).withSize(8).build();
        try (InterpreterPool.Loan loan = pool.borrow()) {
            Object answer = loan.interpreter().eval("json.loads('[40, 2]')");
        }
        // endregion
        pool.close();
        assertThrows(IllegalStateException.class, pool::borrow);
    }
}
