package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.test.DebianWheels;
import org.pythonwasm.test.TestWheel;

/** Packages on the command line. */
class PackagesCommandTest {
    private static final TestWheel LIBRARY =
            TestWheel.of("lib", "1.5").withFile("lib.py", "def answer():\n    return 42\n");
    private static final TestWheel APPLICATION = TestWheel.of("app", "1")
            .withHeader("Requires-Dist: lib>=1")
            .withFile("app.py", "import lib\nif __name__ == '__main__':\n    print(lib.answer())\n");

    @TempDir
    private Path directory;

    private Path wheels;
    private String packages;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void make() throws IOException {
        wheels = Files.createDirectory(directory.resolve("wheels"));
        packages = directory.resolve("packages").toString();
    }

    private static Run run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = PythonWasm.execute(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run add(TestWheel... added) {
        var arguments = new String[4 + added.length];
        arguments[0] = "--packages";
        arguments[1] = packages;
        arguments[2] = "packages";
        arguments[3] = "add";
        for (int i = 0; i < added.length; i++) {
            arguments[4 + i] = added[i].writeTo(wheels).toString();
        }
        return run(arguments);
    }

    @Test
    void added_packages_are_locked_listed_checked_and_imported() {
        assertEquals(
                new Run(0, "locked 2 packages in " + packages + "/requirements.txt\n", ""), add(APPLICATION, LIBRARY));
        var list = run("packages", "list", "--packages", packages);
        assertTrue(list.out().matches("(?s)app +1 .*sha256:[0-9a-f]{12}….*app\nlib +1.5 .*lib\n"), list.out());
        assertEquals(new Run(0, "app 1: ok\nlib 1.5: ok\n", ""), run("packages", "check", "--packages", packages));
        assertEquals(new Run(0, "42\n", ""), run("--packages", packages, "-c", "import lib; print(lib.answer())"));
        assertEquals(new Run(0, "42\n", ""), run("--packages", packages, "-m", "app"));
    }

    private static final TestWheel FAST = TestWheel.of("fast-lib", "2")
            .withTag("cp313-cp313-manylinux_2_17_x86_64")
            .withFile(
                    "fast/__init__.py",
                    "try:\n    from fast._speed import way\nexcept ImportError:\n    way = 'slow'\n")
            .withFile("fast/_speed.cpython-313-x86_64-linux-gnu.so", "\u007fELF")
            .withFile("fast_lib.libs/libspeed.so.1", "\u007fELF");

    @Test
    void native_code_is_left_out_of_a_wheel_if_that_is_asked_for() throws IOException {
        String wheel = FAST.writeTo(wheels).toString();
        String refusal = run("packages", "add", wheel, "--packages", packages).err();
        assertTrue(refusal.contains("it has native code, fast/_speed.cpython-313-x86_64-linux-gnu.so"), refusal);
        assertEquals(
                new Run(
                        0,
                        "fast_lib-2-py3-none-any.whl: without fast/_speed.cpython-313-x86_64-linux-gnu.so,"
                                + " fast_lib.libs/libspeed.so.1\nlocked 2 packages in " + packages
                                + "/requirements.txt\n",
                        ""),
                run("packages", "add", "--pure", wheel, LIBRARY.writeTo(wheels).toString(), "--packages", packages));
        assertEquals(new Run(0, "fast-lib 2: ok\nlib 1.5: ok\n", ""), run("packages", "check", "--packages", packages));
        assertEquals(
                new Run(0, "slow 2 1\n", ""),
                run(
                        "--packages",
                        packages,
                        "-c",
                        "import fast; from importlib.metadata import version, files; print(fast.way,"
                                + " version('fast-lib'), len([f for f in files('fast-lib') if f.suffix == '.py']))"));
        byte[] first = Files.readAllBytes(Path.of(packages, "fast_lib-2-py3-none-any.whl"));
        packages = directory.resolve("again").toString();
        run("packages", "add", "--pure", wheel, "--packages", packages);
        assertArrayEquals(first, Files.readAllBytes(Path.of(packages, "fast_lib-2-py3-none-any.whl")));
    }

    @Test
    void names_of_what_is_left_out_give_no_orders_to_the_terminal() {
        var wheel =
                TestWheel.of("evil", "1").withTag("cp313-cp313-linux_x86_64").withFile("a\u001b[2J\u009b2J\n.so", "");
        assertEquals(
                "evil-1-py3-none-any.whl: without a?[2J?2J?.so\n",
                run("packages", "add", "--pure", wheel.writeTo(wheels).toString(), "--packages", packages)
                                .out()
                                .lines()
                                .findFirst()
                                .orElse("")
                        + "\n");
    }

    @Test
    void a_package_whose_requirement_is_missing_is_not_added() {
        assertEquals(
                new Run(2, "", "python-wasm: packages do not fit together: app 1 requires lib>=1, which is missing\n"),
                add(APPLICATION));
        assertFalse(Files.exists(Path.of(packages, APPLICATION.fileName())));
    }

    @Test
    void a_wheel_that_was_changed_is_refused_until_it_is_locked_again() {
        add(LIBRARY);
        LIBRARY.withFile("more.py", "").writeTo(Path.of(packages));
        for (var refused : new Run[] {
            run("packages", "check", "--packages", packages),
            run("packages", "list", "--packages", packages),
            run("--packages", packages, "-c", "pass"),
            add(APPLICATION)
        }) {
            assertEquals(2, refused.exitCode());
            assertTrue(refused.err().contains("it is another file than was locked"), refused.err());
        }
        assertEquals(0, run("packages", "lock", "--packages", packages).exitCode());
        assertEquals(0, run("packages", "check", "--packages", packages).exitCode());
    }

    @Test
    void a_module_that_cannot_be_imported_is_reported() {
        add(TestWheel.of("broken", "1").withFile("broken.py", "import _nowhere"), LIBRARY);
        assertEquals(
                new Run(
                        1,
                        "broken 1: import broken: ModuleNotFoundError: No module named '_nowhere'\nlib 1.5: ok\n",
                        ""),
                run("packages", "check", "--packages", packages));
    }

    @Test
    void the_directory_has_to_be_named_and_to_be_there() {
        assertEquals(2, run("packages", "list").exitCode());
        assertTrue(run("packages", "list").err().startsWith("python-wasm: --packages names the directory"));
        assertEquals(
                "python-wasm: there is no directory of packages " + packages + "\n",
                run("--packages", packages, "-c", "pass").err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            python3-dateutil python3-six | from dateutil.relativedelta import relativedelta as d; from datetime import date; print(date(2024, 1, 31) + d(months=1)) | 2024-02-29
            python3-yaml                 | import yaml; print(yaml.safe_load('[1, {a: yes}]'))                           | [1, {'a': True}]
            python3-attr                 | import attr; print(attr.asdict(attr.make_class('Point', ['x'])(1)))           | {'x': 1}
            python3-click                | import click; click.echo(click.unstyle(click.style('ok', bold=True)))         | ok
            python3-sortedcontainers     | from sortedcontainers import SortedDict; print(SortedDict(b=1, a=2))          | SortedDict({'a': 2, 'b': 1})
            """)
    void each_of_what_people_reach_for_runs_a_program(String distributed, String program, String output) {
        DebianWheels.write(wheels, distributed.split(" "));
        assertEquals(new Run(0, output + "\n", ""), run("--packages", wheels.toString(), "-c", program));
    }

    @Test
    void real_packages_run_a_program() {
        DebianWheels.write(wheels, "python3-jinja2", "python3-markupsafe");
        assertEquals(
                new Run(0, "Hello Ada!\n", ""),
                run(
                        "--packages",
                        wheels.toString(),
                        "-c",
                        "from jinja2 import Template; print(Template('Hello {{ name }}!').render(name='Ada'))"));
    }
}
