package org.pythonwasm.cli;

import java.util.regex.Pattern;
import org.pythonwasm.engine.ScratchLimits;

/** The value of {@code --scratch}: a directory of the guest, and the total size of its files. */
record ScratchSpace(String directory, ScratchLimits limits) {
    private static final Pattern FORM = Pattern.compile("(/[^:]*)(?::([0-9]{1,9})([KMG]?))?");

    static ScratchSpace of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--scratch is DIR or DIR:SIZE, such as /tmp or /tmp:64M (K, M, G), got '"
                    + text + "'");
        }
        var limits = ScratchLimits.defaults();
        return new ScratchSpace(parts.group(1),
                parts.group(2) == null ? limits : limits.withBytes(Long.parseLong(parts.group(2)) << shift(parts.group(3))));
    }

    private static int shift(String unit) {
        return unit.isEmpty() ? 0 : 10 * (1 + "KMG".indexOf(unit));
    }
}
