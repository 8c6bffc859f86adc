package org.pythonwasm.bench;

import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** The least work of an application: its wall time from the start of the JVM is the cold start. */
public final class FirstEval {
    private FirstEval() {}

    public static void main(String[] arguments) throws ScriptException {
        System.out.println(
                new ScriptEngineManager().getEngineByName("python-wasm").eval("1+1"));
    }
}
