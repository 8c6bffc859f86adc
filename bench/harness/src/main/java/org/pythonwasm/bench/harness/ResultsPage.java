package org.pythonwasm.bench.harness;

import java.util.List;
import java.util.stream.Collectors;

/** The result as a page of Markdown. */
record ResultsPage(Summary summary, List<String> about) {
    /** @param before the page so far, of which the parts of other measurements stay */
    String text(String before) {
        return text() + others(before);
    }

    private static String others(String page) {
        int place = page.indexOf("\n# ", 1);
        return place < 0 ? "" : page.substring(place);
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
