package org.pythonwasm.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

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
        return START + text;
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

    private static void view(CsvFile file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", file.table());
        json.writeStringField("type", "view");
        json.writeStringField(
                "sql",
                file.columns().stream()
                        .map(CalciteModel::value)
                        .collect(Collectors.joining(
                                ", ", "SELECT ", " FROM \"" + FILES + "\".\"" + table(file) + "\"")));
        json.writeEndObject();
    }

    private static String value(CsvFile.Column column) {
        String text = "NULLIF(TRIM(\"" + column.header().replace("\"", "\"\"") + "\"), '')";
        boolean time = column.type().equals("TIMESTAMP");
        return "CAST(" + (time ? "REPLACE(" + text + ", 'T', ' ')" : text) + " AS " + column.type()
                + (time ? MILLISECONDS : "") + ") AS \"" + column.name() + "\"";
    }
}
