package org.pythonwasm.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTest {
    @TempDir
    private Path directory;

    @Test
    void programs_after_a_crash_run_in_another_process() throws Exception {
        var outcomes = run("""
                printf 'version\\ttoy 1\\n'
                while read program; do
                    if [ $program = bad ]; then echo 'no memory left' >&2; exit 7; fi
                    printf 'done\\t%s\\t1500\\ttrue\\t42\\n' $program
                done
                """, "first", "bad", "last");
        assertEquals(new Outcome.Measured(1500, true, "42"), outcomes.get("first"));
        assertEquals(new Outcome.Failed("exit code 7: no memory left"), outcomes.get("bad"));
        assertEquals(new Outcome.Measured(1500, true, "42"), outcomes.get("last"));
    }

    @Test
    void a_program_that_reports_an_error_is_no_crash() throws Exception {
        var outcomes = run("""
                while read program; do
                    printf 'failed\\t%s\\tImportError: no dataclasses\\n' $program
                done
                """, "one", "two");
        assertEquals(new Outcome.Failed("ImportError: no dataclasses"), outcomes.get("one"));
        assertEquals(2, outcomes.size());
    }

    @Test
    void a_system_that_cannot_start_fails_every_program_with_its_message() throws Exception {
        var outcomes = run("echo 'cannot open shared object' >&2; exit 1", "one", "two");
        var failure = new Outcome.Failed("exit code 1: cannot open shared object");
        assertEquals(Map.of("one", failure, "two", failure), outcomes);
    }

    private Map<String, Outcome> run(String script, String... programs) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("system.sh"), script);
        var system = new Contestant("toy", "Toy", List.of("sh", file.toString()), "");
        var outcomes = new LinkedHashMap<String, Outcome>();
        try (var round = new Round(system, directory, 1, Clock.WALL, directory.resolve("log"))) {
            for (String program : programs) {
                outcomes.put(program, round.run(program));
            }
        }
        return outcomes;
    }
}
