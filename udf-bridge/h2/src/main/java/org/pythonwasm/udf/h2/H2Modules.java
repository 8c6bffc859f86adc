package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.schema.Schema;
import org.h2.schema.UserDefinedFunction;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.QualifiedName;
import org.pythonwasm.udf.h2.Aliases.Alias;
import org.pythonwasm.udf.h2.function.H2Sessions;
import org.pythonwasm.udf.internal.check.ModuleCheck;
import org.pythonwasm.udf.internal.metrics.ModuleEntry;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.internal.session.Imports;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;

/** The Python modules of H2's schemas: aliases, so that they survive restart, SCRIPT and backup. Stateless. */
final class H2Modules {
    private H2Modules() {}

    /** A module where it is stored. */
    record Stored(String schema, ModuleDefinition definition) {}

    /** Returns what functions can import in the schema of a loaded function, as it is when they ask. */
    static Imports importsOf(String className) {
        return new Imports() {
            @Override
            public Packages packages(Object session) {
                return OF_SESSION.packages(session);
            }

            @Override
            public List<ModuleDefinition> modules(Object session) {
                return session instanceof SessionLocal local ? modulesBeside(className, local) : List.of();
            }
        };
    }

    /** H2 does not say which schema loads a class. */
    private static List<ModuleDefinition> modulesBeside(String className, SessionLocal session) {
        return session.getDatabase().getAllSchemas().stream()
                .map(Schema::getAllFunctionsAndAggregates)
                .filter(schema -> schema.stream().anyMatch(alias -> className.equals(alias.getJavaClassName())))
                .findFirst()
                .stream()
                .flatMap(Collection::stream)
                .flatMap(H2Modules::module)
                .toList();
    }

    private static Stream<ModuleDefinition> module(UserDefinedFunction alias) {
        String name = String.valueOf(alias.getJavaClassName());
        try {
            return ModuleName.matches(name) ? Stream.of(ModuleName.parse(name)) : Stream.empty();
        } catch (SQLException unreadable) {
            return Stream.empty();
        }
    }

    /** Returns what functions can import in a schema, as it is now. */
    static Imports importsOf(Connection connection, String schema) throws SQLException {
        return Imports.OF_SESSION.withModules(in(connection, schema));
    }

    private static List<ModuleDefinition> in(Connection connection, String schema) throws SQLException {
        return Aliases.modules(connection).stream()
                .filter(module -> module.schema().equals(schema))
                .map(Stored::definition)
                .toList();
    }

    private static List<FunctionDefinition> functions(Connection connection, String schema) throws SQLException {
        return Aliases.python(connection).stream()
                .filter(alias -> alias.schema().equals(schema))
                .map(Alias::definition)
                .toList();
    }

    private static Optional<ModuleDefinition> find(Connection connection, String schema, ModuleDefinition module)
            throws SQLException {
        return in(connection, schema).stream()
                .filter(other -> other.module().equals(module.module()))
                .findFirst();
    }

    static String create(Connection connection, CreateModule create) throws SQLException {
        var session = connection.unwrap(JdbcConnection.class).getSession();
        H2Sessions.requireAdmin(session);
        var module = create.definition();
        String schema = Aliases.schema(connection, module.name());
        boolean isThere = find(connection, schema, module).isPresent();
        if (isThere && create.ifNotExists()) {
            return FunctionRows.createTable();
        }
        if (isThere && !create.orReplace()) {
            throw ModuleCheck.refused(
                    module,
                    "a module of that name exists; drop it first, or say CREATE OR REPLACE PYTHON MODULE",
                    null);
        }
        var imports = importsOf(connection, schema);
        var functions = functions(connection, schema);
        var checked = Cancellation.when(
                () -> session.isClosed() || H2Sessions.INSTANCE.isCancelled(session),
                () -> ModuleCheck.check(module, session, imports, functions));
        String className = ModuleName.of(checked);
        AliasFactory.load(className);
        return FunctionRows.createTable()
                + (isThere ? "DROP ALIAS " + alias(module) + "; " : "")
                + "CREATE ALIAS " + alias(module) + " FOR '" + className + "." + AliasName.METHOD + "'";
    }

    private static String alias(ModuleDefinition module) {
        var name = module.name();
        return new QualifiedName(name.schema(), new QualifiedName.Part(ModuleName.ALIAS + module.module(), true)).sql();
    }

    static String drop(Connection connection, DropModule drop) throws SQLException {
        H2Sessions.requireAdmin(connection.unwrap(JdbcConnection.class).getSession());
        var module = drop.named();
        String schema = Aliases.schema(connection, module.name());
        if (find(connection, schema, module).isEmpty()) {
            if (!drop.ifExists()) {
                throw ModuleCheck.refused(module, "no such module", null);
            }
        } else {
            ModuleCheck.requireUnused(module, in(connection, schema), functions(connection, schema));
        }
        return "DROP ALIAS IF EXISTS " + alias(module);
    }

    static String query(Connection connection) throws SQLException {
        var entries = new ArrayList<ModuleEntry>();
        for (var module : Aliases.modules(connection)) {
            entries.add(new ModuleEntry(module.schema(), module.definition()));
        }
        return ModuleEntry.query(entries);
    }
}
