package org.pythonwasm.manual;

import java.util.List;

/** A page of the site; {@code source} is the path of its Markdown in the checkout, {@code parts} what its headings part, {@code description} how it begins. */
record Page(String source, String url, String title, String description, String html, List<Part> parts) {

    /** From a heading to the next; {@code anchor} is its id, {@code text} has no markup. */
    record Part(int level, String anchor, String heading, String text) {}
}
