/** Compiles the guest's regular expressions; {@code org.pythonwasm.engine} finds it as a service. */
module org.pythonwasm.regex {
    requires org.objectweb.asm;
    requires org.pythonwasm.machine;

    provides org.pythonwasm.machine.memory.RegexCompiler with
            org.pythonwasm.regex.SreCompiler;
}
