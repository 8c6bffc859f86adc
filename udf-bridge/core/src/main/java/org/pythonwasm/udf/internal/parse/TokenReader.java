package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.internal.parse.Token.Kind;

/** Reads the tokens of one statement, word by word; every error points at the unexpected token. */
final class TokenReader {
    private final SourceText source;
    private final List<Token> tokens;
    private int next;

    /** @param tokens of one statement; the last is {@link Kind#END} */
    TokenReader(SourceText source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        return tokens.get(next < tokens.size() - 1 ? next++ : next);
    }

    /** Takes the words if they all follow. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).isWord(words[i])) {
                return false;
            }
        }
        next += words.length;
        return true;
    }

    boolean accept(char sign) {
        boolean found = peek().isSign(sign);
        if (found) {
            take();
        }
        return found;
    }

    void expect(String... words) throws SQLException {
        for (String word : words) {
            if (!accept(word)) {
                throw expected(word);
            }
        }
    }

    void expect(char sign) throws SQLException {
        if (!accept(sign)) {
            throw expected("'" + sign + "'");
        }
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    QualifiedName.Part name(String what) throws SQLException {
        if (!peek().isName()) {
            throw expected(what);
        }
        var token = take();
        return new QualifiedName.Part(token.text(), token.kind() == Kind.QUOTED_NAME);
    }

    QualifiedName qualifiedName() throws SQLException {
        return qualifiedName("a function name");
    }

    QualifiedName qualifiedName(String what) throws SQLException {
        var first = name(what);
        return accept('.')
                ? new QualifiedName(Optional.of(first), name(what))
                : new QualifiedName(Optional.empty(), first);
    }

    String string(String what) throws SQLException {
        if (!peek().isString()) {
            throw expected(what);
        }
        return take().text();
    }

    int number(String what) throws SQLException {
        if (peek().kind() != Kind.NUMBER || !peek().text().matches("[0-9]{1,9}")) {
            throw expected(what);
        }
        return Integer.parseInt(take().text());
    }

    SQLException expected(String what) {
        return peek().kind() == Kind.UNCLOSED
                ? error("this quote is never closed; if a tool cut the script at a semicolon inside of it, give the "
                        + "tool another separator (Spring: ScriptUtils.EOF_STATEMENT_SEPARATOR)")
                : error("expected " + what + ", found " + peek().description());
    }

    SQLException error(String message) {
        return source.syntaxError(peek().start(), message);
    }

    SQLException notSupported(Token at, String message) {
        return source.notSupported(at.start(), message);
    }

    /** Returns the text between two tokens, without the second. */
    String textFrom(Token first) {
        return source.text().substring(first.start(), tokens.get(next - 1).end());
    }
}
