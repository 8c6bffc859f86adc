package org.pythonwasm.udf.calcite;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlResourceContract;

@Timeout(300)
class CalciteResourceTest extends SqlResourceContract {

    CalciteResourceTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }
}
