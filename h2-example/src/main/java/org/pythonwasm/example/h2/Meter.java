package org.pythonwasm.example.h2;

import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.pythonwasm.example.tpch.Screen;

/** A progress bar while a table loads, which disappears when it is loaded; nothing without a terminal. */
record Meter(Optional<ProgressBar> bar) implements AutoCloseable {
    /** A fixed width keeps the library from requesting that of the terminal, which needs native code. */
    private static final int WIDTH = 79;

    static Meter of(Screen screen, String task, long expected) {
        return new Meter(screen.terminal() ? Optional.of(newBar(task, expected)) : Optional.empty());
    }

    private static ProgressBar newBar(String task, long expected) {
        return ProgressBar.builder()
                .setTaskName("  " + task)
                .setInitialMax(expected)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .setUpdateIntervalMillis(100)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    void reached(long rows) {
        bar.ifPresent(shown -> shown.stepTo(rows));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
