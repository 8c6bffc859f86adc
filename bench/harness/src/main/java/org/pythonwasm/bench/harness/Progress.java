package org.pythonwasm.bench.harness;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of the comparison on stderr: a bar on a terminal, otherwise one line per program. */
interface Progress extends AutoCloseable {
    void step(String what);

    @Override
    void close();

    static Progress of(boolean terminal, int steps) {
        return terminal ? new Bar(steps) : new Lines(steps);
    }

    /** For people. */
    final class Bar implements Progress {
        private static final int WIDTH = 100;
        private final ProgressBar bar;

        private Bar(int steps) {
            bar = ProgressBar.builder()
                    .setTaskName("measuring")
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                    .build();
        }

        @Override
        public void step(String what) {
            bar.step().setExtraMessage(what);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For logs. */
    final class Lines implements Progress {
        private final int steps;
        private int done;

        private Lines(int steps) {
            this.steps = steps;
        }

        @Override
        public void step(String what) {
            System.err.println(++done + "/" + steps + " " + what);
        }

        @Override
        public void close() {}
    }
}
