package org.pythonwasm.example.h2;

import java.io.StringReader;
import java.util.Properties;
import org.h2.engine.Constants;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws Exception {
        var properties = new Properties();
        properties.load(new StringReader(Resources.text("version.properties")));
        return new String[] {"h2-example " + properties.getProperty("version"), "H2 " + Constants.VERSION,
            "Java " + Runtime.version()};
    }
}
