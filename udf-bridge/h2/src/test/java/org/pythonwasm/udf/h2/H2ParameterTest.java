package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlParameterContract;

@Timeout(300)
class H2ParameterTest extends SqlParameterContract {

    H2ParameterTest(Guest guest) {
        super(new H2Database(guest));
    }
}
