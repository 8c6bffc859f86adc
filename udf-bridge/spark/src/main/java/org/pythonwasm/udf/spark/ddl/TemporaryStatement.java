package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.udf.internal.parse.Lexer;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.parse.Token;
import org.pythonwasm.udf.spark.task.DistributedFunction.Stability;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;

/** The statements of every database, and what Spark alone has in them: the word TEMPORARY, and names in backticks. Stateless. */
public final class TemporaryStatement {
    private static final String WORD = "TEMPORARY";

    private static final char BACKTICK = '`';
    /** The word is no later token: CREATE OR REPLACE TEMPORARY. */
    private static final int LATEST = 3;

    private TemporaryStatement() {}

    /**
     * Returns the one statement about functions that the text is; a {@link PassThrough} if it is anything else.
     *
     * @throws SQLException if a statement about functions is malformed
     */
    public static FunctionStatement parse(String text) throws SQLException {
        String blank = blank(requoted(text));
        try {
            var statements = StatementParser.parse(blank);
            return statements.size() == 1 ? statements.get(0) : new PassThrough(text);
        } catch (SQLException e) {
            throw blank.equals(text) ? e : inOwnWords(e, text, blank);
        }
    }

    /** Returns the text with spaces in place of the word, so that places in errors stay. */
    private static String blank(String text) {
        if (text == null || !mentions(text)) {
            return text;
        }
        var tokens = Lexer.tokens(text);
        for (int i = 1; i <= Math.min(LATEST, tokens.size() - 1); i++) {
            var token = tokens.get(i);
            if (token.isWord(WORD) && isStart(tokens.subList(0, i))) {
                return text.substring(0, token.start()) + " ".repeat(WORD.length()) + text.substring(token.end());
            }
        }
        return text;
    }

    /** Returns the text with names in double quotes, which all databases have; places in errors stay but for quotes in names. */
    private static String requoted(String text) {
        if (text == null || text.indexOf(BACKTICK) < 0) {
            return text;
        }
        var lexer = Lexer.of(text);
        var token = lexer.next();
        if (!token.isWord("CREATE") && !token.isWord("DROP")) {
            return text;
        }
        var requoted = new StringBuilder();
        int copied = 0;
        while ((token = lexer.next()).kind() != Token.Kind.END) {
            int open = token.start();
            if (text.charAt(open) == BACKTICK) {
                int close = close(text, open);
                if (close < 0) {
                    return text;
                }
                String name = text.substring(open + 1, close);
                requoted.append(text, copied, open)
                        .append('"')
                        .append(name.replace("``", "`").replace("\"", "\"\""))
                        .append('"');
                copied = close + 1;
                lexer.goOnAt(copied);
            }
        }
        return requoted.append(text, copied, text.length()).toString();
    }

    /** Returns where the name ends that begins there; -1 if it does not. Two backticks are one in the name. */
    private static int close(String text, int open) {
        int close = text.indexOf(BACKTICK, open + 1);
        while (close >= 0 && text.startsWith("``", close)) {
            close = text.indexOf(BACKTICK, close + 2);
        }
        return close;
    }

    private static boolean mentions(String text) {
        for (int i = 0; i + WORD.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, WORD, 0, WORD.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStart(List<Token> before) {
        return before.size() == 1
                        && (before.get(0).isWord("CREATE") || before.get(0).isWord("DROP"))
                || before.size() == LATEST
                        && before.get(0).isWord("CREATE")
                        && before.get(1).isWord("OR");
    }

    /** A message quotes the line in which the word stood. */
    private static SQLException inOwnWords(SQLException e, String text, String blank) {
        String message = e.getMessage();
        var lines = text.lines().toList();
        var blanks = blank.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(blanks.get(i))) {
                message = message.replace(
                        blanks.get(i).stripTrailing(), lines.get(i).stripTrailing());
            }
        }
        return new SQLException(message, e.getSQLState(), e);
    }

    /** Returns what the statement says about equal arguments; no other database tells the default from NOT DETERMINISTIC. */
    static Stability stability(Create create) {
        if (create.definition().deterministic()) {
            return Stability.CONSTANT;
        }
        var tokens = Lexer.tokens(create.text());
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).isWord("NOT") && tokens.get(i).isWord("DETERMINISTIC")) {
                return Stability.VOLATILE;
            }
        }
        return Stability.USUAL;
    }
}
