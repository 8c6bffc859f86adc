package org.pythonwasm.udf.calcite;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlExceptionContract;

@Timeout(300)
class CalciteExceptionTest extends SqlExceptionContract {

    CalciteExceptionTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }
}
