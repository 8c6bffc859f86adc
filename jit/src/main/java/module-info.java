/** Compiles the guest's Python code; {@code org.pythonwasm.engine} finds it as a service. */
module org.pythonwasm.jit {
    requires org.objectweb.asm;
    requires org.pythonwasm.machine;

    provides org.pythonwasm.machine.code.CodeCompiler with
            org.pythonwasm.jit.PythonCompiler;
}
