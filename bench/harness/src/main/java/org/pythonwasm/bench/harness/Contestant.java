package org.pythonwasm.bench.harness;

import java.util.List;

/**
 * A system of the comparison.
 *
 * @param key its name for {@code --systems}
 * @param title head of its column
 * @param command starts its process; the arguments of {@link Worker} follow
 * @param missing the reason why it cannot be started; empty if it can
 */
record Contestant(String key, String title, List<String> command, String missing) {
    boolean isThere() {
        return missing.isEmpty();
    }
}
