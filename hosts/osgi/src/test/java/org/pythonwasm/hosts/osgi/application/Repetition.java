package org.pythonwasm.hosts.osgi.application;

import java.util.concurrent.Callable;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** What is run often enough to be compiled. */
public final class Repetition implements Callable<Object> {
    @Override
    public Object call() throws Exception {
        return new PythonScriptEngineFactory().getScriptEngine().eval("""
                import re

                def total(end):
                    sum = 0
                    for number in range(end):
                        sum += number
                    return sum

                matches = [len(re.findall('a+b', 'aab ab')) for _ in range(3_000)]
                [max(matches), len(set(matches)), total(20_000)]
                """);
    }
}
