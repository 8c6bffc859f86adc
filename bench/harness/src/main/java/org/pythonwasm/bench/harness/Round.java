package org.pythonwasm.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * One start of one system: a process that runs all programs. If the process ends or hangs during a program, that
 * program failed, and another process runs the remaining ones.
 */
final class Round {
    private static final int PATIENCE = 120;

    private final Contestant contestant;
    private final Path programs;
    private final int boundSeconds;
    private final Clock clock;
    private final Path log;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private String version = "";
    private String running = "";

    Round(Contestant contestant, Path programs, int boundSeconds, Clock clock, Path log) {
        this.contestant = contestant;
        this.programs = programs;
        this.boundSeconds = boundSeconds;
        this.clock = clock;
        this.log = log;
    }

    /** @param listener receives each program that is over */
    Map<String, Outcome> run(List<String> names, BiConsumer<String, Outcome> listener)
            throws IOException, InterruptedException {
        var left = new ArrayList<>(names);
        while (!left.isEmpty()) {
            running = "";
            String end = runProcess(left, listener);
            if (!outcomes.keySet().containsAll(left)) {
                record(running.isEmpty() ? left.get(0) : running, new Outcome.Failed(end), listener);
            }
            left.removeAll(outcomes.keySet());
        }
        return outcomes;
    }

    /** Returns the system's own name; empty before it ran. */
    String version() {
        return version;
    }

    private void record(String program, Outcome outcome, BiConsumer<String, Outcome> listener) {
        outcomes.put(program, outcome);
        listener.accept(program, outcome);
    }

    private String runProcess(List<String> names, BiConsumer<String, Outcome> listener)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(contestant.command());
        command.add(programs.toString());
        command.add(String.valueOf(boundSeconds));
        command.add(clock.word());
        command.addAll(names);
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = next(lines, reader)) != null) {
                take(line.split("\t", -1), listener);
            }
            return "exit code " + process.waitFor() + lastLineOfLog();
        } catch (TimeoutException e) {
            return "no result within " + limitSeconds() + " seconds";
        } finally {
            process.destroyForcibly().waitFor();
            reader.shutdown();
        }
    }

    private int limitSeconds() {
        return boundSeconds + PATIENCE;
    }

    private String next(BufferedReader lines, ExecutorService reader)
            throws InterruptedException, TimeoutException, IOException {
        try {
            return reader.submit(lines::readLine).get(limitSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void take(String[] words, BiConsumer<String, Outcome> listener) {
        switch (words[0]) {
            case Report.VERSION -> version = words[1];
            case Report.BEGIN -> running = words[1];
            case Report.FAILED -> record(words[1], new Outcome.Failed(words[2]), listener);
            case Report.DONE ->
                record(
                        words[1],
                        new Outcome.Measured(Double.parseDouble(words[2]), Boolean.parseBoolean(words[3]), words[4]),
                        listener);
            default ->
                throw new IllegalStateException(
                        contestant.key() + " printed \"" + String.join(" ", words) + "\" instead of a report");
        }
    }

    private String lastLineOfLog() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(line -> ": " + Report.shorten(line))
                .orElse("");
    }
}
