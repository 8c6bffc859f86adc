/** Translates WebAssembly to JVM classes. For the modules of this project only. */
module org.pythonwasm.translator {
    requires com.dylibso.chicory.compiler;
    requires com.dylibso.chicory.wasm;
    requires com.fasterxml.jackson.core;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.tree.analysis;
    requires org.pythonwasm.machine;

    exports org.pythonwasm.translator.bytecode to
            org.pythonwasm.modules;
}
