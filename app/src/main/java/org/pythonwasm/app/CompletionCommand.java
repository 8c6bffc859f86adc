package org.pythonwasm.app;

import java.util.concurrent.Callable;
import org.pythonwasm.cli.PythonWasm;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code completion}: writes a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a script that completes commands and options in bash and zsh.",
            "In ~/.bashrc, or after compinit in ~/.zshrc:",
            "  alias python-wasm='java -jar /opt/python-wasm.jar'",
            "  source <(python-wasm completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private PythonWasm parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        parent.out().print(AutoComplete.bash("python-wasm", spec.parent().commandLine()));
        return 0;
    }
}
