package org.pythonwasm.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** How a result is printed. But for {@link #table} and {@link #markdown} a row is printed as it comes. */
enum Format {
    table("table") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException {
            new TableWriter(rows, out).write();
        }
    },
    vertical("vertical") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException {
            var labels = labels(rows);
            int width = labels.stream().mapToInt(String::length).max().orElse(0);
            for (long number = 1; rows.next(); number++) {
                out.println("-- row " + number);
                for (int i = 0; i < labels.size(); i++) {
                    out.println(labels.get(i) + " ".repeat(width - labels.get(i).length()) + "  "
                            + shown(text(rows, i + 1, "NULL")));
                }
            }
        }
    },
    csv("csv") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException {
            separated(rows, out, ",", Format::quoted);
        }
    },
    tsv("tsv") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException {
            separated(
                    rows,
                    out,
                    "\t",
                    text -> text.replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"));
        }
    },
    json("json") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException, IOException {
            var labels = labels(rows);
            var json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            out.print("[");
            for (boolean first = true; rows.next(); first = false) {
                out.print(first ? "\n" : ",\n");
                json.writeStartObject();
                for (int i = 1; i <= labels.size(); i++) {
                    json.writeFieldName(labels.get(i - 1));
                    value(rows.getObject(i), rows, i, json);
                }
                json.writeEndObject();
                json.flush();
            }
            out.println("\n]");
        }
    },
    markdown("table") {
        @Override
        void print(ResultSet rows, PrintStream out) throws SQLException {
            var labels = labels(rows);
            out.println("| " + String.join(" | ", labels) + " |");
            out.println("|" + " --- |".repeat(labels.size()));
            while (rows.next()) {
                var line = new StringBuilder("|");
                for (int i = 1; i <= labels.size(); i++) {
                    line.append(' ')
                            .append(text(rows, i, "").replace("|", "\\|").replaceAll("\\R", "<br>"))
                            .append(" |");
                }
                out.println(line);
            }
        }
    };

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\r]]");
    /** Unicode's pictures of control characters. */
    private static final char PICTURES = '\u2400';

    private final String ofShell;

    Format(String ofShell) {
        this.ofShell = ofShell;
    }

    /** Returns the most similar one of sqlline. */
    String ofShell() {
        return ofShell;
    }

    abstract void print(ResultSet rows, PrintStream out) throws SQLException, IOException;

    static List<String> labels(ResultSet rows) throws SQLException {
        var labels = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            labels.add(rows.getMetaData().getColumnLabel(i));
        }
        return labels;
    }

    /** As the database prints it. */
    static String text(ResultSet rows, int column, String ofNull) throws SQLException {
        String text = rows.getString(column);
        return text == null ? ofNull : text;
    }

    /** For a terminal, which takes orders from control characters; line ends stay. */
    static String shown(String text) {
        return CONTROL.matcher(text).replaceAll(found -> {
            char control = found.group().charAt(0);
            return String.valueOf(control < ' ' ? (char) (PICTURES + control) : control == 0x7F ? '\u2421' : '\uFFFD');
        });
    }

    private static void separated(ResultSet rows, PrintStream out, String separator, UnaryOperator<String> written)
            throws SQLException {
        var labels = labels(rows);
        out.println(String.join(separator, labels.stream().map(written).toList()));
        while (rows.next()) {
            var line = new StringBuilder();
            for (int i = 1; i <= labels.size(); i++) {
                line.append(i == 1 ? "" : separator);
                String text = rows.getString(i);
                if (text != null) {
                    line.append(written.apply(text));
                }
            }
            out.println(line);
        }
    }

    /** As in RFC 4180; the empty string has quotes, and NULL has none. */
    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void value(Object value, ResultSet rows, int column, JsonGenerator json)
            throws SQLException, IOException {
        int type = rows.getMetaData().getColumnType(column);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Array array) {
            elements((Object[]) array.getArray(), json);
        } else if (type == Types.OTHER || !isPlain(value)) {
            json.writeString(rows.getString(column));
        } else {
            plain(value, json);
        }
    }

    private static void elements(Object[] elements, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            if (element instanceof Object[] nested) {
                elements(nested, json);
            } else {
                plain(element, json);
            }
        }
        json.writeEndArray();
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static void plain(Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number && isFinite(number)) {
            json.writeNumber(number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }
}
