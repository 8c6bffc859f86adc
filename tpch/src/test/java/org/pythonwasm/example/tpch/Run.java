package org.pythonwasm.example.tpch;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of a program in this JVM: its exit code and what it printed. */
public record Run(int exitCode, String out, String err) {
    public static Run of(ExampleCommand program, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = program.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
