package org.pythonwasm.udf.h2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.SessionLocal;
import org.h2.message.DbException;
import org.h2.schema.FunctionAlias;
import org.h2.schema.Schema;
import org.h2.schema.UserAggregate;
import org.h2.schema.UserDefinedFunction;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Replaces a function by another one, so that a caller gets the old or the new one, even if the database stops
 * meanwhile. H2 itself can only drop and create, and the name is unknown in between.
 */
final class AliasReplacement {
    private static final VarHandle FUNCTIONS;

    static {
        try {
            FUNCTIONS = MethodHandles.privateLookupIn(Schema.class, MethodHandles.lookup())
                    .findVarHandle(Schema.class, "functionsAndAggregates", ConcurrentHashMap.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this H2 is not of version 2.5, which the bridge supports", e);
        }
    }

    private final SessionLocal session;
    private final Schema schema;
    private final String name;
    private final String className;
    private final FunctionDefinition definition;

    private AliasReplacement(SessionLocal session, String schema, String name, String className) throws SQLException {
        this.session = session;
        this.schema = session.getDatabase().getSchema(schema);
        this.name = name;
        this.className = className;
        this.definition = AliasName.parse(className).definition();
    }

    /**
     * Ends the transaction, as all DDL of H2 does.
     *
     * @param schema of the function, in H2's spelling
     * @param name of the function, in H2's spelling; if another session dropped it meanwhile, it is created
     * @param className of the new function, see {@link AliasName}
     * @throws SQLException H2's errors of DDL; 42000 if another object has taken the name
     */
    static void run(SessionLocal session, String schema, String name, String className) throws SQLException {
        try {
            session.getUser().checkAdmin();
            session.commit(true);
            new AliasReplacement(session, schema, name, className).run();
            session.commit(true);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    private void run() throws SQLException {
        var database = session.getDatabase();
        database.checkWritingAllowed();
        database.lockMeta(session);
        var old = schema.findFunctionOrAggregate(name);
        if (old == null) {
            database.addSchemaObject(session, alias(database.allocateObjectId()));
        } else {
            refuseToReplace(old);
            replace(old, alias(old.getId()));
        }
    }

    private UserDefinedFunction alias(int id) {
        if (definition.kind() == FunctionKind.AGGREGATE) {
            return new UserAggregate(schema, id, name, className, false);
        }
        var alias = FunctionAlias.newInstance(schema, id, name, className + "." + AliasName.METHOD, false);
        alias.setDeterministic(definition.deterministic());
        return alias;
    }

    private void refuseToReplace(UserDefinedFunction old) throws SQLException {
        boolean sameKind = old instanceof UserAggregate == (definition.kind() == FunctionKind.AGGREGATE);
        if (!sameKind || !AliasName.matches(String.valueOf(old.getJavaClassName()))) {
            throw new SQLException(
                    "PythonFunction " + definition.name() + ": another connection created something else of that "
                            + "name meanwhile; execute the statement again",
                    SqlStates.DEFINITION);
        }
    }

    /**
     * Updates the stored object first, because that may fail. The new function gets the id of the old one, and so its
     * comment and place.
     */
    @SuppressWarnings("unchecked")
    private void replace(UserDefinedFunction old, UserDefinedFunction now) {
        var functions = (ConcurrentHashMap<String, UserDefinedFunction>) FUNCTIONS.get(schema);
        session.getDatabase().updateMeta(session, now);
        functions.put(old.getName(), now);
        // Statements that were compiled with the old one are compiled again.
        now.setModified();
    }
}
