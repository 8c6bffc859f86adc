package org.pythonwasm.machine.memory;

/** Matches one pattern in texts of one character size. Immutable, shared by all guests of the JVM. */
public interface RegexMatcher {
    int FAILED = 0;
    int MATCHED = 1;
    /** Not at an end: the guest looks after its signals and comes back. */
    int PAUSED = -20;

    /** Begins the run, or goes on after a pause. */
    int match(RegexRun run);

    /** What it takes of the Java heap and of metaspace, about. */
    int size();
}
