package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** What the tab key does in the prompt, on a terminal that is made of streams. */
class PromptTest {
    private static PythonInterpreter python;
    private static Repl repl;

    @BeforeAll
    static void open() {
        python = PythonRuntime.shared().open();
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        repl = new Repl(
                python,
                new Program(python, Duration.ofMinutes(1), InputStream.nullInputStream(), nowhere, nowhere),
                nowhere);
        python.exec("import math\nprices = {'a': 1}");
    }

    @AfterAll
    static void close() {
        python.close();
    }

    /** Returns the line that is accepted after these keys. */
    private static String typed(String keys) throws IOException {
        var in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        try (var terminal = new DumbTerminal("test", "ansi", in, OutputStream.nullOutputStream(), null)) {
            return repl.reader(terminal).readLine(">>> ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pric<tab>            | prices",
                "math.flo<tab>(2.5)   | math.floor(2.5)",
                "print(math.flo<tab>(2.5)) | print(math.floor(2.5))",
                "[1, -math.sqr<tab>(4)] | [1, -math.sqrt(4)]",
                "import jso<tab>       | import json",
                "import sys, tomll<tab> | import sys, tomllib",
                "import email.mes<tab> | import email.message",
                "import email.mime.aud<tab> | import email.mime.audio",
                "from statis<tab> import mean | from statistics import mean",
                "from math import flo<tab> | from math import floor",
                "from math import (ceil, flo<tab>) | from math import (ceil, floor)",
                "from email import mes<tab> | from email import message",
                "import no_such.thi<tab> | import no_such.thi",
            })
    void the_tab_key_completes_names_where_they_stand(String keys, String line) throws IOException {
        assertEquals(line, typed(keys.replace("<tab>", "\t") + "\n").strip());
    }

    @Test
    void completion_imports_nothing() throws IOException {
        assertEquals("from tabna", typed("from tabna\t\n").replace("tabnanny", "tabna"));
        assertEquals("from tabnanny import che", typed("from tabnanny import che\t\n"));
        assertEquals(false, python.eval("'tabnanny' in __import__('sys').modules"));
    }

    @Test
    void a_tab_at_the_beginning_of_a_line_indents() throws IOException {
        assertEquals("\tx = 1", typed("\tx = 1\n"));
    }
}
