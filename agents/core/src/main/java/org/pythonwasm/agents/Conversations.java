package org.pythonwasm.agents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pythonwasm.engine.PythonRuntime;

/**
 * A bounded number of conversations by their names. Thread-safe.
 *
 * <p>One that nobody ends stays open. Where there are as many as there may be, a further one is refused, and none loses its state;
 * with {@link #replacingOldest()} the one that was not used for longest is closed instead.
 */
public final class Conversations implements AutoCloseable {
    private static final int LONGEST_NAME = 100;

    private final PythonRuntime runtime;
    private final ConversationLimits limits;
    private final int most;
    private final boolean replacing;
    /** In the order of their last use. */
    private final Map<String, Conversation> open = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    /**
     * @param runtime decides what the code may reach, and has the limits of one run
     * @param most that are open at a time
     */
    public Conversations(PythonRuntime runtime, ConversationLimits limits, int most) {
        this(runtime, limits, most, false);
    }

    private Conversations(PythonRuntime runtime, ConversationLimits limits, int most, boolean replacing) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.limits = Objects.requireNonNull(limits, "limits");
        if (most < 1) {
            throw new IllegalArgumentException("there must be room for one conversation at least, got " + most);
        }
        this.most = most;
        this.replacing = replacing;
    }

    /** Returns conversations like these, none of them open, of which a further one replaces the one that was used least recently. */
    public Conversations replacingOldest() {
        return new Conversations(runtime, limits, most, true);
    }

    /**
     * Returns the conversation of that name, a new one if there is none.
     *
     * @throws IllegalStateException if there are as many as there may be
     * @throws IllegalArgumentException for a name that is empty or long
     */
    public Conversation get(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a conversation's name has 1 to " + LONGEST_NAME + " characters, got " + name.length());
        }
        Conversation replaced = null;
        Conversation found;
        synchronized (open) {
            if (closed) {
                throw new IllegalStateException("the conversations are closed");
            }
            found = open.get(name);
            if (found == null) {
                if (open.size() >= most) {
                    replaced = makeRoom(name);
                }
                found = new Conversation(runtime, limits);
                open.put(name, found);
            }
        }
        if (replaced != null) {
            replaced.close();
        }
        return found;
    }

    /** Returns the conversation of that name if it is open. */
    public Optional<Conversation> find(String name) {
        synchronized (open) {
            return Optional.ofNullable(open.get(name));
        }
    }

    private Conversation makeRoom(String name) {
        var oldest = open.entrySet().stream()
                .filter(entry -> replacing && !entry.getValue().isBusy())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no room for the conversation '" + name + "': " + most
                        + " are open, which is the most (" + String.join(", ", open.keySet())
                        + "); use one of them, or end one"));
        open.remove(oldest.getKey());
        return oldest.getValue();
    }

    /** Returns the names of those that are open, the one used least recently first. */
    public List<String> names() {
        synchronized (open) {
            return new ArrayList<>(open.keySet());
        }
    }

    /** Ends a conversation: its variables and files are gone, and there is room for another. Returns whether there was one. */
    public boolean end(String name) {
        Conversation ended;
        synchronized (open) {
            ended = open.remove(name);
        }
        if (ended != null) {
            ended.close();
        }
        return ended != null;
    }

    /** Ends all of them. */
    @Override
    public void close() {
        List<Conversation> all;
        synchronized (open) {
            closed = true;
            all = new ArrayList<>(open.values());
            open.clear();
        }
        all.forEach(Conversation::close);
    }
}
