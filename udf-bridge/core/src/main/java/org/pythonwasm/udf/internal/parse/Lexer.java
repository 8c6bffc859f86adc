package org.pythonwasm.udf.internal.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.udf.internal.parse.Token.Kind;

/**
 * Cuts SQL into tokens as far as H2 and Calcite agree: {@code --} and {@code //} comments, block comments (nested as in
 * SQL:2016), doubled quotes, dollar quotes with and without tag. Any other text becomes a sign of one character, so
 * that no statement of any dialect fails here; a quote that is never closed is an {@link Kind#UNCLOSED} token.
 */
public final class Lexer {
    /** Up to the sign of an exponent; other notations of dialects, such as 0x1F, have no sign. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]*+\\.?+[0-9]*+[eE][+-](?=[0-9])|\\.");

    /** A mark that some editors put before a text. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** Returns all tokens; the last is {@link Kind#END}. */
    public static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        do {
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
        return tokens;
    }

    /** Returns what reads a text token by token. */
    public static Lexer of(String text) {
        return new Lexer(text);
    }

    /** Goes on behind what is no token of this text. */
    public void goOnAt(int place) {
        position = place;
    }

    /** Returns the next token; at the end, {@link Kind#END} each time. */
    public Token next() {
        skipSpaceAndComments();
        int start = position;
        if (start == text.length()) {
            return new Token(Kind.END, start, start, "");
        }
        char c = text.charAt(start);
        if (c == '\'') {
            return quoted(start, c, Kind.STRING);
        }
        if (c == '"') {
            return quoted(start, c, Kind.QUOTED_NAME);
        }
        if (c == '$' && dollarQuote(start) != null) {
            return dollarQuoted(start, dollarQuote(start));
        }
        if (isWordStart(c)) {
            return take(start, Kind.WORD);
        }
        if (isDigit(c) || c == '.' && start + 1 < text.length() && isDigit(text.charAt(start + 1))) {
            return number(start);
        }
        position++;
        return new Token(Kind.SIGN, start, position, text.substring(start, position));
    }

    private void skipSpaceAndComments() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (Character.isWhitespace(c) || c == BYTE_ORDER_MARK && position == 0) {
                position++;
            } else if (text.startsWith("--", position) || text.startsWith("//", position)) {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", position)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < text.length());
        position = Math.min(position, text.length());
    }

    private Token quoted(int start, char quote, Kind kind) {
        var inside = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                if (i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    position = i + 1;
                    return new Token(kind, start, position, inside.toString());
                }
                i++;
            }
            inside.append(c);
        }
        return unclosed(start);
    }

    private Token dollarQuoted(int start, String quote) {
        int end = text.indexOf(quote, start + quote.length());
        if (end < 0) {
            return unclosed(start);
        }
        position = end + quote.length();
        return new Token(Kind.DOLLAR_STRING, start, position, text.substring(start + quote.length(), end));
    }

    private Token unclosed(int start) {
        position = text.length();
        return new Token(Kind.UNCLOSED, start, position, text.substring(start));
    }

    /**
     * Returns the opening quote {@code $$} or {@code $tag$} at a place; null if there is none, as in the parameter
     * {@code $1}.
     */
    private String dollarQuote(int start) {
        int end = start + 1;
        while (end < text.length() && isTagPart(text.charAt(end)) && !(end == start + 1 && isDigit(text.charAt(end)))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$' ? text.substring(start, end + 1) : null;
    }

    private Token number(int start) {
        var number = NUMBER.matcher(text).region(start, text.length());
        if (number.lookingAt()) {
            position = number.end();
        }
        return take(start, Kind.NUMBER);
    }

    private Token take(int start, Kind kind) {
        while (position < text.length() && isWordPart(text.charAt(position), kind)) {
            position++;
        }
        return new Token(kind, start, position, text.substring(start, position));
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || Character.isSurrogate(c);
    }

    private static boolean isWordPart(char c, Kind kind) {
        return isWordStart(c) || isDigit(c) || (kind == Kind.NUMBER ? c == '.' : Character.isJavaIdentifierPart(c));
    }

    private static boolean isTagPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
