package org.pythonwasm.example.calcite;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the program in this JVM: what it answered and printed. */
record Run(int exitCode, String out, String err) {
    static Run with(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = CalciteExample.commandLine()
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
