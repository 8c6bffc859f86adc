package org.pythonwasm.app;

import au.com.bytecode.opencsv.CSVReader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The model of a directory of CSV files, inside the URL. Calcite's file adapter has the texts; a view of each file has
 * the names and types that H2 would have.
 */
final class CalciteModel {
    static final String START = "model=inline:";
    private static final String FILES = "CSV";
    private static final String VIEWS = "FILES";
    private static final String END = ".csv";
    private static final String MILLISECONDS = "(3)";
    /** A semicolon ends the model in a URL, and settings follow it. */
    private static final String SEMICOLON = "\\u003b";

    private CalciteModel() {}

    static String of(CsvDirectory directory) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            json.writeStringField("defaultSchema", VIEWS);
            json.writeArrayFieldStart("schemas");
            json.writeStartObject();
            json.writeStringField("name", FILES);
            json.writeStringField("type", "custom");
            json.writeStringField("factory", "org.apache.calcite.adapter.file.FileSchemaFactory");
            json.writeObjectFieldStart("operand");
            json.writeStringField(
                    "directory", directory.path().toAbsolutePath().normalize().toString());
            json.writeEndObject();
            json.writeEndObject();
            json.writeStartObject();
            json.writeStringField("name", VIEWS);
            json.writeArrayFieldStart("tables");
            for (var file : directory.files()) {
                view(file, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return START + text.toString().replace(";", SEMICOLON);
    }

    /** As the file adapter names it. */
    private static String table(CsvFile file) {
        String name = file.path().getFileName().toString();
        if (file.separator() != ',' || !name.endsWith(END)) {
            throw new IllegalArgumentException("Calcite reads files *" + END + " with commas, and " + name
                    + " is none: without the URL calcite: H2 loads it");
        }
        return name.substring(0, name.length() - END.length());
    }

    /** The names of the columns as the file adapter, which has the same reader, takes them. */
    private static List<String> headers(CsvFile file) throws IOException {
        try (var in = new CSVReader(Files.newBufferedReader(file.path()))) {
            var headers = List.of(in.readNext());
            if (headers.size() != file.columns().size()
                    || new HashSet<>(headers).size() < headers.size()
                    || headers.stream().anyMatch(header -> header.matches("(?s).*[:\\v].*"))) {
                throw new IllegalArgumentException(
                        "Calcite takes the names of columns as they are, each once, without a colon and a line end, and those of "
                                + file.path().getFileName() + " are others: without the URL calcite: H2 loads it");
            }
            requireWholeRows(file, in, headers.size());
            return headers;
        }
    }

    /** The file adapter ends a query at a row that has fewer values, and says no more than an index. */
    private static void requireWholeRows(CsvFile file, CSVReader in, int columns) throws IOException {
        int row = 1;
        for (var values = in.readNext(); values != null; values = in.readNext()) {
            row++;
            if (values.length < columns) {
                throw new IllegalArgumentException("Calcite reads a value of each column, and row " + row + " of "
                        + file.path().getFileName() + " has " + values.length + " for " + columns
                        + " columns: without the URL calcite: H2 loads it, with NULL for the rest");
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void view(CsvFile file, JsonGenerator json) throws IOException {
        var headers = headers(file);
        json.writeStartObject();
        json.writeStringField("name", file.table());
        json.writeStringField("type", "view");
        json.writeStringField(
                "sql",
                IntStream.range(0, headers.size())
                        .mapToObj(i -> value(headers.get(i), file.columns().get(i)))
                        .collect(Collectors.joining(
                                ", ", "SELECT ", " FROM " + quoted(FILES) + "." + quoted(table(file)))));
        json.writeEndObject();
    }

    private static String value(String header, CsvFile.Column column) {
        String text = "NULLIF(TRIM(" + quoted(header) + "), '')";
        boolean time = column.type().equals("TIMESTAMP");
        return "CAST(" + (time ? "REPLACE(" + text + ", 'T', ' ')" : text) + " AS " + column.type()
                + (time ? MILLISECONDS : "") + ") AS \"" + column.name() + "\"";
    }
}
