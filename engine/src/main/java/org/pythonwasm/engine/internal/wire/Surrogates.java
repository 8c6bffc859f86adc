package org.pythonwasm.engine.internal.wire;

/** Java's texts may hold halves of characters, which no encoding has. */
public final class Surrogates {
    private Surrogates() {
    }

    /** The text, which is an error where it holds half a character. */
    static String require(String text) {
        int index = loneSurrogate(text);
        if (index >= 0) {
            throw new NoPythonValueException("the text has a lone surrogate at index " + index + ", which is no character");
        }
        return text;
    }

    /** @param name what the text is, for the error */
    public static String require(String text, String name) {
        try {
            return require(text);
        } catch (NoPythonValueException e) {
            throw e.inside(name);
        }
    }

    /** Index of the first, or -1. */
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

    /** For messages, which must arrive whatever they say. */
    static String replaceSurrogates(String text) {
        return text == null || loneSurrogate(text) < 0 ? text : text.replaceAll("[\\uD800-\\uDFFF]", "?");
    }

    /** The text, or its start with the sign that there was more, in as many characters as that; null for null. */
    static String shorten(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
