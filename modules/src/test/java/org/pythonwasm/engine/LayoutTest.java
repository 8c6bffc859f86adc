package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.wasm.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which people have a python.wasm, see docs/guests.md; those tagged as layouts by {@code -Pall-layouts} alone. */
class LayoutTest {
    @TempDir
    private Path directory;

    private static Path library() {
        return Guests.plain().resolve("lib/python3.13");
    }

    private static PythonModule plain() {
        return PythonModule.of(Guests.plain().resolve("python.wasm"));
    }

    private static Object versionAndLibrary(PythonModule module) {
        return versionAndLibrary(PythonRuntime.builder().withModule(module));
    }

    private static Object versionAndLibrary(PythonRuntime.Builder runtime) {
        try (var python = runtime.withProgress(System.out::println).build().open()) {
            return python.eval("import sys, os, json\nf'{sys.version_info[0]}.{sys.version_info[1]} {os.__file__}'");
        }
    }

    @Test
    void a_single_file_from_npm_that_holds_its_library() {
        var module = PythonModule.of(Guests.npm());
        try (var python = Guests.open(module)) {
            assertEquals("3.12.0", python.eval("import sys\nsys.version.split()[0]"));
            assertEquals(4, python.eval("import statistics\nstatistics.mean([3, 5])"));
        }
        assertTrue(
                Guests.runtime(module).describe().contains("library inside the module"),
                Guests.runtime(module).describe());
    }

    @Test
    @Tag("layouts")
    void the_official_build_with_its_install_prefix() {
        assertEquals("3.13 /usr/local/lib/python3.13/os.py", versionAndLibrary(plain().withLibrary(Guests.plain())));
    }

    /** The build's own module is the one with over 25 MB and with names. */
    @Test
    void the_official_build_is_long_and_has_names() throws IOException {
        byte[] module = Files.readAllBytes(plain().file());
        assertTrue(module.length > 25_000_000, () -> module.length + " bytes");
        assertTrue(Parser.parse(module).nameSection() != null);
    }

    @ParameterizedTest
    @Tag("layouts")
    @CsvSource({"packed-compiled, pyc", "packed-sources, py"})
    void a_library_packed_into_the_module(String name, String suffix) {
        var runtime = PythonRuntime.builder()
                .withModule(Guests.layout(name))
                .withProgress(System.out::println)
                .build();
        assertTrue(runtime.describe().endsWith("command, library inside the module"), runtime.describe());
        try (var python = runtime.open()) {
            assertEquals(
                    "/usr/local/lib/python313.zip/json/__init__." + suffix, python.eval("import json\njson.__file__"));
            assertEquals(4, python.eval("import statistics\nstatistics.mean([3, 5])"));
            assertEquals("PK", python.eval("open('/usr/local/lib/python313.zip', 'rb').read(2).decode()"));
            for (String other : List.of(
                    "open('/usr/local/lib/python313.zip', 'r+')",
                    "open('/usr/local/lib/other')",
                    "os.listdir('/etc')")) {
                assertThrows(PythonException.class, () -> python.eval("import os\n" + other), other);
            }
        }
    }

    @Test
    @Tag("layouts")
    void a_reactor_that_kept_its_main_function_and_has_no_names() throws IOException {
        var module = Guests.layout("reactor");
        var parsed = Parser.parse(Files.readAllBytes(module.file()));
        assertEquals(
                List.of("memory", "_initialize", "__main_void"),
                Stream.iterate(0, i -> i < parsed.exportSection().exportCount(), i -> i + 1)
                        .map(i -> parsed.exportSection().getExport(i).name())
                        .toList());
        assertTrue(parsed.nameSection() == null);
        var runtime = PythonRuntime.builder()
                .withModule(module.withLibrary(Guests.plain()))
                .withProgress(System.out::println)
                .build();
        assertTrue(runtime.describe().contains(", reactor, "), runtime.describe());
        try (var python = runtime.open()) {
            assertEquals("/usr/local/lib/python3.13/os.py", python.eval("import os\nos.__file__"));
            python.exec("def f(x): return 6 * x");
            assertEquals(42, python.call("f", 7));
        }
    }

    /** Only C code could call what it exports. */
    @Test
    @Tag("layouts")
    void a_reactor_without_a_main_function_is_refused() {
        var error = assertThrows(
                PythonModuleException.class,
                () -> PythonRuntime.builder()
                        .withModule(Guests.layout("library"))
                        .build());
        assertTrue(error.getMessage().contains("exports neither _start nor __main_void"), error.getMessage());
        assertTrue(error.getMessage().contains("-Wl,--export=__main_void"), error.getMessage());
    }

    @Test
    @Tag("layouts")
    void the_official_build_with_a_mapped_library_as_for_other_hosts() {
        assertEquals(
                "3.13 /usr/local/lib/python3.13/os.py",
                versionAndLibrary(PythonRuntime.builder()
                        .withModule(plain())
                        .withReadOnlyDirectory("/usr/local", Guests.plain())));
    }

    @Test
    @Tag("layouts")
    void a_prebuilt_directory_with_usr_local_lib() throws IOException {
        Path root = directory.resolve("usr/local/lib");
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("python3.13"), library().toRealPath());
        assertEquals("3.13 /usr/local/lib/python3.13/os.py", versionAndLibrary(plain().withLibrary(directory)));
    }

    @Test
    void a_library_at_opt_wasi_python_with_pythonhome_relocated() {
        var module = plain().withLibrary(library()).withHome("/opt/wasi-python");
        assertEquals("3.13 /opt/wasi-python/lib/python3.13/os.py", versionAndLibrary(module));
    }

    @Test
    @Tag("layouts")
    void a_library_packed_into_an_archive_with_and_without_compiled_bytecode() throws IOException {
        for (boolean compiled : new boolean[] {true, false}) {
            Path archive = pack(directory.resolve("library-" + compiled + ".zip"), compiled);
            var module = plain().withLibrary(archive).withOptions("-S", "-P", "-B");
            assertEquals("3.13 /usr/local/lib/python3.13/os.py", versionAndLibrary(module));
        }
    }

    private static Path pack(Path archive, boolean compiled) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> files = Files.walk(library())) {
            zip.setLevel(1);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = library().relativize(file).toString();
                if (compiled || !name.endsWith(".pyc")) {
                    var entry = new ZipEntry("lib/python3.13/" + name);
                    entry.setTime(315_532_800_000L);
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                }
            }
        }
        return archive;
    }

    @Test
    @Tag("layouts")
    void a_long_reactor_without_names() throws IOException {
        byte[] changed =
                WasmText.asLongNamelessReactor(Files.readAllBytes(Guests.plain().resolve("python.wasm")), 25_000_000);
        Path file = Files.write(directory.resolve("python.wasm"), changed);
        var runtime = PythonRuntime.builder()
                .withModule(PythonModule.of(file).withLibrary(Guests.plain()))
                .withProgress(System.out::println)
                .build();
        assertTrue(runtime.describe().contains(", reactor"), runtime.describe());
        assertTrue(changed.length > 25_000_000);
        try (var python = runtime.open()) {
            assertEquals(2, python.eval("1 + 1"));
        }
    }

    @Test
    void settings_name_the_module_and_what_its_guest_may_see() throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("in.txt"), "Grüße");
        Files.writeString(data.resolve("helper.py"), "def double(x): return 2 * x\n");
        var settings = new Properties();
        settings.setProperty("module", plain().file().toString());
        settings.setProperty("library", Guests.plain().toString());
        settings.setProperty("dir", data + ":/data");
        settings.setProperty("scratch", "/work:1M");
        settings.setProperty("path", "/data");
        settings.setProperty("env", "GREETING=hi,OTHER=a=b");
        settings.setProperty("cwd", "/work");
        try (var python = PythonRuntime.builder().withSettings(settings).build().open()) {
            assertEquals(
                    "hi a=b /work",
                    python.eval("import os\n' '.join([os.environ['GREETING'], os.environ['OTHER'], os.getcwd()])"));
            assertEquals(8, python.eval("import helper\nhelper.double(4)"));
            python.exec("text = open('/data/in.txt', encoding='utf-8').read()\nopen('out.txt', 'w').write(text + '!')");
            assertEquals("Grüße!", python.eval("open('/work/out.txt', encoding='utf-8').read()"));
            assertEquals(
                    "OSError",
                    python.eval(
                            "try:\n    open('/data/new', 'w')\nexcept OSError as e:\n    kind = type(e).__name__\nkind"));
            assertEquals(
                    "PermissionError",
                    python.eval(
                            "try:\n    os.symlink('/etc', '/work/link')\nexcept OSError as e:\n    kind = type(e).__name__\nkind"));
            python.exec("os.remove('out.txt')");
            assertEquals(false, python.eval("os.path.exists('/work/out.txt')"));
        }
    }
}
