package org.pythonwasm.udf;

import java.util.Properties;
import org.pythonwasm.test.GuestBuilds;

/** The Python that runs the functions of a database under test, and what one kind of guest does otherwise than the other. */
public enum Guest {
    BUILT_IN {
        @Override
        public Properties settings() {
            return new Properties();
        }

        @Override
        boolean raisesAtTheEnd() {
            return true;
        }

        @Override
        int leastMegabytes() {
            return 16;
        }

        @Override
        int collections() {
            return 1;
        }
    },

    /** CPython unchanged, which reads its requests from stdin. */
    FOREIGN {
        @Override
        public Properties settings() {
            var settings = new Properties();
            settings.setProperty(
                    "python-wasm.module",
                    GuestBuilds.plain().resolve("python.wasm").toString());
            settings.setProperty("python-wasm.library", GuestBuilds.plain().toString());
            return settings;
        }

        /** Nothing can be raised in it from outside: it is killed. */
        @Override
        boolean raisesAtTheEnd() {
            return false;
        }

        /** CPython's own build begins with 20 MiB. */
        @Override
        int leastMegabytes() {
            return 32;
        }

        /** Its memory goes when its thread has ended, to which somebody has to tell the thread first that nobody needs it. */
        @Override
        int collections() {
            return 20;
        }
    };

    /** Of a connection whose functions run in this guest. */
    public abstract Properties settings();

    /** Whether a limit of time and a cancellation are exceptions in Python, with the line where they met it. */
    abstract boolean raisesAtTheEnd();

    /** For an interpreter that does nothing much. */
    abstract int leastMegabytes();

    /** Of the Java heap, until interpreters that nobody needs are gone. */
    abstract int collections();

    /** How the error of a call begins that met a limit of time, behind the name of the function. */
    String timeLimitMet(String duration, String limit) {
        return raisesAtTheEnd()
                ? "TimeoutError: " + limit + "\n"
                : "the interpreter ended (killed after " + duration
                        + ": this guest takes no TimeoutError); the next call gets a " + "new one; " + limit;
    }
}
