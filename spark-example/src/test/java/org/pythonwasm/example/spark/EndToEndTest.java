package org.pythonwasm.example.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.example.tpch.EndToEndContract;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.Run;

/** In a cluster of a master and two workers, each a process. */
@Timeout(300)
class EndToEndTest extends EndToEndContract {
    @TempDir
    private Path directory;

    @Override
    protected ExampleCommand program() {
        return new SparkExample();
    }

    @Override
    protected List<String> verdicts() {
        return super.verdicts().stream().takeWhile(line -> !line.isEmpty()).toList();
    }

    private List<List<String>> places() {
        return run().out()
                .lines()
                .dropWhile(line -> !line.startsWith("What ran where"))
                .filter(line -> line.matches(" +\\d.*"))
                .map(line -> List.of(line.strip().split(" *\\| *")))
                .toList();
    }

    @Test
    void every_row_agrees_with_java() {
        assertEquals(
                List.of(
                        "ok  working_days: 6005 rows agree with Java",
                        "ok  comment_score: 1500 rows agree with Java",
                        "ok  revenue: 6005 rows agree with Java",
                        "ok  promised: 1500 rows agree with Java",
                        "ok  nearest_name: 25 rows agree with Java",
                        "ok  typical_price: 100 rows agree with Java",
                        "ok  phrases: 656 rows agree with Java"),
                verdicts());
    }

    @Test
    void numbers_stand_on_the_right() {
        var table = run().out()
                .lines()
                .dropWhile(line -> !line.startsWith("  weeks"))
                .limit(4)
                .toList();

        assertEquals(List.of("  weeks | items", "  ------+------", "      0 |    20", "      1 |   113"), table);
    }

    @Test
    void two_executors_that_are_not_this_process_call_python() {
        var places = places();
        assertEquals(2, places.size(), run()::out);
        String own = Long.toString(ProcessHandle.current().pid());
        for (var place : places) {
            assertNotEquals(own, place.get(2));
            assertFalse(place.get(6).startsWith("0 "), run()::out);
            assertNotEquals("0", place.get(7));
        }
        assertNotEquals(places.get(0).get(2), places.get(1).get(2));
    }

    @Test
    void a_killed_job_leaves_python_and_the_next_one_runs_on_the_same_executors() {
        assertTrue(run().out().contains("  2 tasks are in an endless loop of Python"), run()::out);
        assertTrue(run().out().contains("all of them had left Python after"), run()::out);
        assertTrue(run().out().contains("  the next job on the same executors: 7"), run()::out);
        for (var place : places()) {
            assertEquals("1", place.get(4), run()::out);
        }
    }

    @Test
    void nothing_is_left() {
        var pids = new ArrayList<String>();
        Pattern.compile("  (?:master|worker).*pid +(\\d+)")
                .matcher(run().out())
                .results()
                .forEach(found -> pids.add(found.group(1)));
        assertEquals(3, pids.size(), run()::out);
        places().forEach(place -> pids.add(place.get(2)));
        for (String pid : pids) {
            assertFalse(ProcessHandle.of(Long.parseLong(pid)).isPresent(), () -> pid + " lives:\n" + run().out());
        }
    }

    @Test
    void another_master_runs_a_script() throws Exception {
        var file = Files.writeString(directory.resolve("my.sql"), """
                CREATE FUNCTION shout(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                def shout(name: str) -> str:
                    loud = name.upper(); return loud + "!"
                $$;
                SELECT shout(n_name) AS loud FROM nation ORDER BY n_name;
                SELECT nothing FROM nowhere;
                """);
        var run = Run.of(program(), "--scale", "0.001", "--master", "local[2]", "--sql", file.toString());
        assertTrue(run.out().contains("  ALGERIA!") && run.out().contains("(10 of 25 rows, "), run::out);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("nowhere"), run::err);
    }
}
