package org.pythonwasm.udf;

import java.util.List;
import java.util.Locale;

/**
 * A Python module in the form that a {@code CREATE PYTHON MODULE} statement declares; functions of its schema can import it. Immutable.
 *
 * @param packages that it imports; in a module that was created, with versions and hashes
 * @param body Python source without the statement's indentation
 */
public record ModuleDefinition(QualifiedName name, List<PackagePin> packages, String body) {

    public ModuleDefinition {
        packages = List.copyOf(packages);
    }

    /** Returns what scripts import: the name as it is written in quotes, in lower case without. */
    public String module() {
        return name.name().quoted() ? name.name().text() : name.name().text().toLowerCase(Locale.ROOT);
    }

    public ModuleDefinition withPackages(List<PackagePin> named) {
        return new ModuleDefinition(name, named, body);
    }

    public ModuleDefinition withName(QualifiedName newName) {
        return new ModuleDefinition(newName, packages, body);
    }

    /** Returns the SHA-256 of the body in UTF-8, in lower-case hexadecimal digits. */
    public String sha256() {
        return PythonSource.sha256(body);
    }

    /** Returns the option clause; empty without packages. */
    public String clauses() {
        String options = FunctionOptions.NONE.withPackages(packages).sql();
        return options.isEmpty() ? "" : "WITH (" + options + ")";
    }

    /** Returns a statement that declares the same module. */
    public String sql() {
        String quote = PythonSource.quote(body);
        return "CREATE PYTHON MODULE " + name.sql() + "\n" + clauses() + (packages.isEmpty() ? "" : "\n") + "AS "
                + quote + "\n" + body + quote;
    }
}
