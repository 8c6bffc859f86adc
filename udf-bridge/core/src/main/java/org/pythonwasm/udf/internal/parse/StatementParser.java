package org.pythonwasm.udf.internal.parse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.udf.internal.parse.Token.Kind;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;

/**
 * Finds the statements about Python functions in SQL text. Everything else is returned as written, including comments
 * and semicolons, with adjacent statements in one piece. Stateless.
 */
public final class StatementParser {
    /** All statements of this project contain one of these words; a text without them is not even split into tokens. */
    private static final Pattern MARK = Pattern.compile("function|module", Pattern.CASE_INSENSITIVE);

    private final SourceText source;
    private final List<FunctionStatement> found = new ArrayList<>();
    private int foreignStart = -1;
    private int foreignEnd;

    private StatementParser(String text) {
        this.source = new SourceText(text);
    }

    /**
     * Returns the statements of a text, in order.
     *
     * @throws SQLException if a statement about functions is malformed; the message states the place and what was
     *     expected
     */
    public static List<FunctionStatement> parse(String text) throws SQLException {
        if (text == null || !MARK.matcher(text).find()) {
            return List.of(new PassThrough(text));
        }
        var parser = new StatementParser(text);
        parser.split(Lexer.tokens(text));
        return parser.found.isEmpty() ? List.of(new PassThrough(text)) : parser.found;
    }

    /**
     * Returns all statements of a text, without their semicolons: those inside quotes, dollar quotes and comments do
     * not count.
     */
    public static List<String> split(String text) {
        var statements = new ArrayList<String>();
        int start = -1;
        int end = 0;
        for (var token : Lexer.tokens(text)) {
            boolean stop = token.isSign(';') || token.kind() == Kind.END;
            if (stop && start >= 0) {
                statements.add(text.substring(start, end));
            }
            start = stop ? -1 : start < 0 ? token.start() : start;
            end = token.end();
        }
        return statements;
    }

    /** Returns whether at least one of the statements is about functions. */
    public static boolean concernsPython(List<FunctionStatement> statements) {
        return statements.stream().anyMatch(statement -> !(statement instanceof PassThrough));
    }

    private void split(List<Token> tokens) throws SQLException {
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSign(';') || token.kind() == Kind.END) {
                if (i > start) {
                    statement(tokens.subList(start, i), token);
                }
                start = i + 1;
            }
        }
        boolean any = found.stream().anyMatch(statement -> !(statement instanceof PassThrough));
        if (any) {
            flushForeign();
        } else {
            found.clear();
        }
    }

    private void statement(List<Token> tokens, Token stop) throws SQLException {
        int start = tokens.get(0).start();
        int end = tokens.get(tokens.size() - 1).end();
        var ours = recognise(tokens, stop, source.text().substring(start, end));
        if (ours != null) {
            flushForeign();
            found.add(ours);
        } else {
            foreignStart = foreignStart < 0 ? start : foreignStart;
            foreignEnd = end;
        }
    }

    private void flushForeign() {
        if (foreignStart >= 0) {
            found.add(new PassThrough(source.text().substring(foreignStart, foreignEnd)));
            foreignStart = -1;
        }
    }

    private FunctionStatement recognise(List<Token> tokens, Token stop, String text) throws SQLException {
        var complete = new ArrayList<>(tokens);
        complete.add(new Token(Kind.END, stop.start(), stop.start(), ""));
        var in = new TokenReader(source, complete);
        if (in.accept("SHOW", "PYTHON", "FUNCTIONS")) {
            return in.atEnd() ? new Show(text) : null;
        }
        if (in.accept("SHOW", "PYTHON", "MODULES")) {
            return in.atEnd() ? new ShowModules(text) : null;
        }
        if (in.accept("DROP", "PYTHON", "MODULE")) {
            boolean ifExists = in.accept("IF", "EXISTS");
            var name = in.qualifiedName("a module name");
            if (!in.atEnd()) {
                throw in.expected("the end of the statement");
            }
            return new DropModule(name, ifExists, text);
        }
        if (in.accept("CREATE", "PYTHON", "MODULE") || in.accept("CREATE", "OR", "REPLACE", "PYTHON", "MODULE")) {
            return new CreateModuleParser(new TokenReader(source, complete), text).parse();
        }
        if (in.accept("DROP")) {
            return drop(in, text);
        }
        return isCreate(in) && isPython(tokens)
                ? new CreateFunctionParser(new TokenReader(source, complete), text).parse()
                : null;
    }

    private static boolean isCreate(TokenReader in) {
        if (!in.accept("CREATE")) {
            return false;
        }
        in.accept("OR", "REPLACE");
        in.accept("AGGREGATE");
        return in.accept("FUNCTION");
    }

    private static boolean isPython(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).isWord("LANGUAGE") && tokens.get(i).isWord("PYTHON")) {
                return true;
            }
        }
        return false;
    }

    private static FunctionStatement drop(TokenReader in, String text) throws SQLException {
        boolean aggregate = in.accept("AGGREGATE");
        if (!in.accept("FUNCTION")) {
            return null;
        }
        boolean ifExists = in.accept("IF", "EXISTS");
        if (!in.peek().isName()) {
            return null;
        }
        var name = in.qualifiedName();
        return in.atEnd() ? new Drop(name, aggregate, ifExists, text) : null;
    }
}
