package org.pythonwasm.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.modules.ClassCache;

/** A prompt: history, statements over several lines, completion; control-C ends a statement, control-D the prompt. */
final class Repl {
    private static final String SUPPORT = Resources.text("prompt.py");

    private final PythonInterpreter python;
    private final Program program;
    private final PrintStream out;
    private final PythonHandle support;

    Repl(PythonInterpreter python, Program program, PrintStream out) {
        this.python = python;
        this.program = program;
        this.out = out;
        this.support = (PythonHandle) python.eval(SUPPORT, "<prompt>");
        python.exec("del _Prompt");
    }

    int run() throws IOException {
        return Terminals.isInteractive() ? runOnTerminal() : runOnStreams();
    }

    private int runOnTerminal() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> python.interrupt());
            terminal.writer().println(support.get("banner"));
            LineReader reader = reader(terminal);
            reader.setVariable(LineReader.HISTORY_FILE, history());
            python.setInput(() -> reader.readLine("") + "\n");
            return loop(() -> reader.readLine(">>> "));
        }
    }

    /** Without a file of history. */
    LineReader reader(Terminal terminal) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("python-wasm")
                .parser(new Statements())
                .completer(this::complete)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, true)
                .build();
    }

    private int runOnStreams() {
        out.println(support.get("banner"));
        return loop(this::readStatement);
    }

    /** Reads from a pipe, which needs no history and no completion. */
    private String readStatement() {
        out.print(">>> ");
        var text = new StringBuilder();
        String line = program.readLine();
        while (!line.isEmpty()
                && (boolean) support.invoke(
                        "incomplete", text.append(line).toString().stripTrailing() + (line.isBlank() ? "\n" : ""))) {
            out.print("... ");
            line = program.readLine();
        }
        if (text.isEmpty()) {
            throw new EndOfFileException();
        }
        return text.toString();
    }

    private static Path history() {
        return ClassCache.defaultDirectory().resolveSibling("history");
    }

    private int loop(Supplier<String> statements) {
        while (true) {
            String text;
            try {
                text = statements.get();
            } catch (UserInterruptException e) {
                out.println("KeyboardInterrupt");
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            int code = program.guarded(() -> support.invoke("run", text + "\n"));
            if (!python.isUsable() || Boolean.TRUE.equals(exited())) {
                return code;
            }
        }
    }

    private Object exited() {
        return support.get("exited");
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        for (Object name : (List<?>) support.invoke("complete", before)) {
            candidates.add(new Candidate((String) name, (String) name, null, null, null, null, false));
        }
    }

    /** A word is a name with its dots, also behind a bracket or an operator. */
    private static final class Names extends DefaultParser {
        Names() {
            quoteChars(new char[0]).escapeChars(null);
        }

        @Override
        public boolean isDelimiterChar(CharSequence line, int at) {
            char letter = line.charAt(at);
            return !Character.isUnicodeIdentifierPart(letter) && letter != '.';
        }
    }

    /** Parses for the prompt: a text is complete when Python says so; a word is the unit of completion. */
    private final class Statements implements Parser {
        private final DefaultParser words = new Names();

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && (boolean) support.invoke("incomplete", line)) {
                throw new EOFError(-1, cursor, "incomplete");
            }
            return words.parse(line, cursor, ParseContext.COMPLETE);
        }

        @Override
        public boolean isEscapeChar(char ch) {
            return false;
        }
    }
}
