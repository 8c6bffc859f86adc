package org.pythonwasm.engine;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.SimpleBindings;

/** Started with a heap that has room for few of them: makes many engines, uses them, and closes none. */
final class ForgottenEngines {
    private ForgottenEngines() {}

    public static void main(String[] arguments) throws Exception {
        var manager = new ScriptEngineManager();
        var other = Executors.newSingleThreadExecutor();
        int engines = 60;
        for (int i = 0; i < engines; i++) {
            ScriptEngine engine = manager.getEngineByName("python-wasm");
            engine.eval("def f(): return 1");
            var script = ((Compilable) engine).compile("meet()\nlist(range(10000))");
            var barrier = new CyclicBarrier(2);
            Bindings created = engine.createBindings();
            created.put("meet", (Callable<Object>) barrier::await);
            var meeting = other.submit(
                    () -> script.eval(new SimpleBindings(Map.of("meet", (Callable<Object>) barrier::await))));
            script.eval(created);
            meeting.get();
            ((Invocable) engine).getInterface(engine.get("f"), Callable.class).call();
        }
        System.out.println(engines + " engines with 2 interpreters each");
        for (int i = 0; i < 10_000; i++) {
            manager.getEngineByName("python-wasm").createBindings().put("x", i);
        }
        System.out.println("10000 engines with none");
        other.shutdown();
    }
}
