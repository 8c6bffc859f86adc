package org.pythonwasm.engine.internal.object;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;

/** A mutable sequence. */
final class ListProtocol implements Protocol {
    @Override
    @SuppressWarnings("unchecked")
    public Object perform(Object target, String operation, List<Object> arguments) {
        var list = (List<Object>) target;
        return switch (operation) {
            case "__len__" -> list.size();
            case "__getitem__" -> list.get(Protocol.index(arguments.get(0), list.size()));
            case "__slice__" -> slice(list, arguments);
            case "__setitem__" -> set(list, Protocol.index(arguments.get(0), list.size()), arguments.get(1));
            case "__delitem__" -> delete(list, Protocol.index(arguments.get(0), list.size()));
            case "__insert__" -> insert(list, place(arguments.get(0), list.size()), arguments.get(1));
            case "__splice__" -> splice(list, arguments, (List<Object>) arguments.get(3));
            case "__permute__" -> permute(list, (List<Object>) arguments.get(0));
            case "__iter__" -> Chunks.of(list).start();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static Object slice(List<Object> list, List<Object> bounds) {
        var from = list instanceof RandomAccess ? list : Arrays.asList(list.toArray());
        var items = new ArrayList<Object>();
        for (int place : Protocol.places(bounds, from.size())) {
            items.add(from.get(place));
        }
        return new ByValue(items);
    }

    private static Object set(List<Object> list, int index, Object value) {
        list.set(index, Likeness.like(value, list.get(index)));
        return null;
    }

    private static Object delete(List<Object> list, int index) {
        list.remove(index);
        return null;
    }

    /** As for Python's {@code insert}, which never fails for an index. */
    private static int place(Object given, int size) {
        boolean beyond = given instanceof Long || given instanceof BigInteger;
        if (beyond) {
            return ((Number) given).doubleValue() < 0 ? 0 : size;
        }
        int index = Protocol.integer(given);
        return Math.min(Math.max(index < 0 ? index + size : index, 0), size);
    }

    private static Object insert(List<Object> list, int index, Object value) {
        int size = list.size();
        list.add(index, size == 0 ? value : Likeness.like(value, list.get(Math.min(index, size - 1))));
        return null;
    }

    /** Puts items in the place of others, of which there may be more or fewer. */
    private static Object splice(List<Object> list, List<Object> bounds, List<Object> items) {
        int[] places = Protocol.places(bounds, list.size());
        int common = Math.min(places.length, items.size());
        for (int i = 0; i < common; i++) {
            set(list, places[i], items.get(i));
        }
        if (places.length > common) {
            remove(list, Arrays.copyOfRange(places, common, places.length));
        } else if (items.size() > common) {
            Object example = list.isEmpty() ? null : list.get(0);
            int end = place(bounds.get(0), list.size()) + common;
            var more = new ArrayList<Object>(items.subList(common, items.size()));
            more.replaceAll(item -> Likeness.like(item, example));
            list.addAll(Math.min(end, list.size()), more);
        }
        return null;
    }

    private static void remove(List<Object> list, int[] places) {
        if (places[places.length - 1] - places[0] == places.length - 1) {
            list.subList(places[0], places[0] + places.length).clear();
            return;
        }
        var gone = new BitSet();
        Arrays.stream(places).forEach(gone::set);
        var left = new ArrayList<Object>();
        int place = 0;
        for (Object item : list) {
            if (!gone.get(place++)) {
                left.add(item);
            }
        }
        list.clear();
        list.addAll(left);
    }

    private static Object permute(List<Object> list, List<Object> places) {
        var next = Arrays.asList(Protocol.permuted(list.toArray(), places)).iterator();
        list.replaceAll(item -> next.next());
        return null;
    }
}
