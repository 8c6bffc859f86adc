package org.pythonwasm.bench.harness;

import java.util.List;

/**
 * A system of the comparison.
 *
 * @param key how {@code --systems} calls it
 * @param title head of its column
 * @param command starts its process; the arguments of {@link Worker} follow
 * @param missing why it cannot be started; empty when it can
 */
record Contestant(String key, String title, List<String> command, String missing) {
    boolean isThere() {
        return missing.isEmpty();
    }
}
