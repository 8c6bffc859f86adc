package org.pythonwasm.cpython;

import java.util.List;

/**
 * One of CPython's test modules.
 *
 * @param name without package: {@code test_json}
 * @param extras files and folders of {@code Lib/test} that it needs besides itself and the common ones
 * @param children whether its cases get a fresh interpreter where they start a Python process
 */
record TestModule(String name, List<String> extras, boolean children) {
    private static final String CHILDREN = "+children";

    static TestModule parse(String line) {
        var words = List.of(line.trim().split("\\s+"));
        var extras = words.stream().skip(1).filter(word -> !word.equals(CHILDREN)).toList();
        return new TestModule(words.get(0), extras, words.contains(CHILDREN));
    }

    String qualifiedName() {
        return "test." + name;
    }
}
