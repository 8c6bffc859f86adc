package org.pythonwasm.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The result as a page of Markdown. */
record ResultsPage(Summary summary, List<String> about) {
    String text() {
        return """
                # Results

                %s
                %s
                ## What could not run

                %s
                ## The engine against the others

                %s""".formatted(list(about), summary.table().markdown(), list(summary.gaps()), list(summary.verdicts()));
    }

    /** Returns what other commands recorded on the page, from the first heading after the first on. */
    static String others(Path page) throws IOException {
        if (!Files.exists(page)) {
            return "";
        }
        String text = Files.readString(page);
        int place = text.indexOf("\n# ", 1);
        return place < 0 ? "" : text.substring(place);
    }

    private static String list(List<String> lines) {
        return lines.isEmpty()
                ? "None.\n"
                : lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
