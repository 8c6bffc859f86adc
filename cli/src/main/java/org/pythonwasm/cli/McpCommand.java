package org.pythonwasm.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.mcp.PythonServer;
import org.pythonwasm.engine.Packages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code mcp}: serves one client of the Model Context Protocol over the standard streams. */
@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = {
            "Serves an agent: a server of the Model Context Protocol over standard input and output, whose tools run Python and write "
                    + "files, and whose resources are the files of the scratch space.",
            "Here --timeout (default: 30 s) and --memory (default: 256) are limits of one run, --scratch is /tmp:64M and --timezone "
                    + "UTC unless they are given."
        })
final class McpCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MEMORY = 256;
    private static final String SCRATCH = "/tmp:64M";

    @ParentCommand
    private PythonWasm parent;

    @Option(
            names = "--conversations",
            paramLabel = "COUNT",
            description = "How many conversations, each with memory of its own, may be open at a time (default: 4).")
    private int conversations = 4;

    @Override
    public Integer call() throws IOException {
        var out = System.out;
        System.setOut(parent.err()); // what a library prints is no message
        try {
            var guest = parent.guest();
            var runtime = guest.isolated(TIMEOUT, MEMORY, SCRATCH, parent.err());
            var limits = ConversationLimits.defaults().withScratch(guest.scratch(SCRATCH));
            new PythonServer(runtime, limits, conversations, Version.number())
                    .withPackages(guest.packages()
                            .map(wheels -> Packages.in(wheels).list())
                            .orElse(List.of()))
                    .serve(parent.in(), parent.out());
            return 0;
        } finally {
            System.setOut(out);
        }
    }
}
