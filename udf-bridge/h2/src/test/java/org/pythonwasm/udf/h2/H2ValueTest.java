package org.pythonwasm.udf.h2;

import java.sql.SQLException;
import java.util.TimeZone;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlValueContract;

@Timeout(300)
class H2ValueTest extends SqlValueContract {

    H2ValueTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected String shortBinary() {
        return "01020000";
    }

    /** H2 has no negative zero. */
    @Override
    protected double negativeZero() {
        return 0.0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata"})
    void dates_and_times_pass_as_they_stand_in_every_time_zone(String zone) throws SQLException {
        var before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            run("SET TIME ZONE '" + zone + "'");
            assertDatesAndTimesPass();
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
