package org.pythonwasm.hosts.jython;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stand-ins for what hosts of scripts hand over, with methods of the shapes that theirs have. */
public final class HostObjects {
    private HostObjects() {}

    /** Texts in, texts out, as administration tools of application servers do. */
    public static final class Configuration {
        final List<String> changes = new ArrayList<>();

        public String list(String type) {
            return "web(cells/a#1)\ndb(cells/a#2)";
        }

        public void modify(String object, List<List<String>> attributes) {
            attributes.forEach(pair -> changes.add(object + " " + String.join("=", pair)));
        }
    }

    /** A tree of beans in which a script moves about. */
    public static final class Domain {
        final List<String> changes = new ArrayList<>();

        public Domain cd(String path) throws NoSuchFolderException {
            if (path.endsWith("/missing")) {
                throw new NoSuchFolderException(path);
            }
            changes.add("cd " + path);
            return this;
        }

        public void setListenPort(int port) {
            changes.add("port " + port);
        }
    }

    public static final class NoSuchFolderException extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchFolderException(String path) {
            super("no " + path);
        }
    }

    @FunctionalInterface
    public interface StreamCallback {
        void process(InputStream in, OutputStream out) throws IOException;
    }

    @FunctionalInterface
    public interface OutputStreamCallback {
        void process(OutputStream out) throws IOException;
    }

    /** Content with attributes, which is changed by callbacks or by streams. */
    public static final class Flow {
        private byte[] content;
        private final Map<String, String> attributes = new TreeMap<>();

        public Flow(String content) {
            this.content = content.getBytes();
        }

        @Override
        public String toString() {
            return new String(content) + " " + attributes;
        }
    }

    /** As sessions of flow engines. */
    public static final class Session {
        final Flow flow;
        final List<String> transferred = new ArrayList<>();

        public Session(String content) {
            flow = new Flow(content);
        }

        public Flow get() {
            return flow;
        }

        public InputStream read(Flow from) {
            return new ByteArrayInputStream(from.content);
        }

        public OutputStream write(Flow to) {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    to.content = toByteArray();
                }
            };
        }

        public Flow write(Flow to, OutputStreamCallback callback) throws IOException {
            try (var out = write(to)) {
                callback.process(out);
            }
            return to;
        }

        public Flow write(Flow to, StreamCallback callback) throws IOException {
            try (var in = read(to);
                    var out = write(to)) {
                callback.process(in, out);
            }
            return to;
        }

        public Flow putAllAttributes(Flow to, Map<String, String> attributes) {
            to.attributes.putAll(attributes);
            return to;
        }

        public void transfer(Flow what) {
            transferred.add(what.toString());
        }
    }

    /** A class of which scripts for Jython make subclasses. */
    public abstract static class SimpleRule {
        public abstract Object execute(String module, Map<String, ?> inputs);
    }

    /** What such a registry has for functions. */
    @FunctionalInterface
    public interface Action {
        Object execute(String module, Map<String, ?> inputs);
    }

    public static final class Rules {
        final List<Object> results = new ArrayList<>();

        public void addRule(SimpleRule rule) {
            results.add(rule.execute("module", Map.of("event", "on")));
        }

        public void addAction(Action action) {
            results.add(action.execute("module", Map.of("event", "on")));
        }
    }
}
