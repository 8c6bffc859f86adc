package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
        assertEquals(
                "NotImplementedError",
                assertThrows(PythonException.class, () -> python.eval("ProcessPoolExecutor()"))
                        .typeName());
    }

    @ParameterizedTest
    @CsvSource({"-720254.66", "0.5", "-0.0", "-1e300", "-5e-324", "float('-inf')", "-1.0"})
    void acosh_below_its_domain_is_an_error(String argument) {
        assertEquals(
                "math domain error",
                assertThrows(PythonException.class, () -> python.eval("import math; math.acosh(" + argument + ")"))
                        .pythonMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cmath.phase(complex(2, 5e-324))      | OverflowError
            cmath.phase(complex(1e300, -1e-300)) | OverflowError
            (2+1j) ** complex(inf, inf)          | ZeroDivisionError
            2.0 ** complex(0, inf)               | ZeroDivisionError
            1e-160j ** 1.7976931348623157e308j   | ZeroDivisionError
            """)
    void what_the_c_library_reports_by_errno_is_an_error(String call, String error) {
        python.exec("import cmath\nfrom math import inf");
        assertEquals(
                error,
                assertThrows(PythonException.class, () -> python.eval(call)).typeName());
    }

    @Test
    void fma_keeps_the_sign_of_a_product_too_small_for_a_float() {
        assertEquals("-0.0", python.eval("import math; repr(math.fma(1e-160, -2.2250738585072014e-308, 0.0))"));
        assertEquals("0.0", python.eval("repr(math.fma(-1.0, 0.0, 0.0))"));
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
        assertEquals(
                OptionalInt.empty(),
                assertThrows(PythonException.class, () -> python.eval("1 / 0")).exitCode());
    }

    @ParameterizedTest
    @CsvSource({"exit(), 0", "quit(3), 3", "'exit(\"late\")', 1"})
    void a_script_ends_by_exit_and_quit(String script, int code) {
        assertEquals(
                OptionalInt.of(code),
                assertThrows(PythonException.class, () -> python.exec(script)).exitCode());
        assertEquals("Use exit() to exit", python.eval("repr(exit)"));
    }

    /** Of RFC 6070, RFC 7914 (11) and, for other digests, by OpenSSL. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'sha1', b'password', b'salt', 1 | 0c60c80f961f0e71f3a9b524af6012062fe037a6",
                "'sha1', b'password', b'salt', 4096 | 4b007901b765489abead49d926f721d065a429c1",
                "'sha1', b'passwordPASSWORDpassword', b'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25"
                        + " | 3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
                "'sha1', b'pass\\0word', bytearray(b'sa\\0lt'), 4096, dklen=16 | 56fa6aa75548099dcc37d7f03425e0c3",
                "'sha256', b'passwd', b'salt', 1, 64 | 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
                "'sha3_256', b'p', b's', 1 | 7b4b11cf751b9faa097113be9ba4d51278e092a8027005ffb827250e93a34b3c",
                "'blake2s', b'p', b's', 1 | 2e90ff098ba1cece1aa8af3d1fe67a61060b8ff0c286a984f9c3e57162bb0958"
            })
    void pbkdf2_derives_the_keys_of_its_standard(String arguments, String key) {
        assertEquals(key, python.eval("import hashlib; hashlib.pbkdf2_hmac(" + arguments + ").hex()"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "b'', salt=b'', n=16, r=1, p=1 | 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
                "b'password', salt=b'NaCl', n=1024, r=8, p=16 | fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
                "b'pleaseletmein', salt=b'SodiumChloride', n=16384, r=8, p=1 | 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            })
    void scrypt_derives_the_keys_of_its_standard(String arguments, String key) {
        assertEquals(key, python.eval("import hashlib; hashlib.scrypt(" + arguments + ", maxmem=1 << 26).hex()"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pbkdf2_hmac('sha256', b'p', b's', 0) | ValueError: iteration value must be greater than 0.",
                "pbkdf2_hmac('sha256', b'p', b's', 1, 0) | ValueError: key length must be greater than 0.",
                "pbkdf2_hmac('nope', b'p', b's', 1) | ValueError: unsupported hash type nope",
                "pbkdf2_hmac('sha256', 'p', b's', 1) | TypeError: memoryview: a bytes-like object is required, not 'str'",
                "scrypt(b'p') | TypeError: salt is required",
                "scrypt(b'p', salt=b's', n=3, r=1, p=1) | ValueError: n must be a power of 2.",
                "scrypt(b'p', salt=b's', n=2, r=0, p=1) | ValueError: Invalid parameter combination for n, r, p, maxmem.",
                "scrypt(b'p', salt=b's', n=1 << 20, r=8, p=1) | ValueError: memory limit exceeded",
                "scrypt(b'p', salt=b's', n=1 << 21, r=8, p=1, maxmem=2147483647) | ValueError: memory limit exceeded",
                "scrypt(b'p', salt=b's', n=1 << 20, r=8, p=1, maxmem=2147483647) | MemoryError"
            })
    void a_key_that_cannot_be_derived_is_an_error(String call, String message) {
        var error = assertThrows(PythonException.class, () -> python.eval("import hashlib; hashlib." + call));
        assertEquals(message, error.typeName() + (error.pythonMessage().isEmpty() ? "" : ": " + error.pythonMessage()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pbkdf2_hmac('sha256', b'p', b's', 1 << 30)",
                "scrypt(b'p', salt=b's', n=1 << 14, r=8, p=1 << 20, maxmem=2147483647)",
                "scrypt(b'p', salt=b's', n=1 << 14, r=8, p=1000)"
            })
    void deriving_a_key_meets_the_time_limit_or_the_memory_limit(String call) {
        python.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(300)));
        var error = assertThrows(PythonException.class, () -> python.eval("import hashlib; hashlib." + call));
        assertTrue(List.of("TimeoutError", "MemoryError").contains(error.typeName()), error.typeName());
        assertTrue(python.isUsable());
    }

    @Test
    void a_script_sends_signals_to_itself() {
        assertEquals(List.of("KeyboardInterrupt", List.of(2), "ProcessLookupError"), python.eval("""
                import os, signal
                seen = []
                try:
                    os.kill(os.getpid(), signal.SIGINT)
                except KeyboardInterrupt as error:
                    first = type(error).__name__
                signal.signal(signal.SIGINT, lambda number, frame: seen.append(int(number)))
                os.kill(os.getpid(), signal.SIGINT)
                try:
                    os.kill(1, signal.SIGINT)
                except OSError as error:
                    last = type(error).__name__
                [first, seen, last]
                """));
    }

    @Test
    void uuids_of_the_time_differ_and_have_version_time_and_node() {
        assertEquals(List.of(1000, List.of(1), List.of("specified in RFC 4122"), true, true), python.eval("""
                import time, uuid
                made = [uuid.uuid1() for _ in range(1000)]
                seconds = (made[0].time - 0x01b21dd213814000) / 1e7
                [len(set(made)), [*{u.version for u in made}], [*{u.variant for u in made}], {u.node for u in made} == {uuid.getnode()},
                 abs(time.time() - seconds) < 3600]
                """));
    }
}
