package org.pythonwasm.hosts.osgi.application;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import javax.script.ScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** A class of a bundle that imports {@code javax.script} and {@code org.pythonwasm.engine.script}. */
public final class Total implements Callable<Object> {
    @Override
    public Object call() throws Exception {
        // region: osgi
        ScriptEngine python = new PythonScriptEngineFactory().getScriptEngine();
        python.put("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")));
        Object total = python.eval("""
                from statistics import mean
                f'{len(prices)} prices, mean {mean(prices)}'
                """);
        // endregion
        return total;
    }
}
