package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimeTest {
    private static final String SUMMER_AND_WINTER = """
            import time
            [time.strftime('%H:%M %Z %z', time.localtime(seconds)) for seconds in (1_720_000_000, 1_735_000_000)]
            """;

    private static PythonRuntime in(String zone) {
        return PythonRuntime.builder().withTimeZone(ZoneId.of(zone)).build();
    }

    @Test
    void local_time_is_utc_by_default_whatever_zone_the_clock_has() {
        var clock = Clock.fixed(Instant.parse("2024-07-03T09:46:40Z"), ZoneId.of("Asia/Tokyo"));
        try (var python = PythonRuntime.builder().withClock(clock).build().open()) {
            assertEquals(List.of("09:46 UTC +0000", "00:26 UTC +0000"), python.eval(SUMMER_AND_WINTER));
            assertEquals(List.of(List.of("UTC", "UTC"), 0, 0, 0, "2024-07-03 09:46:40+00:00", false), python.eval("""
                    import datetime, os
                    [list(time.tzname), time.timezone, time.altzone, time.daylight, str(datetime.datetime.now().astimezone()),
                     'TZ' in os.environ]
                    """));
        }
    }

    @Test
    void a_runtime_has_the_zone_it_was_given_everywhere_in_the_library() {
        var runtime = PythonRuntime.builder()
                .withTimeZone(ZoneId.of("Europe/Berlin"))
                .withClock(Clock.fixed(Instant.parse("2024-07-03T09:46:40Z"), ZoneId.of("UTC")))
                .build();
        try (var python = runtime.open()) {
            assertEquals(List.of("11:46 CEST +0200", "01:26 CET +0100"), python.eval(SUMMER_AND_WINTER));
            assertEquals(List.of(List.of("CET", "CEST"), -3600, -7200, 1, "Europe/Berlin"), python.eval("""
                    import os
                    [list(time.tzname), time.timezone, time.altzone, time.daylight, os.environ['TZ']]
                    """));
            assertEquals(List.of("1720000000", "1720000000", "1735000000"), python.eval("""
                    import datetime
                    [datetime.datetime(2024, 7, 3, 11, 46, 40).strftime('%s'), time.strftime('%s', time.localtime(1_720_000_000)),
                     time.strftime('%s', tuple(time.localtime(1_735_000_000)))]
                    """));
            assertEquals(
                    List.of(
                            "2024-07-03 11:46:40",
                            "2024-07-03 11:46:40+02:00",
                            "CEST",
                            1_719_999_999.0,
                            "2024-07-03",
                            1_719_999_999.0,
                            "Wed Jul  3 11:46:40 2024",
                            "Wed, 03 Jul 2024 11:46:40 +0200",
                            "2024-07-03 11:46:40"),
                    python.eval("""
                    import datetime, email.utils, logging
                    now = datetime.datetime.now()
                    before = now - datetime.timedelta(seconds=1)
                    [str(now), str(now.astimezone()), now.astimezone().tzname(), before.timestamp(), str(datetime.date.today()),
                     time.mktime(before.timetuple()), time.ctime(), email.utils.formatdate(localtime=True),
                     logging.Formatter('%(asctime)s').format(logging.makeLogRecord({'created': 1_720_000_000.0, 'msecs': 0}))[:19]]
                    """));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "America/New_York    | 05:46 EDT -0400   | 19:26 EST -0500",
                "Australia/Lord_Howe | 20:16 +1030 +1030 | 11:26 +11 +1100",
                "Asia/Kathmandu      | 15:31 +0545 +0545 | 06:11 +0545 +0545",
                "Europe/Dublin       | 10:46 IST +0100   | 00:26 GMT +0000",
                "+05:30              | 15:16 +0530 +0530 | 05:56 +0530 +0530",
                "-03:00              | 06:46 -0300 -0300 | 21:26 -0300 -0300",
                "UTC+02:00           | 11:46 +0200 +0200 | 02:26 +0200 +0200",
                "UTC                 | 09:46 UTC +0000   | 00:26 UTC +0000",
                "Z                   | 09:46 UTC +0000   | 00:26 UTC +0000",
            })
    void regions_and_offsets_are_zones(String zone, String summer, String winter) {
        try (var python = in(zone).open()) {
            assertEquals(List.of(summer, winter), python.eval(SUMMER_AND_WINTER));
        }
    }

    @Test
    void hours_that_the_clocks_leave_out_or_show_twice_are_told_by_fold() {
        try (var python = in("Europe/Berlin").open()) {
            assertEquals(
                    List.of(
                            "2024-10-27 02:30:00+02:00",
                            "2024-10-27 02:30:00+01:00",
                            List.of(0, 1),
                            "2024-03-31 03:30:00+02:00"),
                    python.eval("""
                            from datetime import datetime
                            twice = datetime(2024, 10, 27, 2, 30)
                            [str(twice.astimezone()), str(twice.replace(fold=1).astimezone()),
                             [datetime.fromtimestamp(seconds).fold for seconds in (1_729_989_000, 1_729_992_600)],
                             str(datetime(2024, 3, 31, 2, 30).astimezone())]
                            """));
        }
    }

    @Test
    void a_reset_a_preparation_and_a_pool_have_the_zone_too() throws InterruptedException {
        String state = "import time\n[time.strftime('%H:%M %Z', time.localtime(0)), time.tzname[0], time.timezone]";
        var expected = List.of("05:30 +0530", "+0530", -19800);
        var runtime = PythonRuntime.builder()
                .withTimeZone(ZoneId.of("+05:30"))
                .withPreparation("import time, datetime\nprepared = time.strftime('%H:%M %Z', time.localtime(0))")
                .build();
        try (var python = runtime.open()) {
            assertEquals("05:30 +0530", python.eval("prepared"));
            assertEquals(expected, python.eval(state));
            python.exec("import os\nos.environ['TZ'] = 'America/New_York'\ntime.tzset()");
            assertEquals(List.of("19:00 EST", "EST", 18000), python.eval(state));
            python.reset();
            assertEquals(expected, python.eval(state));
        }
        try (var pool = InterpreterPool.of(runtime).withSize(1).build()) {
            for (int loan = 0; loan < 2; loan++) {
                try (var borrowed = pool.borrow()) {
                    assertEquals(expected, borrowed.interpreter().eval(state));
                    borrowed.interpreter().exec("import os\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()");
                }
            }
        }
    }

    @Test
    void what_a_script_sets_stays_in_its_interpreter() {
        var runtime = in("Europe/Berlin");
        try (var python = runtime.open();
                var other = runtime.open();
                var plain = PythonRuntime.shared().open()) {
            python.exec("import os, time\nos.environ['TZ'] = 'CET-1CEST,M3.5.0,M10.5.0/3'\ntime.tzset()");
            plain.exec("import os, time\nos.environ['TZ'] = 'Asia/Kathmandu'\ntime.tzset()");
            assertEquals(List.of("11:46 CEST +0200", "01:26 CET +0100"), python.eval(SUMMER_AND_WINTER));
            assertEquals(List.of("15:31 +0545 +0545", "06:11 +0545 +0545"), plain.eval(SUMMER_AND_WINTER));
            assertEquals("Europe/Berlin", other.eval("import os\nos.environ['TZ']"));
            try (var next = PythonRuntime.shared().open()) {
                assertEquals(List.of("09:46 UTC +0000", "00:26 UTC +0000"), next.eval(SUMMER_AND_WINTER));
            }
        }
    }

    @Test
    void without_the_variable_the_zone_is_the_runtimes_and_the_variable_of_the_application_comes_first() {
        String unset = "import os, time\ndel os.environ['TZ']\ntime.tzset()\ntime.tzname[0]";
        try (var python = in("Europe/Berlin").open()) {
            assertEquals("CET", python.eval(unset));
        }
        var both = PythonRuntime.builder()
                .withTimeZone(ZoneId.of("Europe/Berlin"))
                .withEnvironment(Map.of("TZ", "Asia/Tokyo"))
                .build();
        try (var python = both.open()) {
            assertEquals("JST", python.eval("import time\ntime.tzname[0]"));
            assertEquals("CET", python.eval(unset));
        }
        try (var python = PythonRuntime.builder()
                .withEnvironment(Map.of("TZ", "JST-9"))
                .build()
                .open()) {
            assertEquals("JST", python.eval("import time\ntime.tzname[0]"));
            assertEquals("UTC", python.eval(unset));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "':'",
                "'/etc/localtime'",
                "'../../../etc/passwd'",
                "'Europe/__init__.pyc'",
                "'Europe/'",
                "'no'",
                "'X' * 2",
                "'1' * 200",
                "'é' * 40",
                "'<+05>'[:4]",
                "'A/' * 5_000",
                "'a' * 100_000"
            })
    void a_variable_that_names_no_zone_is_utc(String variable) {
        try (var python = PythonRuntime.shared().open()) {
            assertEquals("00:00 +0000", python.eval("""
                    import os, time
                    os.environ['TZ'] = %s
                    time.tzset()
                    time.strftime('%%H:%%M %%z', time.localtime(0))
                    """.formatted(variable)));
        }
    }

    @Test
    void local_time_is_there_for_any_instant_that_has_a_year() {
        try (var python = in("Europe/Berlin").open()) {
            assertEquals(List.of("0001-01-02 00:53:28", "9999-12-31 23:59:59", "OSError"), python.eval("""
                    import time
                    from datetime import datetime
                    def name_of_error(action):
                        try: action()
                        except Exception as error: return type(error).__name__
                    [str(datetime.fromtimestamp(-62135510400)), str(datetime.fromtimestamp(253402297199)),
                     name_of_error(lambda: time.localtime(2 ** 62))]
                    """));
        }
    }

    @Test
    void a_zone_that_the_library_lacks_is_refused() {
        var builder = PythonRuntime.builder().withTimeZone(ZoneId.of("SystemV/PST8PDT"));
        var error = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(
                error.getMessage().startsWith("Python's library has no time zone SystemV/PST8PDT, expected"),
                error.getMessage());
    }
}
