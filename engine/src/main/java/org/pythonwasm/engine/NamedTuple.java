package org.pythonwasm.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A value that arrives in Python as a {@code collections.namedtuple}. A name in upper case is lower case in Python; a
 * name that is not valid in Python becomes {@code _1} by its place. A named tuple of Python arrives in Java as a list.
 * Immutable if its values are.
 *
 * @param names of the values, one each
 * @param values any that {@code docs/values.md} lists; null is None
 */
public record NamedTuple(List<String> names, List<Object> values) {

    public NamedTuple {
        names = List.copyOf(names);
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(
                    "a named tuple has as many names as values, got " + names.size() + " and " + values.size());
        }
    }
}
