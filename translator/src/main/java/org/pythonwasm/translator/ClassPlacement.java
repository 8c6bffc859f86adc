package org.pythonwasm.translator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Assigns functions to classes. The JVM loads and verifies whole classes, so functions that every start needs are put
 * together.
 */
final class ClassPlacement {
    private static final int FUNCTIONS_A_CLASS = 400;

    private final Map<String, List<Integer>> classes = new LinkedHashMap<>();
    private final Map<Integer, String> owners = new HashMap<>();

    private ClassPlacement(String prefix, List<List<Integer>> groups) {
        for (List<Integer> group : groups) {
            for (int start = 0; start < group.size(); start += FUNCTIONS_A_CLASS) {
                String name = prefix + "$" + classes.size();
                var members = group.subList(start, Math.min(start + FUNCTIONS_A_CLASS, group.size()));
                classes.put(name, members);
                members.forEach(function -> owners.put(function, name));
            }
        }
    }

    /** Places functions in the order of the module. */
    static ClassPlacement sequential(String prefix, int functions) {
        return new ClassPlacement(
                prefix, List.of(IntStream.range(0, functions).boxed().toList()));
    }

    /** Places functions that a start needs first. */
    static ClassPlacement byHeat(String prefix, int functions, BitSet neededAtStart) {
        var hot = new ArrayList<Integer>();
        var cold = new ArrayList<Integer>();
        for (int function = 0; function < functions; function++) {
            (neededAtStart.get(function) ? hot : cold).add(function);
        }
        return new ClassPlacement(prefix, List.of(hot, cold));
    }

    /** Returns functions by internal class name. */
    Map<String, List<Integer>> classes() {
        return classes;
    }

    String owner(int function) {
        return owners.get(function);
    }
}
