package org.pythonwasm.example.spark;

import java.io.IOException;
import java.util.Arrays;

/** The main class of a master or a worker: it ends with the program that started it, however that ends. */
final class ClusterProcess {
    private ClusterProcess() {}

    /** @param arguments the main class of Spark, and its arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var watch = new Thread(ClusterProcess::endWithParent, "parent");
        watch.setDaemon(true);
        watch.start();
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** The standard input is at its end when the parent is gone. */
    private static void endWithParent() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // At its end, too.
        }
        System.exit(0);
    }
}
