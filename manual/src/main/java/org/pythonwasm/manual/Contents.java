package org.pythonwasm.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The index as the navigation has it: a heading opens a section, and a row of a table is a page, or several. */
record Contents(List<Section> sections) {
    private static final Pattern LINE =
            Pattern.compile("(?m)^## (?<heading>.+)$|^\\| (?<cell>\\[[^|]+\\]\\([^|]+\\)) \\|");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)#]+)\\)");

    record Section(String heading, List<Entry> entries) {}

    record Entry(String label, String source) {}

    static Contents of(String markdown, String source) {
        var sections = new ArrayList<Section>();
        for (var line : LINE.matcher(markdown).results().toList()) {
            if (line.group(1) != null) {
                sections.add(new Section(line.group(1), new ArrayList<>()));
                continue;
            }
            LINK.matcher(line.group(2))
                    .results()
                    .map(link -> new Entry(link.group(1), Markdown.resolve(source, link.group(2))))
                    .forEach(sections.get(sections.size() - 1).entries()::add);
        }
        return new Contents(List.copyOf(sections));
    }

    List<Entry> entries() {
        return sections.stream().flatMap(section -> section.entries().stream()).toList();
    }
}
