package org.pythonwasm.manual;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** What the search looks through, a document for each heading: a script, because browsers read no other files of a folder. */
final class SearchDocuments {
    private SearchDocuments() {}

    static String of(List<Page> pages) throws IOException {
        var text = new StringWriter();
        text.write("window.searchDocuments = ");
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Page page : pages) {
                for (Page.Part part : page.parts()) {
                    json.writeStartObject();
                    json.writeStringField("url", page.url() + "#" + part.anchor());
                    json.writeStringField("page", page.title());
                    json.writeStringField("heading", part.heading());
                    json.writeStringField("text", part.text().replaceAll("\\s+", " "));
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }
        return text + ";\n";
    }
}
