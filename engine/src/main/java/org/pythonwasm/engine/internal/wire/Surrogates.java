package org.pythonwasm.engine.internal.wire;

/** Checks for lone surrogates: texts of Java may contain halves of characters, which no encoding can represent. */
public final class Surrogates {
    private Surrogates() {}

    /** Returns the text; throws if it contains half a character. */
    static String require(String text) {
        int index = loneSurrogate(text);
        if (index >= 0) {
            throw new NoPythonValueException(
                    "the text has a lone surrogate at index " + index + ", which is no character");
        }
        return text;
    }

    /** @param name the role of the text, for the error */
    public static String require(String text, String name) {
        try {
            return require(text);
        } catch (NoPythonValueException e) {
            throw e.inside(name);
        }
    }

    /** Returns the index of the first lone surrogate, or -1. */
    static int loneSurrogate(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == length || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Replaces lone surrogates in messages, which must arrive whatever they say. */
    static String replaceSurrogates(String text) {
        return text == null || loneSurrogate(text) < 0 ? text : text.replaceAll("[\\uD800-\\uDFFF]", "?");
    }

    /**
     * Returns the text, or its start and a mark for the omitted rest, in at most that many characters; null for null.
     */
    static String shorten(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
