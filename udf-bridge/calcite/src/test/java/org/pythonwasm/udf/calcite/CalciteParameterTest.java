package org.pythonwasm.udf.calcite;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlParameterContract;

@Timeout(300)
class CalciteParameterTest extends SqlParameterContract {

    CalciteParameterTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }
}
