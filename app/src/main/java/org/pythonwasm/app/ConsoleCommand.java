package org.pythonwasm.app;

import java.security.SecureRandom;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.h2.server.web.WebServer;
import org.h2.tools.Server;
import org.pythonwasm.cli.PythonWasm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code console}: H2's web console with a connection of this driver. The port is on loopback, where other users of the
 * machine reach it, too: only the address with the session's key leads to the connection, and the login page opens none
 * but to H2 databases that exist, with their passwords.
 */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Opens a database in a browser: H2's web console, on this machine only. It ends when the person disconnects there, or with control-C.")
final class ConsoleCommand implements Callable<Integer> {
    private static final String MEMORY = "console";
    private static final int KEY_BYTES = 16;

    @ParentCommand
    private PythonWasm parent;

    @Mixin
    private ConnectionOptions database;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port on 127.0.0.1 (default: a free one).")
    private int port;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean silent;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("--port is a number up to 65535, got " + port);
        }
        System.setProperty("h2.bindAddress", "127.0.0.1");
        System.setProperty("h2.allowedClasses", "org.pythonwasm.udf.h2.*");
        String url = database.url(MEMORY, parent);
        var connection = database.open(url, database.isOwn() ? key() : database.password(), parent.err());
        forgetDrivers();
        var ended = new CountDownLatch(1);
        var console = new WebServer();
        console.setShutdownHandler(ended::countDown);
        var server = new Server(console, "-webPort", Integer.toString(port), "-properties", "null");
        server.start();
        try {
            open(console.addSession(OfThisDriver.wrap(connection, url)));
            ended.await();
        } finally {
            server.stop();
            connection.close();
        }
        return 0;
    }

    /** The password of a database that nobody but this connection is to open. */
    private static String key() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** The login page opens a connection of any driver that it finds; the one that is needed is open. */
    private static void forgetDrivers() throws SQLException {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            DriverManager.deregisterDriver(driver);
        }
    }

    private void open(String address) {
        parent.out().println("python-wasm: the console is at " + address);
        parent.out().flush();
        if (!silent) {
            try {
                Server.openBrowser(address);
            } catch (Exception e) {
                parent.err().println("python-wasm: no browser could be started; open the address in one");
            }
        }
    }
}
