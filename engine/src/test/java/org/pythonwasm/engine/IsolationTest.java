package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void interpreters_share_nothing() {
        try (var other = PythonRuntime.shared().open()) {
            python.eval("import builtins\nbuiltins.len = lambda x: 'mine'\nsecret = 1");
            assertEquals("mine", python.eval("len([])"));
            assertEquals(0, other.eval("len([])"));
            assertEquals(
                    "NameError",
                    assertThrows(PythonException.class, () -> other.eval("secret"))
                            .typeName());
        }
    }

    @Test
    void reset_returns_to_the_fresh_state() {
        python.eval("import json\njson.loads = None\nx = 1");
        python.reset();
        assertEquals(1, python.eval("import json\njson.loads('[1]')[0]"));
        assertThrows(PythonException.class, () -> python.get("x"));
    }

    @Test
    void random_numbers_differ_between_forks() {
        String script = "import random, os, uuid\n[random.random(), os.urandom(8).hex(), str(uuid.uuid4())]";
        try (var other = PythonRuntime.shared().open()) {
            assertNotEquals(python.eval(script), other.eval(script));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('/etc/passwd')",
                "open('/proc/self/environ')",
                "open('new', 'w')",
                "open('/usr/local/lib/python313.zip', 'r+b')",
                "__import__('os').listdir('/etc')",
                "__import__('os').mkdir('/x')",
                "open('../../../etc/passwd')"
            })
    void no_file_of_the_host_is_reachable(String script) {
        var error = assertThrows(PythonException.class, () -> python.eval(script));
        assertTrue(error.typeName().endsWith("Error"), error.typeName());
        assertTrue(python.isUsable());
    }

    @Test
    void the_root_leads_to_the_library_only() {
        assertEquals(
                List.of(
                        "/ ['usr'] []",
                        "/usr ['local'] []",
                        "/usr/local ['lib'] []",
                        "/usr/local/lib [] ['python313.zip']"),
                python.eval("import os\n[f'{path} {folders} {files}' for path, folders, files in os.walk('/')]"));
        assertEquals(
                "IsADirectoryError",
                assertThrows(PythonException.class, () -> python.eval("open('/usr', 'w')"))
                        .typeName());
    }

    @Test
    void environment_and_arguments_are_empty() {
        assertEquals(0, python.eval("import os\nlen(os.environ)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import socket; socket.socket()",
                "import ssl; ssl.create_default_context()",
                "import subprocess; subprocess.run(['ls'])",
                "import threading; threading.Thread(target=print).start()",
                "import os; os.system('ls')"
            })
    void what_a_sandbox_has_not_fails_with_a_python_error(String script) {
        assertThrows(PythonException.class, () -> python.eval(script));
        assertTrue(python.isUsable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asyncio",
                "concurrent.futures",
                "unittest",
                "dataclasses",
                "typing",
                "statistics",
                "zoneinfo",
                "difflib",
                "csv",
                "hashlib",
                "xml.etree.ElementTree",
                "zlib",
                "decimal",
                "logging",
                "enum",
                "itertools",
                "textwrap",
                "fractions",
                "random",
                "string",
                "heapq",
                "bisect",
                "copy",
                "pickle",
                "struct",
                "base64",
                "html",
                "urllib.parse",
                "ipaddress",
                "secrets",
                "contextlib",
                "abc",
                "inspect",
                "ast",
                "argparse",
                "calendar",
                "gzip",
                "zipfile",
                "tempfile",
                "shlex",
                "pprint",
                "graphlib",
                "tomllib",
                "configparser",
                "unicodedata",
                "array",
                "queue",
                "threading"
            })
    void the_library_imports(String module) {
        python.eval("import " + module);
    }

    @Test
    void time_zones_and_event_loops_work() {
        assertEquals("CEST", python.eval("""
                from zoneinfo import ZoneInfo
                from datetime import datetime
                datetime(2024, 7, 1, tzinfo=ZoneInfo('Europe/Berlin')).tzname()
                """));
        assertEquals(3, python.eval("""
                import asyncio
                async def add(a, b):
                    await asyncio.sleep(0.01)
                    return a + b
                asyncio.run(add(1, 2))
                """));
    }

    @Test
    void hashes_are_right() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                python.eval("import hashlib\nhashlib.sha256(b'abc').hexdigest()"));
        assertEquals("900150983cd24fb0d6963f7d28e17f72", python.eval("hashlib.md5(b'abc').hexdigest()"));
    }
}
