package org.pythonwasm.engine.script;

/** Java values as Python source text. */
final class PythonLiterals {
    private PythonLiterals() {}

    /** Returns a string literal for any text, in ASCII. */
    static String quote(String text) {
        var literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        literal.append((char) c);
                    } else {
                        literal.append(String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c));
                    }
                }
            }
        });
        return literal.append('"').toString();
    }
}
