package org.pythonwasm.app;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.ErrorCode;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import sqlline.BuiltInProperty;
import sqlline.CommandHandler;
import sqlline.DispatchCallback;
import sqlline.ReflectiveCommandHandler;
import sqlline.SqlLine;

/**
 * SQLLine with what people expect of a prompt: the tab key completes names in any case, {@code !tables} lists their tables, control-C
 * drops a line, {@code exit} leaves, NULL is no empty text, and CSV has the quotes of RFC 4180.
 */
final class SqlPrompt extends SqlLine {
    private static final String TABLES = "tables";

    /** @param own a query that lists the person's tables */
    SqlPrompt(String own) {
        var handlers = new ArrayList<CommandHandler>(getCommandHandlers());
        handlers.replaceAll(handler -> handler.getName().equals(TABLES) ? new OwnTables(this, own) : handler);
        updateCommandHandlers(handlers);
        getOpts().setCsvQuoteCharacter("\"");
        getOpts().set(BuiltInProperty.NULL_VALUE, "NULL");
    }

    /** Control-C at the prompt cancels the last statement, which is closed by then: that is no error to a person. */
    @Override
    public void handleException(Throwable e) {
        if (!(e instanceof SQLException closed && closed.getErrorCode() == ErrorCode.OBJECT_CLOSED)) {
            super.handleException(e);
        }
    }

    @Override
    public LineReader getConsoleReader(InputStream in, History history) throws IOException {
        var reader = (LineReaderImpl) super.getConsoleReader(in, history);
        // SQLLine completes on a person's terminal only.
        if (reader.getCompleter() != null && !(reader.getCompleter() instanceof Names)) {
            reader.setCompleter(new Names(reader.getCompleter()));
            reader.option(LineReader.Option.CASE_INSENSITIVE, true);
        }
        if (!(reader.getWidgets().get(LineReader.ACCEPT_LINE) instanceof Leaving)) {
            var accept = reader.getWidgets().get(LineReader.ACCEPT_LINE);
            reader.getWidgets().put(LineReader.ACCEPT_LINE, new Leaving(reader, accept));
        }
        return reader;
    }

    /** {@code !tables} alone leaves out what belongs to the database; a pattern behind it finds all. */
    private static final class OwnTables extends ReflectiveCommandHandler {
        private final CommandHandler sql;
        private final String query;

        OwnTables(SqlLine prompt, String query) {
            super(prompt, List.of(), TABLES);
            this.sql = new ReflectiveCommandHandler(prompt, List.of(), "sql");
            this.query = query;
        }

        @Override
        public void execute(String line, DispatchCallback callback) {
            if (line.strip().contains(" ")) {
                super.execute(line, callback);
            } else {
                sql.execute(sql.getName() + " " + query, callback);
            }
        }
    }

    /**
     * Without the dot that SQLLine has as the suffix of a table. It is no part of the name, but JLine takes as many
     * characters away if a space or a semicolon follows: VISITS became VISIT.
     */
    record Names(Completer all) implements Completer {
        @Override
        public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
            var found = new ArrayList<Candidate>();
            all.complete(reader, line, found);
            for (var name : found) {
                candidates.add(new Candidate(
                        name.value(), name.displ(), name.group(), name.descr(), null, name.key(), name.complete()));
            }
        }
    }

    /** Ends the input at {@code exit} or {@code quit}, which is no SQL and would wait for a semicolon. */
    private record Leaving(LineReader reader, Widget accept) implements Widget {
        @Override
        public boolean apply() {
            if (reader.getBuffer().toString().strip().matches("(?i)(exit|quit) *;?")) {
                throw new EndOfFileException();
            }
            return accept.apply();
        }
    }
}
