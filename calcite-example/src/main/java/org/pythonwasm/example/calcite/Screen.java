package org.pythonwasm.example.calcite;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Where the program prints; bold headings only on a terminal. */
record Screen(PrintWriter out, boolean terminal) {
    static Screen of(CommandLine command) {
        return new Screen(command.getOut(), Ansi.AUTO.enabled());
    }

    void heading(String text) {
        line("");
        line(terminal ? Ansi.ON.string("@|bold " + text + "|@") : text);
    }

    /** One line, shown at once: the program's steps take seconds. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    void line(String format, Object... arguments) {
        line(String.format(Locale.ROOT, format, arguments));
    }

    void indented(String text) {
        line(text.stripTrailing().indent(2).stripTrailing());
    }
}
