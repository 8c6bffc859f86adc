package org.pythonwasm.udf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Python source in a statement. Stateless. */
final class PythonSource {
    private PythonSource() {}

    /** Returns the SHA-256 of the text in UTF-8, in lower-case hexadecimal digits. */
    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns a dollar quote that the text does not contain, not even together with the quote's first character. */
    static String quote(String text) {
        String quote = text.contains("$") ? "$py$" : "$$";
        for (int i = 1; (text + "$").contains(quote); i++) {
            quote = "$py" + i + "$";
        }
        return quote;
    }
}
