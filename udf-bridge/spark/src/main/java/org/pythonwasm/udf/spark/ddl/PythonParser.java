package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParameterContext;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.CreateModule;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;
import org.pythonwasm.udf.spi.FunctionStatement.DropModule;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;
import scala.collection.immutable.Seq;

/** Takes the statements about Python functions before Spark's parser, which refuses their language. Thread-safe. */
public final class PythonParser implements ParserInterface {
    private final SparkSession session;
    private final ParserInterface spark;

    public PythonParser(SparkSession session, ParserInterface spark) {
        this.session = session;
        this.spark = spark;
    }

    /** Returns whether the statements of a session pass by a parser of this class, which others may surround. */
    public static boolean isIn(ParserInterface parser) {
        try {
            return parser.parsePlan("SHOW PYTHON FUNCTIONS") instanceof ShowCommand;
        } catch (ParseException e) {
            return false;
        }
    }

    /** Returns the command of a statement about functions; empty for any other. */
    private Optional<LogicalPlan> ours(String text) {
        try {
            var statement = TemporaryStatement.parse(text);
            if (statement instanceof Create create) {
                return Optional.of(new CreateCommand(create));
            }
            if (statement instanceof Drop drop && (drop.aggregate() || isOurs(drop))) {
                return Optional.of(new DropCommand(drop));
            }
            if (statement instanceof CreateModule create) {
                return Optional.of(new CreateModuleCommand(create));
            }
            if (statement instanceof DropModule drop) {
                return Optional.of(new DropModuleCommand(drop));
            }
            if (statement instanceof ShowModules) {
                return Optional.of(new ShowModulesCommand(ShowModulesCommand.columns()));
            }
            return statement instanceof Show ? Optional.of(new ShowCommand(ShowCommand.columns())) : Optional.empty();
        } catch (SQLException e) {
            throw DefinitionException.raise(e);
        }
    }

    private boolean isOurs(Drop drop) {
        FunctionFiles.load(session);
        return drop.name().schema().isEmpty() && SessionFunctions.of(session).has(drop.name());
    }

    @Override
    public LogicalPlan parsePlan(String text) throws ParseException {
        var ours = ours(text);
        return ours.isPresent() ? ours.get() : spark.parsePlan(text);
    }

    @Override
    public LogicalPlan parsePlanWithParameters(String text, ParameterContext parameters) throws ParseException {
        var ours = ours(text);
        return ours.isPresent() ? ours.get() : spark.parsePlanWithParameters(text, parameters);
    }

    @Override
    public Expression parseExpression(String text) throws ParseException {
        return spark.parseExpression(text);
    }

    @Override
    public TableIdentifier parseTableIdentifier(String text) throws ParseException {
        return spark.parseTableIdentifier(text);
    }

    @Override
    public FunctionIdentifier parseFunctionIdentifier(String text) throws ParseException {
        return spark.parseFunctionIdentifier(text);
    }

    @Override
    public Seq<String> parseMultipartIdentifier(String text) throws ParseException {
        return spark.parseMultipartIdentifier(text);
    }

    @Override
    public LogicalPlan parseQuery(String text) throws ParseException {
        return spark.parseQuery(text);
    }

    @Override
    public StructType parseRoutineParam(String text) throws ParseException {
        return spark.parseRoutineParam(text);
    }

    @Override
    public StructType parseTableSchema(String text) throws ParseException {
        return spark.parseTableSchema(text);
    }

    @Override
    public DataType parseDataType(String text) throws ParseException {
        return spark.parseDataType(text);
    }
}
