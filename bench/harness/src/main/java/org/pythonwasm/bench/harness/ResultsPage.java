package org.pythonwasm.bench.harness;

import java.util.List;
import java.util.stream.Collectors;

/** The result as a page of Markdown. */
record ResultsPage(Summary summary, List<String> about) {
    /** Begins what another measurement says on the same page. */
    private static final String OTHERS = "\n## Many interpreters\n";

    /** @param before the page so far, whose part of another measurement stays */
    String text(String before) {
        int others = before.indexOf(OTHERS);
        return text() + (others < 0 ? "" : before.substring(others));
    }

    private String text() {
        return """
                # Results

                %s
                %s
                ## What could not run

                %s
                ## The engine against the others

                %s""".formatted(list(about), summary.table().markdown(), list(summary.gaps()), list(summary.verdicts()));
    }

    private static String list(List<String> lines) {
        return lines.isEmpty()
                ? "None.\n"
                : lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
