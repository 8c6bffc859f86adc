package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import org.pythonwasm.udf.spi.SqlStates;

/** A statement's text, for messages that point into it. */
record SourceText(String text) {

    /** The characters of a line that are shown on each side of the place. */
    private static final int MOST_CHARACTERS = 500;

    SQLException syntaxError(int offset, String message) {
        return new SQLSyntaxErrorException(pointAt(offset, message), SqlStates.DEFINITION);
    }

    SQLException notSupported(int offset, String message) {
        return new SQLFeatureNotSupportedException(pointAt(offset, message), SqlStates.NOT_SUPPORTED);
    }

    /** Returns {@code line 2, column 5: message}, the line, and a caret below the place. */
    private String pointAt(int offset, String message) {
        int place = Math.min(offset, text.length());
        int start = text.lastIndexOf('\n', place - 1) + 1;
        int end = text.indexOf('\n', place);
        int lineEnd = end < 0 ? text.length() : end;
        int from = Math.max(start, place - MOST_CHARACTERS);
        int to = Math.min(lineEnd, place + MOST_CHARACTERS);
        String cut = from > start ? "…" : "";
        String line = cut + text.substring(from, to).stripTrailing() + (to < lineEnd ? "…" : "");
        long number = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        String before = text.substring(start, place);
        return "line " + number + ", column " + (before.codePointCount(0, before.length()) + 1) + ": " + message + "\n"
                + line + "\n" + (cut + text.substring(from, place)).replaceAll("[^\t]", " ") + "^";
    }
}
