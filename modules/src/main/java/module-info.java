/** Compiles and runs modules that an application brings; {@code org.pythonwasm.engine} finds it as a service. */
module org.pythonwasm.modules {
    requires com.dylibso.chicory.compiler;
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.wasm;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.tree;
    requires org.pythonwasm.engine;
    requires org.pythonwasm.machine;
    requires org.pythonwasm.translator;

    exports org.pythonwasm.modules to
            org.pythonwasm.cli;

    provides org.pythonwasm.engine.internal.process.ModuleProvider with
            org.pythonwasm.modules.CompilingProvider;
}
