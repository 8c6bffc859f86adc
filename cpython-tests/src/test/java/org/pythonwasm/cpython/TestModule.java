package org.pythonwasm.cpython;

import java.util.List;

/**
 * One of CPython's test modules.
 *
 * @param name without package: {@code test_json}
 * @param extras files and folders of {@code Lib/test} that it needs besides itself and the common ones
 */
record TestModule(String name, List<String> extras) {
    static TestModule parse(String line) {
        var words = List.of(line.trim().split("\\s+"));
        return new TestModule(words.get(0), words.subList(1, words.size()));
    }

    String qualifiedName() {
        return "test." + name;
    }
}
