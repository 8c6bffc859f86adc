package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CPython's library does in the sandbox as it does elsewhere. */
class LibraryTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void every_name_of_every_module_is_there_or_is_an_attribute_error() {
        assertEquals(List.of(), python.eval("""
                import importlib.util, sys, warnings, zipfile
                warnings.simplefilter('ignore')
                found = []
                names = {name[:-4].removesuffix('/__init__').replace('/', '.') for name in zipfile.ZipFile(sys.path[0]).namelist()
                         if name.endswith('.pyc') and not name.startswith(('tzdata', '_python_wasm')) and '__main__' not in name}
                for name in sorted(names | set(sys.builtin_module_names)):
                    try:
                        module = importlib.import_module(name)
                    except ImportError:
                        continue
                    for attribute in {*dir(module), *getattr(module, '__all__', ())}:
                        try:
                            submodule = hasattr(module, '__path__') and importlib.util.find_spec(f'{name}.{attribute}')
                            if attribute in vars(module) or not submodule:
                                getattr(module, attribute)
                        except Exception as error:
                            found.append(f'{name}.{attribute}: {error!r}')
                    hasattr(module, 'a_name_that_no_module_has')
                found
                """));
    }

    @Test
    void all_of_types_and_of_futures_can_be_imported() {
        python.exec("from types import *\nfrom concurrent.futures import *\nCapsuleType, ProcessPoolExecutor");
        assertEquals("NotImplementedError",
                assertThrows(PythonException.class, () -> python.eval("ProcessPoolExecutor()")).typeName());
    }

    @ParameterizedTest
    @CsvSource({"-720254.66", "0.5", "-0.0", "-1e300", "-5e-324", "float('-inf')", "-1.0"})
    void acosh_below_its_domain_is_an_error(String argument) {
        assertEquals("math domain error", assertThrows(PythonException.class,
                () -> python.eval("import math; math.acosh(" + argument + ")")).pythonMessage());
    }

    @Test
    void security_fixes_of_debian_are_in() {
        assertEquals("Incorrect padding", refusal("__import__('binascii').a2b_base64(b'AA==A')"));
        assertTrue(refusal("str(__import__('wsgiref.headers').headers.Headers([('a', 'b\\r\\nc: d')]))")
                .startsWith("Control characters"));
        python.exec("import http.cookies\nmorsel = http.cookies.Morsel()");
        assertTrue(refusal("morsel.set('k', 'v\\r\\n', 'v')").startsWith("Control characters"));
    }

    private String refusal(String code) {
        return assertThrows(PythonException.class, () -> python.eval(code)).pythonMessage();
    }

    @ParameterizedTest
    @CsvSource({"' ', 0", "None, 0", "0, 0", "3, 3", "'\"late\"', 1", "'\"\"', 1", "True, 1"})
    void the_code_of_an_exit_needs_no_message(String argument, int code) {
        var exit = assertThrows(PythonException.class, () -> python.exec("import sys\nsys.exit(" + argument + ")"));
        assertEquals(OptionalInt.of(code), exit.exitCode());
        assertEquals(OptionalInt.empty(), assertThrows(PythonException.class, () -> python.eval("1 / 0")).exitCode());
    }
}
