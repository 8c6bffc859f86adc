package org.pythonwasm.engine.script;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.script.Bindings;
import javax.script.SimpleBindings;

/**
 * Bindings of the application with the entries that a script names and that they do not list. Process engines and others find
 * such names, for instance of beans, only when they are asked for one.
 */
final class NamedEntries extends AbstractMap<String, Object> {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final Bindings bindings;
    private final Map<String, Object> listed;

    private NamedEntries(Bindings bindings, Map<String, Object> listed) {
        this.bindings = bindings;
        this.listed = listed;
    }

    /** The bindings themselves if they list what they have. */
    static Map<String, Object> of(Bindings bindings, String script) {
        if (bindings instanceof SimpleBindings || script.isEmpty()) {
            return bindings;
        }
        var listed = new LinkedHashMap<String, Object>(bindings);
        int before = listed.size();
        NAME.matcher(script)
                .results()
                .map(match -> match.group())
                .distinct()
                .filter(name -> !listed.containsKey(name) && bindings.containsKey(name))
                .toList()
                .forEach(name -> listed.put(name, bindings.get(name)));
        return listed.size() == before ? bindings : new NamedEntries(bindings, listed);
    }

    /** As they were before the script ran. */
    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return listed.entrySet().iterator();
            }

            @Override
            public int size() {
                return listed.size();
            }
        };
    }

    @Override
    public boolean containsKey(Object name) {
        return bindings.containsKey(name);
    }

    @Override
    public Object get(Object name) {
        return bindings.get(name);
    }

    @Override
    public Object put(String name, Object value) {
        return bindings.put(name, value);
    }

    @Override
    public Object remove(Object name) {
        return bindings.remove(name);
    }
}
