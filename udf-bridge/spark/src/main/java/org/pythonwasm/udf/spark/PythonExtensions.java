package org.pythonwasm.udf.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.pythonwasm.udf.spark.ddl.FunctionFiles;
import org.pythonwasm.udf.spark.ddl.FunctionsTable;
import org.pythonwasm.udf.spark.ddl.PythonParser;
import org.pythonwasm.udf.spark.ddl.StaticSettings;
import org.pythonwasm.udf.spark.plan.CastArguments;
import org.pythonwasm.udf.spark.plan.GatheredCalls;
import org.pythonwasm.udf.spark.plan.TableStrategy;
import org.pythonwasm.udf.spark.vectorized.VectorizedStrategy;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Gives a Spark session {@code CREATE FUNCTION … LANGUAGE PYTHON}:
 * {@code spark.sql.extensions=org.pythonwasm.udf.spark.PythonExtensions}. Stateless.
 */
public final class PythonExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    @Override
    public BoxedUnit apply(SparkSessionExtensions session) {
        StaticSettings.declare();
        session.injectParser(PythonParser::new);
        session.injectResolutionRule(spark -> {
            // Spark asks for the rule before it analyses the session's first statement.
            FunctionFiles.load(spark);
            return new CastArguments();
        });
        session.injectResolutionRule(FunctionsTable::new);
        session.injectPreCBORule(spark -> new GatheredCalls());
        session.injectPlannerStrategy(spark -> new VectorizedStrategy());
        session.injectPlannerStrategy(spark -> new TableStrategy());
        return BoxedUnit.UNIT;
    }
}
