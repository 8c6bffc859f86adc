package org.pythonwasm.udf.calcite.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaVersion;
import org.apache.calcite.schema.impl.DelegatingSchema;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * A schema with the functions of a directory. Functions that are created while a connection lives are added by
 * Calcite's methods, which maintain its caches; this schema then writes the file, and forgets its previous version.
 */
public final class PythonSchema extends DelegatingSchema {
    private final FunctionDirectory directory;
    private final Map<String, StoredFunction> files = new ConcurrentHashMap<>();
    private final Map<String, StoredFunction> own = new ConcurrentHashMap<>();
    private final Map<String, FaultyFile> faulty;

    public PythonSchema(Schema tables, FunctionDirectory directory) throws SQLException {
        super(tables);
        this.directory = directory;
        var contents = directory.read();
        files.putAll(contents.functions());
        own.putAll(files);
        faulty = Map.copyOf(contents.faulty());
    }

    public static Optional<PythonSchema> of(CalciteSchema schema) {
        return schema.schema instanceof PythonSchema python ? Optional.of(python) : Optional.empty();
    }

    SchemaModules modules() {
        return directory.modules();
    }

    /** Returns whether a file should hold a function of that name, and does not. */
    public boolean isFaulty(String name) {
        return faulty.containsKey(name);
    }

    /** Returns the function as it is stored, even if Python refuses it. */
    public Optional<StoredFunction> stored(String name) {
        return Optional.ofNullable(own.get(name));
    }

    /** Returns the names of stored functions, and of files that should hold one. */
    public Set<String> names() {
        var names = new TreeSet<>(own.keySet());
        names.addAll(faulty.keySet());
        return names;
    }

    public List<FunctionEntry> entries(String path) {
        return Stream.concat(
                        own.entrySet().stream().map(entry -> entry.getValue().entry(path, entry.getKey())),
                        faulty.entrySet().stream().map(entry -> entry.getValue().entry(path, entry.getKey())))
                .toList();
    }

    /**
     * Removes the previous function of that name, and stores the new one in a file if the directory is writable.
     *
     * @return the directory's current function, if it is writable: see {@link FunctionDirectory#write}
     * @throws SQLException 42000 if it would replace a file's function but must not
     */
    public Optional<StoredFunction> write(String name, FunctionDefinition definition, Create create)
            throws SQLException {
        if (directory.writable()) {
            files.put(name, directory.write(name, definition, create));
        } else if (files.containsKey(name)) {
            throw readOnly(name);
        }
        forget(name);
        return directory.writable() ? Optional.of(files.get(name)) : Optional.empty();
    }

    /** @throws SQLException 42000 if the function is in a file and must stay */
    public void delete(String name) throws SQLException {
        boolean isStored = files.containsKey(name);
        if (isStored && !directory.writable()) {
            throw readOnly(name);
        }
        if (isStored) {
            directory.delete(name);
            files.remove(name);
        }
        forget(name);
    }

    private SQLException readOnly(String name) {
        return new SQLException(
                "PythonFunction " + name + ": it comes from " + files.get(name).file()
                        + ", and this schema may not write there; set \"writable\": true in the model",
                SqlStates.DEFINITION);
    }

    private void forget(String name) {
        var before = own.remove(name);
        if (before != null) {
            before.end();
        }
    }

    @Override
    public Collection<Function> getFunctions(String name) {
        if (faulty.containsKey(name)) {
            throw faulty.get(name).raised();
        }
        var functions = new ArrayList<Function>(super.getFunctions(name));
        var ours = own.get(name);
        if (ours != null) {
            functions.addAll(ours.functions());
        }
        return functions;
    }

    @Override
    public Set<String> getFunctionNames() {
        var names = new TreeSet<>(super.getFunctionNames());
        names.addAll(names());
        return names;
    }

    @Override
    public boolean isMutable() {
        return true;
    }

    @Override
    public Schema snapshot(SchemaVersion version) {
        return this;
    }
}
