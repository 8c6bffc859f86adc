package org.pythonwasm.hosts.osgi.application;

import java.util.concurrent.Callable;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** Runs often enough to be compiled, and reports what was. */
public final class Repetition implements Callable<Object> {
    @Override
    public Object call() throws Exception {
        Object results = new PythonScriptEngineFactory().getScriptEngine().eval("""
                import re

                def total(end):
                    sum = 0
                    for number in range(end):
                        sum += number
                    return sum

                matches = [len(re.findall('a+b', 'aab ab')) for _ in range(3_000)]
                [max(matches), len(set(matches)), total(20_000)]
                """);
        var activity = PythonRuntime.activity();
        return results
                + "; code compiled: " + (activity.getCompiledCodes() > 0)
                + "; patterns compiled: " + (activity.getCompiledRegexes() > 0);
    }
}
