package org.pythonwasm.agents;

/** The beginning of what a run prints, and how long it was. For one thread at a time. */
final class Excerpt {
    private final StringBuilder kept = new StringBuilder();
    private final int most;
    private long length;

    Excerpt(int most) {
        this.most = most;
    }

    void append(String text) {
        length += text.length();
        kept.append(text, 0, Math.min(text.length(), most - kept.length()));
    }

    String text() {
        return length <= most
                ? kept.toString()
                : String.format("%s… (the first %,d of %,d characters)%n", kept, most, length);
    }
}
