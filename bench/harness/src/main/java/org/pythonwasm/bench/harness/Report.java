package org.pythonwasm.bench.harness;

/** The lines from a system's process to the comparison: words separated by tabs. {@code native.py} writes the same. */
final class Report {
    static final String VERSION = "version";
    static final String DONE = "done";
    static final String FAILED = "failed";
    private static final int MESSAGE = 160;

    private Report() {}

    static String version(String version) {
        return VERSION + "\t" + version;
    }

    static String done(String program, SteadyState.Result result, String value) {
        return String.join(
                "\t",
                DONE,
                program,
                String.valueOf(Math.round(result.nanos())),
                String.valueOf(result.steady()),
                value);
    }

    static String failed(String program, String message) {
        return String.join("\t", FAILED, program, shorten(message));
    }

    /** One line of a message, so that a table can hold it. */
    static String shorten(String message) {
        String line = message.strip().lines().findFirst().orElse("no message").replace('\t', ' ');
        return line.length() <= MESSAGE ? line : line.substring(0, MESSAGE - 1) + "…";
    }
}
