package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.internal.define.FunctionErrors;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.FunctionPackages;
import org.pythonwasm.udf.internal.session.ImportedModules;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.internal.session.SessionRuntimes;
import org.pythonwasm.udf.spi.SqlStates;

/** Imports a module before it is created, and looks after those that import it. Stateless. */
public final class ModuleCheck {
    private static final String MISSING = "ModuleNotFoundError";

    private ModuleCheck() {}

    /**
     * Returns the definition with its packages resolved. Functions that import the module are checked with the new one.
     *
     * @param session of its creator
     * @param imports what its schema had before
     * @param functions of the schema
     * @throws SQLException if it cannot be imported, or a function would not work any more
     */
    public static ModuleDefinition check(
            ModuleDefinition module, Object session, Imports imports, Collection<FunctionDefinition> functions)
            throws SQLException {
        try {
            Packages.NONE.withModule(module.module(), module.body()); // a name that nobody can import is an error
            var before = others(imports.modules(session), module);
            refuseTaken(module, session, imports.withModules(before));
            var packages = FunctionPackages.of(module.packages(), module.body(), imports, session);
            var resolved = module.withPackages(packages.resolved());
            before.add(resolved);
            var now = imports.withModules(before);
            run(
                    FunctionPackages.of(resolved.packages(), "import " + resolved.module(), now, session),
                    session,
                    imported(packages, resolved));
            for (var user : functions) {
                if (ImportedModules.imports(user.body(), resolved.module())) {
                    FunctionCheck.check(user, session, now);
                }
            }
            return resolved;
        } catch (PythonException e) {
            throw new SQLException(
                    name(module) + FunctionErrors.text(e.getMessage(), e),
                    FunctionErrors.isOfLimit(e) ? FunctionErrors.state(e) : SqlStates.DEFINITION,
                    e);
        } catch (GuestDiedException e) {
            throw refused(module, "it ended the interpreter (" + e.getMessage() + ")", e);
        } catch (PythonModuleException | PythonPackageException | IllegalStateException e) {
            throw refused(module, e.getMessage(), e);
        }
    }

    private static List<ModuleDefinition> others(List<ModuleDefinition> modules, ModuleDefinition module) {
        var others = new ArrayList<>(modules);
        others.removeIf(other -> other.module().equals(module.module()));
        return others;
    }

    private static String imported(FunctionPackages packages, ModuleDefinition module) {
        var names = new ArrayList<>(packages.modulesToTry());
        names.add(module.module());
        return "import " + String.join(", ", names);
    }

    /** A module of the library, or of a package, comes first. */
    private static void refuseTaken(ModuleDefinition module, Object session, Imports imports) throws SQLException {
        try {
            run(
                    FunctionPackages.of(module.packages(), module.body(), imports, session),
                    session,
                    "import " + module.module());
        } catch (PythonException e) {
            if (e.typeName().equals(MISSING)) {
                return;
            }
        }
        throw refused(module, "Python has a module of that name already; choose another", null);
    }

    @SuppressWarnings("try") // the watch is there to be closed
    private static void run(FunctionPackages packages, Object session, String script) {
        try (var python = SessionRuntimes.open(packages.runtime(session), FunctionOptions.NONE.limitsOfBody());
                var watch = Cancellation.watch(python)) {
            python.exec(script, "<modules>");
        }
    }

    /**
     * Refuses to drop a module that is imported.
     *
     * @param modules of its schema
     * @param functions of its schema
     * @throws SQLException 42000
     */
    public static void requireUnused(
            ModuleDefinition module, Collection<ModuleDefinition> modules, Collection<FunctionDefinition> functions)
            throws SQLException {
        var users = new ArrayList<String>();
        functions.stream()
                .filter(user -> ImportedModules.imports(user.body(), module.module()))
                .forEach(user -> users.add("the function " + user.name()));
        modules.stream()
                .filter(user ->
                        !user.module().equals(module.module()) && ImportedModules.imports(user.body(), module.module()))
                .forEach(user -> users.add("the module " + user.name()));
        if (!users.isEmpty()) {
            throw refused(
                    module,
                    String.join(", ", users) + " import" + (users.size() == 1 ? "s" : "") + " it; drop these first",
                    null);
        }
    }

    public static SQLException refused(ModuleDefinition module, String message, Exception cause) {
        return new SQLException(name(module) + message, SqlStates.DEFINITION, cause);
    }

    private static String name(ModuleDefinition module) {
        return "PythonModule " + module.name() + ": ";
    }
}
