package org.pythonwasm.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.pythonwasm.cli.PythonWasm;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database, with what in it; the same for all commands that open one. */
final class ConnectionOptions {
    private static final String PREFIX = "jdbc:python-wasm:";
    private static final List<String> PASSED = List.of("module", "library", "packages");
    static final String CALCITE = PREFIX + "calcite:";
    private static final Pattern MODEL = Pattern.compile(".*[:;] *model=(?!inline:)([^;]+).*");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description =
                    "The database: a JDBC URL, or the part that names it, such as h2:./shop, h2:tcp://host/shop or calcite:model=shop.json "
                            + "(default: an empty H2 database in memory).")
    private String url;

    @Option(
            names = "--csv",
            paramLabel = "DIR",
            description =
                    "Make a table of each .csv file of this directory. H2 loads them; with the URL calcite: they are read where they are.")
    private Path csv;

    @Option(names = "--user", paramLabel = "NAME", description = "The user of the database (default: sa).")
    private String user = "sa";

    @Option(
            names = "--password",
            arity = "0..1",
            interactive = true,
            paramLabel = "PASSWORD",
            description = "The user's password; without a value it is asked for.")
    private String password = "";

    /** Returns the name of a database in memory, or the URL that was given. */
    String url(String memory, PythonWasm parent) {
        if (url != null && url.indexOf(':') < 0) {
            throw new IllegalArgumentException(
                    "'" + url + "' is no URL of a database, which begins with h2: or calcite:; "
                            + "the H2 database in a file is h2:./shop, and CSV files are the tables of --csv DIR");
        }
        var all = new StringBuilder(prefixed(url == null ? "h2:mem:" + memory : url));
        if (csv != null && all.toString().equals(CALCITE)) {
            var files = CsvDirectory.in(csv);
            files.warn(parent.err());
            all.append(CalciteModel.of(files));
        } else if (csv != null && all.toString().startsWith(CALCITE)) {
            throw new IllegalArgumentException("--csv goes with H2, or with the URL calcite: and nothing behind it");
        }
        checkModel(all.toString());
        var settings = parent.settings();
        for (String name : PASSED) {
            if (settings.containsKey(name)) {
                all.append(";python-wasm.")
                        .append(name)
                        .append('=')
                        .append(settings.get(name).get(0).replace(";", "\\;"));
            }
        }
        return all.toString();
    }

    /** Calcite says the name of a Java exception only. */
    private static void checkModel(String url) {
        var model = MODEL.matcher(url);
        if (url.startsWith(CALCITE) && model.matches() && !Files.isRegularFile(Path.of(model.group(1)))) {
            throw new IllegalArgumentException("can't open the model '" + model.group(1) + "': it is not there");
        }
    }

    private static String prefixed(String url) {
        if (url.startsWith(PREFIX)) {
            return url;
        }
        return PREFIX + (url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
    }

    /** Returns whether the database is new, and in the memory of this process. */
    boolean isOwn() {
        return url == null;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** Opens the database and makes its tables. */
    Connection open(String url, String password, PrintStream err) throws SQLException {
        var connection = DriverManager.getConnection(url, user, password);
        try {
            if (csv != null && !url.startsWith(CALCITE)) {
                var files = CsvDirectory.in(csv);
                files.warn(err);
                files.load(connection);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
