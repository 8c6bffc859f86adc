package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** dbm and shelve, whose files are databases of sqlite3 in the scratch space. */
@Timeout(120)
class ShelfTest {
    private static final PythonRuntime RUNTIME =
            PythonRuntime.builder().withScratchSpace("/tmp").build();

    @Test
    void a_shelf_keeps_objects_between_two_openings() {
        assertEquals(List.of(Map.of("a", 1), List.of(1, 2, 3), List.of("list", "map")), ScratchTest.run(RUNTIME, """
                import shelve
                with shelve.open('/tmp/shelf', writeback=True) as shelf:
                    shelf['map'] = {'a': 1}
                    shelf['list'] = [1, 2]
                    shelf['list'].append(3)
                with shelve.open('/tmp/shelf', flag='r') as shelf:
                    found = [shelf['map'], shelf['list'], sorted(shelf)]
                found
                """));
    }

    @Test
    void a_database_of_names_and_bytes_is_one_of_sqlite3() {
        assertEquals(
                List.of("dbm.sqlite3", List.of("a", "b"), "2", false, 1, "dbm.dumb"), ScratchTest.run(RUNTIME, """
                import dbm, dbm.dumb, sqlite3
                with dbm.open('/tmp/names', 'n') as names:
                    names['a'] = '1'
                    names[b'b'] = b'2'
                found = [dbm.whichdb('/tmp/names')]
                with dbm.open('/tmp/names', 'w') as names:
                    found += [[key.decode() for key in names.keys()], names['b'].decode()]
                    del names['a']
                    found += ['a' in names, len(names)]
                with dbm.dumb.open('/tmp/dumb', 'n') as names:
                    names['a'] = '1'
                found + [dbm.whichdb('/tmp/dumb')]
                """));
    }

    @Test
    void without_a_place_for_files_there_is_no_shelf() {
        assertEquals("true", ScratchTest.run(PythonRuntime.shared(), """
                import shelve
                try: shelve.open('/tmp/shelf')
                except OSError: outcome = 'true'
                outcome
                """));
    }
}
