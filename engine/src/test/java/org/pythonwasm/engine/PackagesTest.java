package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;
import org.pythonwasm.test.DebianWheels;
import org.pythonwasm.test.JavaProgram;
import org.pythonwasm.test.TestWheel;

/** Packages that the scripts of a runtime import. */
class PackagesTest {
    @TempDir
    private Path directory;

    private static final TestWheel GREETING = TestWheel.of("Greeting-Words", "1.2")
            .withFile("greeting/__init__.py", "from greeting.words import hello\n")
            .withFile("greeting/words.py", "def hello(name):\n    return f'Hello {name}'\n")
            .withFile("greeting/data/names.txt", "Ada\nGrace\n")
            .withFile("Greeting_Words-1.2.dist-info/entry_points.txt", "[greeters]\nhello = greeting.words:hello\n");

    private static PythonRuntime runtime(Packages packages) {
        return PythonRuntime.builder().withPackages(packages).build();
    }

    private static Object eval(Packages packages, String script) {
        try (var python = runtime(packages).open()) {
            return python.eval(script);
        }
    }

    private String refusal(TestWheel... wheels) {
        for (var wheel : wheels) {
            wheel.writeTo(directory);
        }
        return assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                .getMessage();
    }

    @Test
    void a_script_imports_them_from_its_first_line() {
        var packages = Packages.of(GREETING.writeTo(directory));
        assertEquals("Hello Ada", eval(packages, "from greeting import hello\nhello('Ada')"));
    }

    @Test
    void without_the_grant_there_are_none() {
        GREETING.writeTo(directory);
        assertEquals(
                "ModuleNotFoundError",
                assertThrows(
                                PythonException.class,
                                () -> PythonRuntime.shared().open().eval("import greeting"))
                        .typeName());
    }

    @Test
    void metadata_entry_points_and_resources_are_found() {
        var packages = Packages.of(GREETING.writeTo(directory));
        assertEquals("1.2", eval(packages, "from importlib import metadata\nmetadata.version('greeting-words')"));
        assertEquals("Hello Grace", eval(packages, """
                        from importlib.metadata import entry_points
                        [point] = entry_points(group='greeters')
                        point.load()('Grace')
                        """));
        assertEquals(List.of("Ada", "Grace"), eval(packages, """
                        from importlib import resources
                        resources.files('greeting').joinpath('data/names.txt').read_text().split()
                        """));
        assertEquals(List.of("Ada\n", "Grace\n"), eval(packages, """
                        import greeting, os
                        with open(os.path.join(os.path.dirname(greeting.__file__), 'data', 'names.txt')) as names:
                            lines = list(names)
                        lines
                        """));
        assertEquals(
                List.of("Greeting_Words-1.2.dist-info", "greeting"),
                eval(packages, "import os\nsorted(os.listdir('/site-packages'))"));
    }

    @Test
    void nobody_changes_them() {
        var packages = Packages.of(GREETING.writeTo(directory));
        try (var python = runtime(packages).open()) {
            for (String change : List.of(
                    "open('/site-packages/greeting/words.py', 'w')",
                    "open('/site-packages/greeting/words.py', 'a')",
                    "open('/site-packages/new.py', 'w')",
                    "__import__('os').remove('/site-packages/greeting/words.py')",
                    "__import__('os').mkdir('/site-packages/other')",
                    "__import__('os').rename('/site-packages/greeting', '/site-packages/other')",
                    "__import__('os').rmdir('/site-packages/greeting/data')",
                    "__import__('os').utime('/site-packages/greeting/words.py')")) {
                assertEquals(
                        "OSError",
                        assertThrows(PythonException.class, () -> python.eval(change), change)
                                .typeName(),
                        change);
            }
            assertEquals("Hello Ada", python.eval("from greeting import hello\nhello('Ada')"));
        }
    }

    @Test
    void what_a_preparation_imports_is_there_when_an_interpreter_opens() {
        var runtime = PythonRuntime.builder()
                .withPackages(Packages.of(GREETING.writeTo(directory)))
                .withPreparation("import greeting")
                .build();
        try (var python = runtime.open()) {
            assertEquals(true, python.eval("'greeting.words' in __import__('sys').modules"));
            assertEquals("Hello Ada", python.eval("greeting.hello('Ada')"));
            python.reset();
            assertEquals("Hello Ada", python.eval("greeting.hello('Ada')"));
        }
    }

    @Test
    void interpreters_with_packages_start_from_one_state_and_share_the_files() {
        var runtime = runtime(Packages.of(GREETING.writeTo(directory)));
        try (var one = runtime.open();
                var other = runtime.open()) {
            one.exec("import greeting\ngreeting.hello = None");
            assertEquals("Hello Ada", other.eval("from greeting import hello\nhello('Ada')"));
        }
    }

    @Test
    void a_lock_admits_what_it_names_and_nothing_else() throws IOException {
        Path wheel = GREETING.writeTo(directory);
        String lock = Packages.in(directory).lock();
        assertEquals(
                "Greeting-Words==1.2 \\\n    --hash=sha256:"
                        + Packages.of(wheel).list().get(0).sha256() + "\n",
                lock);
        Path file = Files.writeString(directory.resolve("requirements.txt"), "# made by a test\n" + lock);
        assertEquals(1, Packages.in(directory).list().size());

        GREETING.withFile("greeting/evil.py", "").writeTo(directory);
        assertTrue(assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                .getMessage()
                .contains("it is another file than was locked"));

        GREETING.writeTo(directory);
        TestWheel.of("other", "1").writeTo(directory);
        assertTrue(assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                .getMessage()
                .startsWith("other-1-py3-none-any.whl is not in the lock"));

        Files.delete(directory.resolve("other-1-py3-none-any.whl"));
        Files.writeString(file, lock.replace("1.2", "1.3"));
        assertTrue(assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                .getMessage()
                .contains("is version 1.2, the lock"));

        Files.writeString(file, lock + "absent==1 --hash=sha256:" + "0".repeat(64) + "\n");
        assertTrue(assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                .getMessage()
                .endsWith("there is no wheel of absent 1"));
    }

    /** As {@code pip-compile --generate-hashes} writes it. */
    @Test
    void a_lock_is_a_requirements_file_with_hashes() throws IOException {
        String hash = Packages.of(GREETING.writeTo(directory)).list().get(0).sha256();
        Files.writeString(directory.resolve("requirements.txt"), """
                #
                # This file is autogenerated by pip-compile
                #
                greeting-words[all]==1.2 ; python_version >= "3.8" \\
                    --hash=sha256:%s \\
                    --hash=sha256:%s
                    # via -r requirements.in
                """.formatted("1".repeat(64), hash));
        assertEquals(1, Packages.in(directory).list().size());
        for (String other : List.of(
                "greeting-words==1.2", "greeting-words>=1.2 --hash=sha256:" + hash, "-r other.txt", "--pre", "words")) {
            Files.writeString(directory.resolve("requirements.txt"), other + "\n");
            String message = assertThrows(PythonPackageException.class, () -> Packages.in(directory))
                    .getMessage();
            assertTrue(
                    message.contains("expected name==version --hash=sha256:… in each line, found '" + other), message);
        }
    }

    @Test
    void native_code_is_refused_with_the_name_of_its_file() {
        assertEquals(
                "fast-1-cp313-cp313-manylinux_2_17_x86_64.whl: it has native code,"
                        + " fast/_speed.cpython-313-x86_64-linux-gnu.so, which cannot run in the sandbox:"
                        + " use a pure-Python wheel of the package, named …-none-any.whl",
                refusal(TestWheel.of("fast", "1")
                        .withTag("cp313-cp313-manylinux_2_17_x86_64")
                        .withFile("fast/__init__.py", "")
                        .withFile("fast/_speed.cpython-313-x86_64-linux-gnu.so", "ELF")));
    }

    @Test
    void native_code_is_refused_whatever_the_wheel_says() {
        assertTrue(refusal(TestWheel.of("fast", "1").withFile("fast/libspeed.so.1.2", "ELF"))
                .contains("it has native code, fast/libspeed.so.1.2"));
    }

    @Test
    void missing_packages_and_other_versions_are_reported_together_before_the_first_run() {
        assertEquals(
                "packages do not fit together: app 1 requires absent>=2, which is missing;"
                        + " app 1 requires greeting-words<1, found 1.2",
                refusal(
                        GREETING,
                        TestWheel.of("app", "1")
                                .withHeader("Requires-Dist: absent>=2")
                                .withHeader("Requires-Dist: greeting-words<1")
                                .withHeader("Requires-Dist: winapi; sys_platform == 'win32'")
                                .withHeader("Requires-Dist: tests; extra == 'test'")));
    }

    @Test
    void an_extra_that_is_required_brings_its_own_requirements() {
        assertEquals(
                "packages do not fit together: lib 1 requires fast; extra == \"speed\", which is missing",
                refusal(
                        TestWheel.of("app", "1").withHeader("Requires-Dist: lib[Speed]"),
                        TestWheel.of("lib", "1").withHeader("Requires-Dist: fast; extra == \"speed\"")));
    }

    @Test
    void two_packages_with_different_files_of_one_name_are_refused() {
        assertEquals(
                "two packages have different files tools/__init__.py: a and b; one of them cannot be used",
                refusal(
                        TestWheel.of("a", "1").withFile("tools/__init__.py", "a = 1"),
                        TestWheel.of("b", "1").withFile("tools/__init__.py", "b = 1")));
    }

    @Test
    void two_versions_of_one_package_are_refused() {
        assertTrue(
                refusal(TestWheel.of("a", "1"), TestWheel.of("A", "2")).startsWith("two wheels are of one package: "));
    }

    @Test
    void another_python_is_refused() {
        assertTrue(refusal(TestWheel.of("a", "1").withHeader("Requires-Python: >=3.14"))
                .endsWith("it requires Python >=3.14, this is 3.13.5"));
    }

    @Test
    void a_selection_has_what_its_packages_require_and_no_others() {
        TestWheel.of("app", "1").withHeader("Requires-Dist: greeting_words>=1").writeTo(directory);
        GREETING.writeTo(directory);
        TestWheel.of("other", "1").withFile("other.py", "").writeTo(directory);
        var packages = Packages.in(directory);
        assertEquals(
                "[app 1, Greeting-Words 1.2] []",
                packages.select(List.of("App")).toString());
        assertEquals(
                List.of("Greeting-Words"),
                packages.select(List.of("greeting")).list().stream()
                        .map(PythonPackage::name)
                        .toList());
        assertTrue(packages.select(List.of()).isEmpty());
        assertEquals(
                "there is no package 'numpy' among those that were made available: app, Greeting-Words, other",
                assertThrows(PythonPackageException.class, () -> packages.select(List.of("numpy")))
                        .getMessage());
    }

    @Test
    void a_module_of_ones_own_is_imported_like_a_package() {
        var packages = Packages.NONE.withModule("pricing", "def gross(net):\n    return net * 2\n");
        assertEquals(42, eval(packages, "import pricing\npricing.gross(21)"));
        assertThrows(PythonPackageException.class, () -> packages.withModule("pricing", ""));
        for (String wrong : List.of("../evil", "class", "None", "")) {
            assertEquals(
                    "a module's name is an identifier of ASCII letters and no keyword, got '" + wrong + "'",
                    assertThrows(PythonPackageException.class, () -> packages.withModule(wrong, ""))
                            .getMessage());
        }
    }

    @Test
    void a_module_of_ones_own_replaces_no_file_of_a_package() {
        var packages = Packages.of(TestWheel.of("shop", "1")
                .withFile("shop.py", "import _rates\n")
                .withFile("_rates.py", "RATE = 2\n")
                .withFile("_data/words.txt", "")
                .withFile("compiled.pyc", "")
                .withFile("tree.py/words.txt", "")
                .writeTo(directory));
        for (String taken : List.of("shop", "_rates", "_data", "compiled", "tree")) {
            assertEquals(
                    "there is a module " + taken + " already",
                    assertThrows(PythonPackageException.class, () -> packages.withModule(taken, ""))
                            .getMessage());
        }
        assertEquals(3, eval(packages.withModule("rates", "RATE = 3"), "import rates\nrates.RATE"));
    }

    /** Nobody can import it, so that nobody tries to. */
    @Test
    void a_file_named_like_a_keyword_is_no_module() {
        var packages = Packages.of(TestWheel.of("odd", "1")
                .withFile("odd.py", "")
                .withFile("lambda.py", "")
                .withFile("async/__init__.py", "")
                .writeTo(directory));
        assertEquals(List.of("odd"), packages.find("odd").modules());
    }

    @Test
    void a_jar_on_the_class_path_holds_wheels_and_their_lock() throws IOException {
        GREETING.writeTo(directory);
        String lock = Packages.in(directory).lock();
        Path jar = directory.resolve("wheels.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, "META-INF/python/requirements.txt", lock.getBytes());
            put(out, "META-INF/python/" + GREETING.fileName(), GREETING.bytes());
            put(out, "META-INF/python/deeper/no.whl", new byte[0]);
        }
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var packages = Packages.onClassPath(loader, "META-INF/python");
            assertEquals("Hello Ada", eval(packages, "from greeting import hello\nhello('Ada')"));
            assertTrue(assertThrows(PythonPackageException.class, () -> Packages.onClassPath(loader, "elsewhere"))
                    .getMessage()
                    .startsWith("the class path has 0 resources elsewhere/requirements.txt"));
        }
        Files.writeString(
                Files.createDirectories(directory.resolve("classes/python")).resolve("requirements.txt"), lock);
        GREETING.writeTo(directory.resolve("classes/python"));
        try (var loader = new URLClassLoader(
                new URL[] {directory.resolve("classes").toUri().toURL()}, null)) {
            assertEquals(1, Packages.onClassPath(loader, "python").list().size());
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        ((OutputStream) jar).write(content);
        jar.closeEntry();
    }

    @Test
    void settings_name_a_directory_of_them() {
        GREETING.writeTo(directory);
        var runtime = PythonRuntime.builder()
                .withSettings(Map.of("packages", List.of(directory.toString())))
                .build();
        try (var python = runtime.open()) {
            assertEquals("Hello Ada", python.eval("from greeting import hello\nhello('Ada')"));
        }
    }

    @Test
    void a_place_below_or_above_a_granted_directory_is_refused() {
        GREETING.writeTo(directory);
        var builder = PythonRuntime.builder()
                .withReadOnlyDirectory("/site-packages/data", directory)
                .withPackages(Packages.in(directory));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void real_packages_are_used_as_their_documentation_says() {
        DebianWheels.write(
                directory,
                "python3-jinja2",
                "python3-markupsafe",
                "python3-dateutil",
                "python3-six",
                "python3-yaml",
                "python3-attr",
                "python3-click",
                "python3-sortedcontainers");
        var packages = Packages.in(directory);
        assertEquals("Hello &lt;Ada&gt;!", eval(packages, """
                        from jinja2 import Environment
                        Environment(autoescape=True).from_string('Hello {{ name }}!').render(name='<Ada>')
                        """));
        assertEquals("2003-09-25T10:49:41", eval(packages, """
                        from dateutil.parser import parse
                        parse('Thu Sep 25 10:49:41 2003').isoformat()
                        """));
        assertEquals(List.of("1997-09-02", "1997-09-03"), eval(packages, """
                        from datetime import datetime
                        from dateutil.rrule import rrule, DAILY
                        [str(day.date()) for day in rrule(DAILY, count=2, dtstart=datetime(1997, 9, 2))]
                        """));
        assertEquals(
                Map.of("a", List.of(1, 2.5), "b", Map.of("c", true)),
                eval(packages, "import yaml\nyaml.safe_load('a: [1, 2.5]\\nb: {c: yes}')"));
        assertEquals("b: 1\n", eval(packages, "import yaml\nyaml.dump({'b': 1})"));
        assertEquals("Point(x=1, y=2)", eval(packages, """
                        import attr
                        @attr.s(auto_attribs=True)
                        class Point:
                            x: int
                            y: int = 2
                        repr(Point(1))
                        """));
        assertEquals(
                List.of(1, 2, 3),
                eval(packages, "from sortedcontainers import SortedList\nlist(SortedList([3, 1, 2]))"));
        assertEquals("Hello Ada\n", eval(packages, """
                        import click
                        from click.testing import CliRunner
                        @click.command()
                        @click.option('--name')
                        def hello(name):
                            click.echo(f'Hello {name}')
                        CliRunner().invoke(hello, ['--name', 'Ada']).output
                        """));
    }

    private static final String ZONES = """
            from datetime import datetime
            import pytz
            eastern = pytz.timezone('America/New_York')
            day = eastern.localize(datetime(2002, 10, 27, 0, 30))
            later = eastern.normalize(day.replace(hour=6, tzinfo=pytz.utc))
            [str(day), later.strftime('%H:%M %Z'), 'Europe/Zurich' in pytz.all_timezones]
            """;

    @Test
    void pytz_of_a_distribution_reads_the_zones_of_the_system_if_they_are_granted() {
        var packages = Packages.of(DebianWheels.of("python3-tz").writeTo(directory));
        assertEquals(
                "FileNotFoundError: No such file or directory: '/usr/share/zoneinfo/tzdata.zi'",
                ScratchTest.failure(runtime(packages), ZONES));
        var runtime = PythonRuntime.builder()
                .withPackages(packages)
                .withReadOnlyDirectory(
                        "/usr/share/zoneinfo", DebianWheels.directory("tzdata").resolve("usr/share/zoneinfo"))
                .build();
        assertEquals(List.of("2002-10-27 00:30:00-04:00", "01:30 EST", true), ScratchTest.run(runtime, ZONES));
    }

    /** It imports bz2 and much else of the library. */
    @Test
    void a_large_package_computes_what_its_documentation_says() {
        DebianWheels.write(directory, "python3-networkx");
        assertEquals(List.of(List.of("A", "C", "D"), 4, List.of(1, 2, 2, 1)), eval(Packages.in(directory), """
                        import networkx as nx
                        graph = nx.Graph()
                        graph.add_edge('A', 'B', weight=4)
                        graph.add_edge('B', 'D', weight=2)
                        graph.add_edge('A', 'C', weight=3)
                        graph.add_edge('C', 'D', weight=1)
                        path = nx.path_graph(4)
                        [nx.shortest_path(graph, 'A', 'D', weight='weight'),
                         nx.shortest_path_length(graph, 'A', 'D', weight='weight'), [degree for _, degree in path.degree()]]
                        """));
    }

    /** They are data, which {@code importlib.resources} finds. */
    @Test
    void a_validator_reads_the_schemas_in_its_own_package() {
        DebianWheels.write(directory, "python3-jsonschema", "python3-attr", "python3-pyrsistent");
        var packages = Packages.in(directory);
        assertEquals(List.of("'name' is a required property", "'x' is not of type 'integer'"), eval(packages, """
                        from jsonschema import Draft7Validator
                        schema = {
                            'type': 'object',
                            'properties': {'age': {'type': 'integer'}},
                            'required': ['name'],
                        }
                        Draft7Validator.check_schema(schema)
                        [error.message for error in sorted(Draft7Validator(schema).iter_errors({'age': 'x'}), key=str)]
                        """));
    }

    @Test
    void a_preparation_imports_them_once_for_all_interpreters() {
        Path wheels = directory;
        DebianWheels.write(wheels, "python3-jinja2", "python3-markupsafe");
        // region: packages
        PythonRuntime runtime = PythonRuntime.builder()
                .withPackages(Packages.in(wheels))
                .withPreparation("from jinja2 import Environment")
                .build();
        PythonInterpreter python = runtime.open();
        Object page = python.eval("Environment(autoescape=True).from_string('<b>{{ name }}</b>').render(name='<Ada>')");
        // endregion
        assertEquals("<b>&lt;Ada&gt;</b>", page);
        python.close();
    }

    @Test
    void script_engines_have_those_of_their_factory() throws ScriptException {
        var runtime = runtime(Packages.of(GREETING.writeTo(directory)));
        // region: factory
        ScriptEngine python = new PythonScriptEngineFactory(runtime).getScriptEngine();
        // endregion
        assertEquals("Hello Ada", python.eval("import greeting\ngreeting.hello('Ada')"));
    }

    /** In a JVM of its own, since the property is read once. */
    @Test
    void script_engines_that_are_found_by_name_have_those_of_the_system_property()
            throws IOException, InterruptedException {
        GREETING.writeTo(Files.createDirectory(directory.resolve("wheels")));
        assertEquals(
                List.of("Hello Ada"),
                JavaProgram.run(
                        directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dpython-wasm.packages=" + directory.resolve("wheels"),
                        PackagesTest.class.getName()));
        assertTrue(JavaProgram.run(
                        directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dpython-wasm.packages=" + directory.resolve("nowhere"),
                        PackagesTest.class.getName())
                .stream()
                .anyMatch(line -> line.contains("there is no directory of packages")));
    }

    /** The program of that JVM. */
    public static void main(String[] arguments) throws ScriptException {
        System.out.println(new ScriptEngineManager()
                .getEngineByName("python-wasm")
                .eval("from greeting import hello\nhello('Ada')"));
    }

    @Test
    void wheels_that_a_distribution_ships_are_read() {
        var wheels = DebianWheels.shipped(directory, "python3-setuptools-whl");
        var packages = Packages.of(wheels.toArray(Path[]::new));
        assertFalse(packages.isEmpty());
        assertEquals(
                packages.find("setuptools").version(),
                eval(packages, "from importlib.metadata import version\nversion('setuptools')"));
    }
}
