/**
 * CPython as a sandboxed interpreter in the JVM: {@link org.pythonwasm.engine}, with {@link org.pythonwasm.engine.typed} for callers
 * that know their types, and the JSR-223 engine {@code python-wasm} in {@link org.pythonwasm.engine.script}.
 */
module org.pythonwasm.engine {
    requires transitive java.management;
    requires transitive java.scripting;
    requires com.fasterxml.jackson.core;
    requires org.apache.commons.pool2;
    requires org.pythonwasm.machine;
    requires static java.sql;

    exports org.pythonwasm.engine;
    exports org.pythonwasm.engine.script;
    exports org.pythonwasm.engine.typed;
    exports org.pythonwasm.engine.internal.metrics to
            org.pythonwasm.udf;
    exports org.pythonwasm.engine.internal.process to
            org.pythonwasm.modules;
    exports org.pythonwasm.engine.internal.text to
            org.pythonwasm.udf,
            org.pythonwasm.udf.h2;
    exports org.pythonwasm.engine.internal.thread to
            org.pythonwasm.udf;

    uses org.pythonwasm.engine.internal.process.ModuleProvider;

    provides javax.script.ScriptEngineFactory with
            org.pythonwasm.engine.script.PythonScriptEngineFactory;
}
