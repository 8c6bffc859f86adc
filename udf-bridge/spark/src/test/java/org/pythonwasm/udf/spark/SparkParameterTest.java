package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlParameterContract;

/**
 * The one contract of all databases that Spark keeps as it is. The others need tables that INSERT fills and a connection drops, names
 * that Spark has itself (mean, positive), the table PYTHON_FUNCTIONS, or an interpreter that goes on after an error.
 */
@Timeout(300)
class SparkParameterTest extends SqlParameterContract {

    SparkParameterTest() {
        super(new SparkDatabase());
    }
}
