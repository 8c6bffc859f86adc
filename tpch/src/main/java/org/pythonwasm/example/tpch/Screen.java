package org.pythonwasm.example.tpch;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program's output; bold headings and a progress bar only on a terminal. */
public record Screen(PrintWriter out, boolean terminal) {
    public static Screen of(CommandLine command) {
        return new Screen(command.getOut(), Ansi.AUTO.enabled());
    }

    public void heading(String text) {
        line("");
        line(terminal ? Ansi.ON.string("@|bold " + text + "|@") : text);
    }

    /** Prints one line and shows it at once, because the program's steps take seconds. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void line(String format, Object... arguments) {
        line(String.format(Locale.ROOT, format, arguments));
    }

    public void indented(String text) {
        line(text.stripTrailing().indent(2).stripTrailing());
    }
}
