package org.pythonwasm.engine.evil;

import java.util.List;

/**
 * Runs the hostile programs and prints what became of each, for people who evaluate the sandbox. An argument chooses those whose
 * name or category contains it. Ends with status 1 where one was not refused as expected.
 */
final class EvilGuests {
    private static final String ROW = "%-42s %-11s %6s  %-34s %s%n";

    private EvilGuests() {}

    public static void main(String[] arguments) throws InterruptedException {
        String wanted = arguments.length == 0 ? "" : arguments[0];
        List<EvilProgram> programs = EvilProgram.all().stream()
                .filter(program -> (program.category() + " " + program.name()).contains(wanted))
                .toList();
        System.out.printf(ROW, "program", "category", "ms", "got", "expected");
        int unexpected = 0;
        int survivors = 0;
        try (var pools = new EvilPools()) {
            for (EvilProgram program : programs) {
                var trial = EvilTrial.run(program, pools);
                unexpected += trial.isAsExpected() ? 0 : 1;
                survivors += trial.outcome().startsWith("SURVIVED") ? 1 : 0;
                System.out.printf(
                        ROW,
                        program.name(),
                        program.category(),
                        trial.millis(),
                        shortened(trial.outcome()),
                        (trial.isAsExpected() ? "" : "NOT AS EXPECTED: ") + program.expected());
            }
        }
        System.out.printf("%d programs, %d not as expected, %d survivors%n", programs.size(), unexpected, survivors);
        if (unexpected > 0) {
            System.exit(1);
        }
    }

    private static String shortened(String outcome) {
        return outcome.startsWith("SURVIVED") || outcome.length() <= 34 ? outcome : outcome.substring(0, 31) + "...";
    }
}
