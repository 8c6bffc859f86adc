package org.pythonwasm.udf.internal.parse;

import org.pythonwasm.engine.internal.text.Excerpt;

/**
 * A piece of SQL text.
 *
 * @param start offset of its first character, quotes included
 * @param end offset after its last
 * @param text the text inside the quotes of a quoted token, else as written
 */
public record Token(Kind kind, int start, int end, String text) {

    public enum Kind {
        WORD("a word"),
        QUOTED_NAME("a quoted name"),
        STRING("a string"),
        DOLLAR_STRING("a dollar-quoted string"),
        NUMBER("a number"),
        SIGN("a sign"),
        UNCLOSED("an unclosed quote"),
        END("the end of the statement");

        private final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean isSign(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.DOLLAR_STRING;
    }

    /** Returns the text for messages. */
    String description() {
        return kind == Kind.WORD || kind == Kind.SIGN || kind == Kind.NUMBER ? Excerpt.of(text) : kind.description;
    }
}
