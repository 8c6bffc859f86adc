package org.pythonwasm.udf.calcite;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlRaceContract;

@Timeout(120)
class CalciteRaceTest extends SqlRaceContract {

    CalciteRaceTest() {
        super(new CalciteDatabase());
    }
}
