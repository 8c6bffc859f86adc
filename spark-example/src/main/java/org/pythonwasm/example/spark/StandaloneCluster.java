package org.pythonwasm.example.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.example.tpch.Screen;

/**
 * Spark's own cluster manager on this machine: a master and two workers, each a process, which listen on loopback. Closing it ends
 * them; so does the end of this JVM.
 */
final class StandaloneCluster implements AutoCloseable {
    /** Of a worker, and of its executor. */
    static final String MEMORY = "1g";

    /** Of loopback, one for each worker: Spark begins a slow task a second time only on a host of another name. */
    private static final List<String> NAMES = List.of("127.0.0.1", "localhost");

    static final int WORKERS = NAMES.size();
    private static final String LOGGING = """
            rootLogger.level = info
            rootLogger.appenderRef.stdout.ref = stdout
            appender.stdout.type = Console
            appender.stdout.name = stdout
            appender.stdout.target = SYSTEM_OUT
            appender.stdout.layout.type = PatternLayout
            appender.stdout.layout.pattern = %p %c{1}: %m%n%ex
            """;

    private final List<ClusterMember> members = new ArrayList<>();
    private String url;

    private StandaloneCluster() {}

    /** @param directory for an installation, which is links to jars, and for the files of workers */
    static StandaloneCluster start(Path directory, Jars jars, Screen screen) throws IOException {
        screen.heading("A cluster on this machine");
        var home = install(directory.resolve("spark"), jars);
        var cluster = new StandaloneCluster();
        try {
            var master =
                    cluster.add("Master", home, List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
            cluster.url = master.await("Starting Spark master at (spark://[0-9.:]+)");
            screen.line("  master    pid %7d  %s", master.pid(), cluster.url);
            for (int i = 1; i <= WORKERS; i++) {
                var worker = cluster.add(
                        "Worker",
                        home,
                        List.of(
                                "--host",
                                NAMES.get(i - 1),
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                MEMORY,
                                "--work-dir",
                                directory.resolve("worker" + i).toString(),
                                cluster.url));
                worker.await("(Successfully registered) with master");
                screen.line("  worker %d  pid %7d", i, worker.pid());
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** Workers start executors from the folder {@code jars} of an installation. */
    private static Path install(Path home, Jars jars) throws IOException {
        var folder = Files.createDirectories(home.resolve("jars"));
        for (var jar : jars.spark()) {
            Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
        }
        Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("log4j2.properties"), LOGGING);
        return home;
    }

    private ClusterMember add(String kind, Path home, List<String> arguments) throws IOException {
        var member = ClusterMember.start(
                "org.apache.spark.deploy." + kind.toLowerCase(java.util.Locale.ROOT) + "." + kind, home, arguments);
        members.add(member);
        return member;
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).close();
        }
    }
}
