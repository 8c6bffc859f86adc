package org.pythonwasm.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/**
 * Microseconds of crossings between Java and Python through javax.script: of each the best of some rounds, this engine beside
 * Jython in the same JVM.
 *
 * <p>usage: Border ROUNDS
 */
public final class Border {
    private static final int CALLS = 5_000;
    private static final int DEEP = 1_000_000;

    private final ScriptEngine engine;
    private final int rounds;
    private final Map<String, Double> results = new LinkedHashMap<>();

    /** Does something a number of times. */
    private interface Work {
        void run(int times) throws ScriptException, NoSuchMethodException;
    }

    private Border(String name, int rounds) {
        this.engine = new ScriptEngineManager().getEngineByName(name);
        this.rounds = rounds;
        if (engine == null) {
            throw new IllegalStateException("there is no script engine " + name);
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: Border ROUNDS");
        }
        int rounds = Integer.parseInt(arguments[0]);
        var ours = new Border("python-wasm", rounds).measure();
        ours.putAll(new Border("python-wasm-beans", rounds).measureObjects());
        var jython = new Border("jython", rounds).measure();
        jython.putAll(new Border("jython", rounds).measureObjects());
        System.out.printf("%s, microseconds, the best of %d rounds%n", Runtime.version(), rounds);
        System.out.printf("%-58s %12s %12s %8s%n", "", "python-wasm", "Jython", "ratio");
        ours.forEach((name, micros) -> {
            double other = jython.getOrDefault(name, Double.NaN);
            System.out.printf("%-58s %12.2f %12.2f %8.2f%n", name, micros, other, micros / other);
        });
    }

    private Map<String, Double> measure() throws ScriptException, NoSuchMethodException {
        crossings();
        values();
        if (engine.getFactory().getEngineName().contains("wasm")) {
            deep();
        }
        return results;
    }

    /** An object of the application. */
    public static final class Order {
        private int total = 3;
        private final Order parent;

        Order(Order parent) {
            this.parent = parent;
        }

        public int add(int number) {
            return number + 1;
        }

        public String name(String text) {
            return text;
        }

        public int getTotal() {
            return total;
        }

        public void setTotal(int newTotal) {
            total = newTotal;
        }

        public Order getParent() {
            return parent;
        }
    }

    /** Measures a Python loop over Java objects, by reference. */
    private Map<String, Double> measureObjects() throws ScriptException, NoSuchMethodException {
        engine.put("order", new Order(new Order(null)));
        engine.put("list", new ArrayList<>(Collections.nCopies(CALLS, 7)));
        engine.put("map", new HashMap<>(Map.of("key", 7)));
        loop("a method of a Java object, int to int", "order.add(i)");
        loop("a method of a Java object, text to text", "order.name('text')");
        loop("a property read", "order.total");
        loop("a property set", "order.total = i");
        loop("a method that returns a Java object", "order.getParent()");
        loop("an item of a Java list", "list[i]");
        loop("an item of a Java map", "map['key']");
        CompiledScript iterate = ((Compilable) engine).compile("for item in list: pass");
        measure("iteration over a Java list, one item", CALLS, times -> iterate.eval());
        return results;
    }

    private void loop(String name, String statement) throws ScriptException, NoSuchMethodException {
        engine.eval("def run():\n    for i in range(" + CALLS + "): " + statement);
        CompiledScript run = ((Compilable) engine).compile("run()");
        measure(name, CALLS, times -> run.eval());
    }

    private void measure(String name, int times, Work work) throws ScriptException, NoSuchMethodException {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            work.run(times);
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / times);
        }
        results.put(name, best);
        System.err.printf("%s: %s %.2f%n", engine.getFactory().getEngineName(), name, best);
    }

    private void crossings() throws ScriptException, NoSuchMethodException {
        engine.eval("def add(a, b): return a + b\ndef up(s): return s.upper()");
        engine.put("f", (IntUnaryOperator) number -> number + 1);
        CompiledScript increment = ((Compilable) engine).compile("n + 1");
        var invocable = (Invocable) engine;
        measure("put(\"n\", i); compiled.eval() of n + 1", CALLS, times -> {
            for (int i = 0; i < times; i++) {
                engine.put("n", i);
                increment.eval();
            }
        });
        measure("compiled.eval() of n + 1", CALLS, times -> evaluate(increment, times));
        measure("invokeFunction(\"add\", int, int)", CALLS, times -> {
            for (int i = 0; i < times; i++) {
                invocable.invokeFunction("add", i, 2);
            }
        });
        measure("invokeFunction(\"up\", String)", CALLS, times -> {
            for (int i = 0; i < times; i++) {
                invocable.invokeFunction("up", "text");
            }
        });
        var loop = ((Compilable) engine).compile("for i in range(" + CALLS + "): " + call());
        measure("a Java function called by a Python loop, one call", CALLS, times -> loop.eval());
        measure("eval of the same source text again", CALLS, times -> {
            for (int i = 0; i < times; i++) {
                engine.eval("n + 1");
            }
        });
    }

    /** Jython calls an object's method, for which it needs no function. */
    private String call() {
        return engine.getFactory().getEngineName().contains("wasm") ? "f(i)" : "f.applyAsInt(i)";
    }

    private static void evaluate(CompiledScript script, int times) throws ScriptException {
        for (int i = 0; i < times; i++) {
            script.eval();
        }
    }

    private void values() throws ScriptException, NoSuchMethodException {
        CompiledScript increment = ((Compilable) engine).compile("n + 1");
        engine.eval("numbers = list(range(300000))");
        measure("compiled.eval() while a list of 300,000 ints is a global", CALLS, times -> evaluate(increment, times));
        measure("get of a list of 300,000 ints", 3, times -> {
            for (int i = 0; i < times; i++) {
                ((List<?>) engine.get("numbers")).get(299_999);
            }
        });
        var maps = maps();
        measure("put of a list of 10,000 maps of three values", 3, times -> {
            for (int i = 0; i < times; i++) {
                engine.put("maps", maps);
            }
        });
        measure("compiled.eval() while that list is bound", CALLS, times -> evaluate(increment, times));
    }

    private static List<Map<String, Object>> maps() {
        var maps = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 10_000; i++) {
            var map = new LinkedHashMap<String, Object>();
            map.put("number", i);
            map.put("name", "row " + i);
            map.put("ratio", i / 3.0);
            maps.add(map);
        }
        return maps;
    }

    /** A list that nests deeply, left in a global: what it costs to build, and what to fail at its repr. */
    private void deep() throws ScriptException, NoSuchMethodException {
        String build = "deep = []\nfor _ in range(" + DEEP + "): deep = [deep]";
        measure("building a list nested 10^6 deep", 1, times -> engine.eval(build));
        measure("the RecursionError of its repr", 1, times -> {
            try {
                engine.eval("repr(deep)");
                throw new IllegalStateException("repr of a deep list succeeded");
            } catch (ScriptException expected) {
                if (!expected.getMessage().contains("RecursionError")) {
                    throw expected;
                }
            }
        });
    }
}
