package org.pythonwasm.cli;

import java.io.Console;

/** Detects whether this process is used interactively. */
final class Terminals {
    private Terminals() {}

    /** From JDK 22 on there is a console even without a terminal. */
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
