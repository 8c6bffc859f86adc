package org.pythonwasm.engine.internal.object;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping of component names to values, as a copied record is. */
final class RecordProtocol implements Protocol {
    @Override
    public Object perform(Object target, String operation, List<Object> arguments) throws Throwable {
        var components = target.getClass().getRecordComponents();
        return switch (operation) {
            case "__len__" -> components.length;
            case "__contains__" -> find(components, arguments.get(0)) != null;
            case "__getitem__" -> get(target, components, arguments.get(0));
            case "__iter__" -> Chunks.of(all(target, components).keySet()).start();
            case "__items__" -> Chunks.ofPairs(all(target, components)).start();
            case "__setitem__", "__delitem__" -> throw RaisedInPython.typeError("a Java record cannot be changed");
            default -> throw Protocol.unknown(operation);
        };
    }

    private static RecordComponent find(RecordComponent[] components, Object name) {
        return Arrays.stream(components)
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Object get(Object target, RecordComponent[] components, Object name) throws Throwable {
        var component = find(components, name);
        if (component == null) {
            throw RaisedInPython.keyError();
        }
        return value(target, component);
    }

    private static Object value(Object target, RecordComponent component) throws Throwable {
        try {
            return component.getAccessor().invoke(target);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Map<Object, Object> all(Object target, RecordComponent[] components) throws Throwable {
        var all = new LinkedHashMap<Object, Object>();
        for (var component : components) {
            all.put(component.getName(), value(target, component));
        }
        return all;
    }
}
