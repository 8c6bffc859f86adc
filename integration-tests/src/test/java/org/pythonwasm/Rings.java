package org.pythonwasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The strongly connected components of a graph, by Tarjan's algorithm. */
final class Rings {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> rings = new ArrayList<>();

    Rings(Map<String, Set<String>> graph) {
        this.graph = graph;
        graph.keySet().forEach(node -> {
            if (!index.containsKey(node)) {
                visit(node);
            }
        });
    }

    List<Set<String>> largerThan(int size) {
        return rings.stream().filter(ring -> ring.size() > size).toList();
    }

    private void visit(String node) {
        index.put(node, index.size());
        low.put(node, index.get(node));
        open.push(node);
        for (String next : graph.getOrDefault(node, Set.of())) {
            if (!index.containsKey(next)) {
                visit(next);
                low.merge(node, low.get(next), Math::min);
            } else if (open.contains(next)) {
                low.merge(node, index.get(next), Math::min);
            }
        }
        if (low.get(node).equals(index.get(node))) {
            close(node);
        }
    }

    private void close(String node) {
        var ring = new TreeSet<String>();
        String member;
        do {
            member = open.pop();
            ring.add(member);
        } while (!member.equals(node));
        rings.add(ring);
    }
}
