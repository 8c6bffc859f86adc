package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlExceptionContract;

@Timeout(300)
class H2ExceptionTest extends SqlExceptionContract {

    H2ExceptionTest() {
        super(new H2Database());
    }
}
