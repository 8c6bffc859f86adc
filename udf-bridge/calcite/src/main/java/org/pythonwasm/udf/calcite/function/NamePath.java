package org.pythonwasm.udf.calcite.function;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.avatica.util.Casing;
import org.pythonwasm.udf.QualifiedName;

/**
 * A name in the form that Calcite stores: an unquoted part has the case that the connection's lexical rules give it.
 */
public record NamePath(Casing unquoted, QualifiedName qualified) {

    public String name() {
        return fold(unquoted, qualified.name());
    }

    /** @param current the schema if the name has none */
    public List<String> schema(List<String> current) {
        return qualified.schema().map(part -> List.of(fold(unquoted, part))).orElse(current);
    }

    static String fold(Casing unquoted, QualifiedName.Part part) {
        if (part.quoted()) {
            return part.text();
        }
        return switch (unquoted) {
            case UNCHANGED -> part.text();
            case TO_UPPER -> part.text().toUpperCase(Locale.ROOT);
            case TO_LOWER -> part.text().toLowerCase(Locale.ROOT);
        };
    }
}
