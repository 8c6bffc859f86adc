package org.pythonwasm.engine.internal.packages;

import java.util.List;
import org.pythonwasm.engine.internal.text.Excerpt;

/** What messages say of many things, which a stranger may have written: the first of them, each up to some length. Stateless. */
public final class Listing {
    private static final int MOST = 20;
    private static final int LONGEST = 300;

    private Listing() {}

    public static String of(String separator, List<String> parts) {
        var shown = parts.stream()
                .limit(MOST)
                .map(part -> Excerpt.of(part, LONGEST))
                .toList();
        int more = parts.size() - shown.size();
        return String.join(separator, shown) + (more == 0 ? "" : separator + "and " + more + " more");
    }
}
