package org.pythonwasm.hosts.jython;

import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.swing.event.ChangeEvent;
import javax.swing.event.ChangeListener;

/** The Java objects of the scripts in docs/from-jython.md. */
public final class Shop {
    private Shop() {}

    static Map<String, Object> objects() {
        var objects = new LinkedHashMap<String, Object>();
        objects.put("order", new Order());
        objects.put("articles", new ArrayList<>(List.of("A1", "B2", "C3")));
        objects.put("stock", new HashMap<>(Map.of("A1", 3)));
        objects.put("log", new Log());
        return objects;
    }

    /** A bean with a listener, and methods of many types. */
    public static final class Order {
        private final List<ChangeListener> listeners = new ArrayList<>();
        private final List<Object> changed = new ArrayList<>();
        private String id = "o1";
        private boolean open = true;

        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }

        public void setTags(Map<String, String> tags) {
            tags.values().forEach(String::strip);
        }

        public int sum(int[] numbers) {
            return Arrays.stream(numbers).sum();
        }

        public Object price(Function<Object, Object> discount) {
            return discount.apply(10);
        }

        public String first(Comparator<String> order) {
            return Stream.of("a", "b").min(order).orElseThrow();
        }

        public Exception problem() {
            return new IllegalStateException("sold out");
        }

        public File file() {
            return new File("/a/b");
        }

        public List<Object> changed() {
            return changed;
        }

        public String in(TimeUnit unit) {
            return "in " + unit;
        }

        public void sell() {
            throw new IllegalStateException("sold out");
        }

        public char letter() {
            return 'o';
        }

        public long number() {
            return 7;
        }

        public float weight() {
            return 0.5f;
        }

        public BigDecimal total() {
            return new BigDecimal("9.99");
        }

        public int[] sizes() {
            return new int[] {1, 2};
        }

        public byte[] bytes() {
            return new byte[] {65, -1};
        }

        public java.util.Date day() {
            return new java.util.Date(0);
        }

        public void addChangeListener(ChangeListener listener) {
            listeners.add(listener);
        }

        public void removeChangeListener(ChangeListener listener) {
            listeners.remove(listener);
        }

        public void change() {
            listeners.forEach(listener -> listener.stateChanged(new ChangeEvent(this)));
        }

        @Override
        public String toString() {
            return "order " + id;
        }
    }

    /** Its method has the name of a bean property. */
    public static final class Log {
        public boolean isInfo() {
            return true;
        }

        public String info(String text) {
            return "logged " + text;
        }
    }
}
