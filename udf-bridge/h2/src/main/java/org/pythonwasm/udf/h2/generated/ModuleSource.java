package org.pythonwasm.udf.h2.generated;

/** What the class behind the alias of a module returns. Immutable. */
public final class ModuleSource {
    private final String text;

    public ModuleSource(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
