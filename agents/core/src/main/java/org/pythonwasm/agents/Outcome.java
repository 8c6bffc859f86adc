package org.pythonwasm.agents;

import java.util.Objects;
import java.util.Optional;

/**
 * What a run printed, and its last value or its failure. Immutable.
 *
 * @param value {@code repr()} of the last value, shortened if it is long; empty if the code does not end in an expression, its value
 *     is None, or it failed
 * @param out what it printed, shortened if it is long
 * @param err the same of {@code sys.stderr}
 * @param failure empty if the code ran to its end
 */
public record Outcome(Optional<String> value, String out, String err, Optional<Failure> failure) {
    public Outcome {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        Objects.requireNonNull(failure, "failure");
    }

    /**
     * Why code did not run to its end.
     *
     * @param type the name of the Python exception, or that of the reason for which the interpreter was ended
     * @param message in one line or several; may be empty
     * @param traceback as CPython prints it; the message if there is none
     * @param line in the code, from 1, or -1
     * @param stateLost whether the conversation starts anew, without its variables and files
     */
    public record Failure(String type, String message, String traceback, int line, boolean stateLost) {}

    /** Returns all of it as text for a model. */
    public String text() {
        var text = new StringBuilder(out);
        section(text, "stderr:\n", err);
        value.ifPresent(result -> section(text, "result: ", result));
        failure.ifPresent(problem -> {
            section(text, "error:\n", problem.traceback());
            if (problem.stateLost()) {
                section(text, "", "The conversation starts anew: its variables and files are gone.");
            }
        });
        return text.isEmpty() ? "(no output)" : text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(title).append(content);
        }
    }
}
