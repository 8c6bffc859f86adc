package org.pythonwasm.udf.spark.task;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.internal.check.CheckedParts;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.FunctionPackages;
import org.pythonwasm.udf.spi.FunctionStatement.Create;

/**
 * A created function on its way to executors: text, which is parsed again where it runs. Immutable.
 *
 * <p>Each function that is created has an identity of its own, so that it shares no interpreter with another of the same text.
 */
public final class DistributedFunction implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String identity;
    private final String statement;
    private final String handler;
    private final ArrayList<Boolean> strict;
    private final Stability stability;
    private final boolean merges;
    private final String zone;
    private final ImportSources imports;
    /** Null before it is called. */
    private final InterpreterFigures figures;
    /** Of the jar that sent it. */
    private final String version = ProjectVersion.HERE;

    private transient CheckedFunction checked;

    private DistributedFunction(
            String identity,
            String statement,
            String handler,
            List<Boolean> strict,
            Stability stability,
            boolean merges,
            String zone,
            ImportSources imports,
            InterpreterFigures figures) {
        this.identity = identity;
        this.statement = statement;
        this.handler = handler;
        this.strict = new ArrayList<>(strict);
        this.stability = stability;
        this.merges = merges;
        this.zone = zone;
        this.imports = imports;
        this.figures = figures;
    }

    /** What is said about equal arguments. */
    public enum Stability {
        /** DETERMINISTIC: Spark may compute a call of constants when it plans. */
        CONSTANT,
        /** Nothing is said: as Spark's own functions, but never called when a statement is only planned. */
        USUAL,
        /** NOT DETERMINISTIC: Spark neither moves, joins nor repeats its calls. */
        VOLATILE
    }

    /** A function that has just been created. */
    public static DistributedFunction of(CheckedParts parts, Stability stability, ImportSources imports) {
        var checked = parts.checked();
        var definition = checked.definition();
        var function = new DistributedFunction(
                UUID.randomUUID().toString(),
                definition.sql(),
                definition.handler().orElseThrow(),
                checked.strict(),
                stability,
                parts.merges(),
                "UTC",
                imports.with(List.of()),
                null);
        function.checked = checked.withImports(function.imports.here());
        return function;
    }

    /** Returns the same function for a statement of a session in that time zone. */
    public DistributedFunction in(ZoneId session) {
        var function = new DistributedFunction(
                identity,
                statement,
                handler,
                strict,
                stability,
                merges,
                session.getId(),
                imports,
                InterpreterFigures.here());
        function.checked = checked;
        return function;
    }

    /** Returns the same function with those of the session's modules that it imports. */
    public DistributedFunction withModulesOf(List<ModuleDefinition> session) {
        var others = imports.with(FunctionPackages.modules(definition().body(), session));
        if (others.equals(imports)) {
            return this;
        }
        return new DistributedFunction(identity, statement, handler, strict, stability, merges, zone, others, figures);
    }

    /** Returns the function, parsed again after a journey. */
    public CheckedFunction checked() {
        var known = checked;
        if (known == null) {
            known = parsed();
            checked = known;
        }
        return known;
    }

    /** Plans of another version would be read, and mean something else. */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (!ProjectVersion.HERE.equals(version)) {
            throw new InvalidObjectException("PythonFunction: the driver has python-wasm-spark " + version
                    + ", this executor " + ProjectVersion.HERE + "; give all of them the same jar");
        }
    }

    private CheckedFunction parsed() {
        try {
            var create = (Create) StatementParser.parse(statement).get(0);
            return new CheckedFunction(create.definition().withHandler(handler), strict, imports.here());
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    public FunctionDefinition definition() {
        return checked().definition();
    }

    public Stability stability() {
        return stability;
    }

    /** Returns whether states of the aggregate are saved, loaded and merged. */
    public boolean merges() {
        return merges;
    }

    public String name() {
        return definition().name().toString();
    }

    /** Returns the rows for which this JVM called it: on the driver few, since executors call. */
    public long calls() {
        return LoadedFunctions.calls(this);
    }

    /** Returns the calls in this JVM that failed. */
    public long errors() {
        return LoadedFunctions.errors(this);
    }

    /** Returns the zone in which Python receives instants. */
    ZoneId zone() {
        return ZoneId.of(zone);
    }

    /** Returns where its interpreters are counted; null before it is called. */
    InterpreterFigures figures() {
        return figures;
    }

    String identity() {
        return identity;
    }

    /** Returns what distinguishes its interpreters from those of others. */
    String key() {
        return identity + " " + zone + imports.key();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistributedFunction function && function.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    /** Returns the name alone: plans print it. */
    @Override
    public String toString() {
        return name();
    }
}
