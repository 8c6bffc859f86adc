package org.pythonwasm.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One start of one system: a process that runs the programs it is told, and waits between them while other systems run theirs. If the
 * process ends or hangs during a program, that program failed, and another process runs the next. Used by one thread.
 */
final class Round implements AutoCloseable {
    private static final int PATIENCE = 120;

    private final Contestant contestant;
    private final Path programs;
    private final int boundSeconds;
    private final Clock clock;
    private final Path log;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private String version = "";
    /** Null where none runs, as are the next two. */
    private Process process;

    private Writer orders;
    private BufferedReader reports;

    Round(Contestant contestant, Path programs, int boundSeconds, Clock clock, Path log) {
        this.contestant = contestant;
        this.programs = programs;
        this.boundSeconds = boundSeconds;
        this.clock = clock;
        this.log = log;
    }

    Outcome run(String program) throws IOException, InterruptedException {
        if (!contestant.isThere()) {
            return new Outcome.Failed(contestant.missing());
        }
        if (process == null) {
            start();
        }
        try {
            order(program);
            return outcome(program);
        } catch (TimeoutException e) {
            end();
            return new Outcome.Failed("no result within " + limitSeconds() + " seconds");
        }
    }

    /** Returns the system's own name; empty before it ran. */
    String version() {
        return version;
    }

    private void start() throws IOException {
        var command = new ArrayList<>(contestant.command());
        command.add(programs.toString());
        command.add(String.valueOf(boundSeconds));
        command.add(clock.word());
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        reports = process.inputReader(StandardCharsets.UTF_8);
    }

    private void order(String program) {
        try {
            orders.write(program + "\n");
            orders.flush();
        } catch (IOException ended) {
            // Its exit code follows, with the end of its reports.
            Thread.onSpinWait();
        }
    }

    private Outcome outcome(String program) throws IOException, InterruptedException, TimeoutException {
        String line;
        while ((line = next()) != null) {
            var words = line.split("\t", -1);
            if (words[0].equals(Report.VERSION)) {
                version = words[1];
            } else if (words.length > 1 && words[1].equals(program)) {
                return outcome(words);
            } else {
                throw unexpected(line);
            }
        }
        int code = process.waitFor();
        end();
        return new Outcome.Failed("exit code " + code + lastLineOfLog());
    }

    private Outcome outcome(String... words) {
        return switch (words[0]) {
            case Report.FAILED -> new Outcome.Failed(words[2]);
            case Report.DONE ->
                new Outcome.Measured(Double.parseDouble(words[2]), Boolean.parseBoolean(words[3]), words[4]);
            default -> throw unexpected(String.join(" ", words));
        };
    }

    private IllegalStateException unexpected(String line) {
        return new IllegalStateException(
                contestant.key() + " printed \"" + Report.shorten(line) + "\" instead of a report");
    }

    private String next() throws InterruptedException, TimeoutException, IOException {
        try {
            return reader.submit(reports::readLine).get(limitSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private int limitSeconds() {
        return boundSeconds + PATIENCE;
    }

    private String lastLineOfLog() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(line -> ": " + Report.shorten(line))
                .orElse("");
    }

    /** What it has not reported by now, it does not report any more. */
    private void end() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
            try {
                orders.close();
                reports.close();
            } catch (IOException ended) {
                // Nobody reads the rest.
            }
        }
    }

    @Override
    public void close() {
        end();
        reader.shutdown();
    }
}
