package org.pythonwasm.machine.memory;

/** Makes matchers of regular expressions. Found by {@link java.util.ServiceLoader}; thread-safe. */
public interface RegexCompiler {
    /**
     * Makes a matcher, or returns null where the pattern stays with the guest.
     *
     * @param code of {@code re}'s compiler, for {@code _sre}; what the guest's memory says, so nothing of it is to be believed
     * @param groups the groups for which a match has room
     * @param charSize bytes a character of the text: 1, 2 or 4
     */
    RegexMatcher compile(int[] code, int groups, int charSize);
}
