package org.pythonwasm.udf.spi;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The databases that have an artifact of this project, so that a message can name the one that is missing. */
enum SupportedDatabase {
    H2("H2", "python-wasm-h2"),
    CALCITE("Calcite", "python-wasm-calcite");

    private final String productName;
    private final String artifact;

    SupportedDatabase(String productName, String artifact) {
        this.productName = productName;
        this.artifact = artifact;
    }

    /**
     * Returns the advice for a database without a dialect.
     *
     * @param database its subprotocol or product name
     */
    static String remedy(String database) {
        return Arrays.stream(values())
                .filter(known -> known.productName.equalsIgnoreCase(database))
                .findFirst()
                .map(known -> ": add " + known.coordinates() + " to the class path")
                .orElseGet(SupportedDatabase::all);
    }

    private String coordinates() {
        return "org.pythonwasm:" + artifact;
    }

    /** Those that are there, and those that could be. */
    private static String all() {
        var present = new LinkedHashSet<String>();
        Dialect.all().forEach(dialect -> present.add(dialect.productName()));
        var supported = new LinkedHashSet<String>();
        for (var known : values()) {
            supported.add(
                    present.contains(known.productName)
                            ? known.productName
                            : known.productName + " (by " + known.coordinates() + ")");
        }
        supported.addAll(others(present));
        return "; supported are " + String.join(", ", supported);
    }

    private static Set<String> others(Set<String> present) {
        var others = new LinkedHashSet<>(present);
        Arrays.stream(values()).forEach(known -> others.remove(known.productName));
        return others;
    }
}
