package org.pythonwasm.cpython;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Local time of many zones from 1900 to 2100, here and in a native CPython of the same version with the same zones: around each
 * transition and at random instants, from the instant to local time and back.
 */
class LocalTimeTest {
    private static final String PROGRAM = Resources.text("local_time.py");

    private static NativeEvaluator natively;

    @BeforeAll
    static void starts_native_python() throws IOException, InterruptedException {
        Path python = NativeEvaluator.pythonOrSkip();
        Path zones = python.resolve("../../share/zoneinfo").normalize();
        natively = new NativeEvaluator(python, PROGRAM + "\nos.environ['TZDIR'] = '" + zones + "'\n", "local-time");
    }

    @AfterAll
    static void ends_it() {
        if (natively != null) {
            natively.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Europe/Dublin",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Africa/Monrovia",
                "Antarctica/Troll",
                "Asia/Gaza",
                "America/Nuuk"
            })
    void a_runtimes_zone_is_that_of_native_python(String zone) throws IOException {
        try (var python =
                PythonRuntime.builder().withTimeZone(ZoneId.of(zone)).build().open()) {
            compare("lines " + zone, python);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CET-1CEST,M3.5.0,M10.5.0/3",
                "EST5EDT,M3.2.0,M11.1.0",
                "NZST-12NZDT,M9.5.0,M4.1.0/3",
                "<+0530>-5:30",
                "UTC0",
                "IST-1GMT0,M10.5.0,M3.5.0/1",
                "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
                "AAA3:20:15BBB2:50,J60/4:05:06,J300",
                "AAA-9BBB,59/0,299/24",
                ":Asia/Tokyo",
                "EST5EDT",
                "ABC",
                "Nowhere/Nothing",
                ""
            })
    void a_zone_that_a_script_sets_is_that_of_native_python(String zone) throws IOException {
        try (var python = PythonRuntime.shared().open()) {
            // glibc's rules have no summer time before 1970.
            compare("since_1971 " + zone, python);
        }
    }

    @Test
    void all_zones_of_the_library_are_those_of_native_python() throws IOException {
        try (var python = PythonRuntime.shared().open()) {
            var zones = (List<?>) python.eval("import zoneinfo\nsorted(zoneinfo.available_timezones())");
            assertEquals(
                    zones.size(),
                    compare(
                            "overview "
                                    + String.join(
                                            ",",
                                            zones.stream().map(Object::toString).toList()),
                            python));
        }
    }

    /** Returns the number of lines. */
    private static int compare(String request, PythonInterpreter python) throws IOException {
        natively.ask(request);
        python.exec(PROGRAM, "local_time.py");
        var here = (List<?>) python.call("run", request);
        var there = natively.reply();
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            assertEquals(
                    there.get(i), here.get(i), request.substring(0, Math.min(request.length(), 60)) + ", line " + i);
        }
        assertEquals(there.size(), here.size());
        return here.size();
    }
}
