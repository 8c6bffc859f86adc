/**
 * The base of a translated guest. For the modules of this project only; applications use {@code org.pythonwasm.engine}.
 */
module org.pythonwasm.machine {
    exports org.pythonwasm.machine.code to
            org.pythonwasm.engine,
            org.pythonwasm.jit,
            org.pythonwasm.translator;
    exports org.pythonwasm.machine.files to
            org.pythonwasm.engine,
            org.pythonwasm.modules,
            org.pythonwasm.translator;
    exports org.pythonwasm.machine.memory to
            org.pythonwasm.engine,
            org.pythonwasm.jit,
            org.pythonwasm.modules,
            org.pythonwasm.regex,
            org.pythonwasm.translator;
    exports org.pythonwasm.machine.wasi to
            org.pythonwasm.engine,
            org.pythonwasm.modules,
            org.pythonwasm.translator;

    uses org.pythonwasm.machine.code.CodeCompiler;
    uses org.pythonwasm.machine.memory.RegexCompiler;
}
