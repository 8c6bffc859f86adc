package org.pythonwasm.bench.graalpy;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.pythonwasm.bench.harness.PythonSystem;
import org.pythonwasm.bench.harness.Worker;

/**
 * GraalPy on a stock JDK, on which Truffle interprets. One context for all programs, because an engine that has seen a
 * second context is several times slower; each program is a separate module.
 */
public final class GraalPy implements PythonSystem {
    private static final String LOAD = """
            import sys, types
            def load(name, source):
                module = types.ModuleType(name)
                exec(compile(source, name + '.py', 'exec'), module.__dict__)
                return module.check
            version = '.'.join(map(str, sys.implementation.version[:3])) + ', Python ' + sys.version.split()[0]
            """;

    private final Context context = Context.newBuilder("python")
            .option("engine.WarnInterpreterOnly", "false")
            .allowAllAccess(true)
            .build();
    private final Value globals = context.getBindings("python");

    private GraalPy() {
        context.eval("python", LOAD);
    }

    public static void main(String[] arguments) throws Exception {
        Worker.run(GraalPy::new, arguments);
    }

    @Override
    public String version() {
        return globals.getMember("version").asString() + ", runtime \""
                + context.getEngine().getImplementationName() + "\", on Java " + System.getProperty("java.vm.version");
    }

    @Override
    public Program load(String name, String source) {
        Value check = globals.getMember("load").execute(name, source);
        return () -> check.execute().asString();
    }

    @Override
    public void close() {
        context.close(true);
    }
}
