package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlExceptionContract;

@Timeout(300)
class H2ExceptionTest extends SqlExceptionContract {

    H2ExceptionTest(Guest guest) {
        super(new H2Database(guest));
    }
}
