package org.pythonwasm.example.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master or a worker: a JVM that ends when it is closed, or with this one. Thread-safe. */
final class ClusterMember implements AutoCloseable {
    private static final int KEPT = 20;

    private final String main;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ClusterMember(String main, Process process) {
        this.main = main;
        this.process = process;
    }

    static ClusterMember start(String main, Path home, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        String own = Jars.origin(ClusterProcess.class).toString();
        command.addAll(List.of("-Xmx512m", "-cp", home.resolve("conf") + ":" + home.resolve("jars") + "/*:" + own));
        command.addAll(List.of(ClusterProcess.class.getName(), main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("SPARK_HOME", home.toString());
        environment.put("SPARK_CONF_DIR", home.resolve("conf").toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        var member = new ClusterMember(main, builder.start());
        var reader = new Thread(member::read, main);
        reader.setDaemon(true);
        reader.start();
        return member;
    }

    private void read() {
        try (var output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed(line);
            }
        } catch (IOException e) {
            printed(e.toString());
        } finally {
            end();
        }
    }

    private synchronized void printed(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits for a line with the pattern, and returns its group; lines before it are forgotten.
     *
     * @throws IOException if the process ends before, with what it printed last
     */
    synchronized String await(String pattern) throws IOException {
        var wanted = Pattern.compile(pattern);
        try {
            for (int i = 0; ; i++) {
                while (i == lines.size() && !ended) {
                    wait();
                }
                if (i == lines.size()) {
                    throw new IOException(main + " ended before it was ready:\n"
                            + String.join("\n", lines.subList(Math.max(0, i - KEPT), i)));
                }
                var matcher = wanted.matcher(lines.get(i));
                if (matcher.find()) {
                    lines.clear();
                    return matcher.group(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + main + " started", e);
        }
    }

    /** Waits until it is gone, with the executors that it started. */
    @Override
    public void close() {
        var started = process.descendants().toList();
        process.destroy();
        started.forEach(child -> child.onExit().join());
        process.onExit().join();
    }
}
