package org.pythonwasm.agents;

import java.util.Objects;
import java.util.Optional;

/**
 * What a conversation keeps and returns at most; time and memory are {@link org.pythonwasm.engine.Limits} of its runtime. Immutable.
 *
 * @param text characters of each of: what a run printed, its value, its traceback. Default 50,000
 * @param scratch the scratch space of the runtime, an absolute path of the guest; none by default
 * @param files that are listed. Default 500
 * @param fileBytes of a file that Java reads or writes. Default 8 MiB
 */
public record ConversationLimits(int text, Optional<String> scratch, int files, int fileBytes) {
    private static final ConversationLimits DEFAULTS = new ConversationLimits(50_000, Optional.empty(), 500, 8 << 20);

    public ConversationLimits {
        requirePositive("number of characters", text);
        requirePositive("number of files", files);
        requirePositive("size of a file", fileBytes);
        if (!Objects.requireNonNull(scratch, "scratch").orElse("/x").matches("/[\\p{L}\\p{N}._/-]*[\\p{L}\\p{N}._-]")) {
            throw new IllegalArgumentException(
                    "a scratch space has an absolute path of letters, digits, '.', '_', '-', got " + scratch.get());
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("the " + what + " must be positive, got " + value);
        }
    }

    public static ConversationLimits defaults() {
        return DEFAULTS;
    }

    public ConversationLimits withText(int characters) {
        return new ConversationLimits(characters, scratch, files, fileBytes);
    }

    /** @param guestPath that of {@link org.pythonwasm.engine.PythonRuntime.Builder#withScratchSpace(String)} */
    public ConversationLimits withScratch(String guestPath) {
        return new ConversationLimits(text, Optional.of(guestPath), files, fileBytes);
    }

    public ConversationLimits withFiles(int count) {
        return new ConversationLimits(text, scratch, count, fileBytes);
    }

    public ConversationLimits withFileBytes(int bytes) {
        return new ConversationLimits(text, scratch, files, bytes);
    }
}
