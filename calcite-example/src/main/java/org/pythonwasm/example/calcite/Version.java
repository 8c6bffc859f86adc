package org.pythonwasm.example.calcite;

import java.io.StringReader;
import java.util.Properties;
import org.apache.calcite.jdbc.CalciteConnection;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws Exception {
        var properties = new Properties();
        properties.load(new StringReader(Resources.text("version.properties")));
        String calcite = CalciteConnection.class.getPackage().getImplementationVersion();
        return new String[] {"calcite-example " + properties.getProperty("version"), "Calcite " + calcite,
            "Java " + Runtime.version()};
    }
}
