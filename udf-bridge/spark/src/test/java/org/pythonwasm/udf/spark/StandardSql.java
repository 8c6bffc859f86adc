package org.pythonwasm.udf.spark;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import org.pythonwasm.udf.internal.parse.Lexer;
import org.pythonwasm.udf.internal.parse.Token;
import org.pythonwasm.udf.internal.parse.Token.Kind;
import org.pythonwasm.udf.internal.parse.TypeParser;
import org.pythonwasm.udf.spark.value.SparkTypes;

/**
 * Queries of the contracts in Spark's words: types, literals and constructors of values are written differently there. Statements
 * about functions are not translated. Used by one thread.
 */
final class StandardSql {
    private final String text;
    private final List<Token> tokens;
    private final StringBuilder spark = new StringBuilder();
    /** What closes the brackets that are open. */
    private final ArrayDeque<String> ends = new ArrayDeque<>();

    private int at;
    private int copied;

    private StandardSql(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    static String toSpark(String text) throws SQLException {
        return new StandardSql(text).translated();
    }

    private Token token(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private String translated() throws SQLException {
        while (token(0).kind() != Kind.END) {
            step();
        }
        return spark.append(text, copied, text.length()).toString();
    }

    /** Puts the replacement in place of as many tokens. */
    private void replace(int count, String replacement) {
        spark.append(text, copied, token(0).start()).append(replacement);
        at += count;
        copied = tokens.get(at - 1).end();
    }

    private void step() throws SQLException {
        var token = token(0);
        if (token.kind() == Kind.STRING) {
            replace(
                    1,
                    "'" + token.text().replace("''", "'").replace("\\", "\\\\").replace("'", "\\'") + "'");
        } else if (isWords("CAST") && token(1).isSign('(')) {
            ends.push("CAST");
            at += 2;
        } else if (isWords("AS") && "CAST".equals(ends.peek())) {
            at++;
            type();
        } else if ((isWords("ARRAY") || isWords("MAP")) && token(1).isSign('[')) {
            ends.push(")");
            replace(2, token.text() + "(");
        } else if (token.isSign('[')) {
            ends.push("]");
            at++;
        } else if (token.isSign(']')) {
            replace(1, ends.pop());
        } else if (token.isSign('(')) {
            ends.push("");
            at++;
        } else if (token.isSign(')')) {
            ends.poll();
            at++;
        } else if (isWords("ROW") && token(1).isSign('(')) {
            replace(1, "struct");
        } else if (isWords("TIMESTAMP", "WITH", "TIME", "ZONE")) {
            replace(4, "TIMESTAMP");
        } else if (isWords("TIMESTAMP")) {
            replace(1, "TIMESTAMP_NTZ");
        } else if ((isWords("YEAR") || isWords("DAY") || isWords("SECOND")) && token(1).isSign('(')) {
            replace(4, token.text());
        } else if (isWords("CREATE", "VIEW")) {
            replace(2, "CREATE TEMPORARY VIEW");
        } else if (isWords("VARCHAR") && !token(1).isSign('(')) {
            replace(1, "STRING");
        } else if (isWords("BINARY") && token(1).isSign('(')) {
            replace(4, "BINARY");
        } else if (isWords("DOUBLE", "PRECISION")) {
            replace(2, "DOUBLE");
        } else {
            at++;
        }
    }

    private boolean isWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!token(i).isWord(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** That of a cast, up to its end. */
    private void type() throws SQLException {
        int depth = 0;
        int count = 0;
        while (depth > 0 || !token(count).isSign(')')) {
            depth += token(count).isSign('(') ? 1 : token(count).isSign(')') ? -1 : 0;
            count++;
        }
        String declared = text.substring(token(0).start(), token(count).start());
        replace(count, SparkTypes.of(TypeParser.parse(declared)).sql());
    }
}
