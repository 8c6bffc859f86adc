#!/usr/bin/env python3
"""Start of a Spring Boot application with the starter, and its first eval, in a fat jar and on a flat class path.

    scripts/boot_start.py [RUNS]      each RUNS (9) times, in turn; medians with the least and the greatest

The libraries are those of spring/application, which `mvn -Dquickly package` makes.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
package start;

import java.lang.management.ManagementFactory;
import javax.script.ScriptEngineManager;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

@EnableAutoConfiguration
public class Start {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("eval")) {
            long begin = System.nanoTime();
            Object value = new ScriptEngineManager().getEngineByName("python-wasm").eval("sum(range(10))");
            System.out.println(value.equals(45) ? (System.nanoTime() - begin) / 1e6 : value);
        } else {
            SpringApplication.run(Start.class, arguments).close();
            System.out.println((double) System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
        }
        System.exit(0);
    }
}
"""
PACKAGE = "org.pythonwasm.spring.boot."
WITHOUT = "--spring.autoconfigure.exclude=" + ",".join(
    PACKAGE + name for name in ("PythonWasmAutoConfiguration", "PythonSqlAutoConfiguration", "PythonHealthAutoConfiguration",
                                "PythonMetricsAutoConfiguration"))


def prepare(folder):
    """Makes flat/ and fat.jar of the application's jar, with the program above in the place of the application."""
    jars = list((ROOT / "spring/application/target").glob("*-application.jar"))
    if len(jars) != 1:
        sys.exit(f"boot_start.py: expected one jar spring/application/target/*-application.jar, found {len(jars)}: run mvn -Dquickly package")
    with zipfile.ZipFile(jars[0]) as jar:
        jar.extractall(folder / "flat")
        flat = folder / "flat/BOOT-INF"
        shutil.rmtree(flat / "classes/org")
        (folder / "Start.java").write_text(PROGRAM)
        subprocess.run(["javac", "-proc:none", "-cp", f"{flat}/lib/*", "-d", flat / "classes", folder / "Start.java"], check=True)
        with zipfile.ZipFile(folder / "fat.jar", "w") as fat:
            for entry in jar.infolist():
                if entry.filename.startswith("BOOT-INF/classes/org"):
                    continue
                content = jar.read(entry)
                if entry.filename == "META-INF/MANIFEST.MF":
                    content = b"".join(b"Start-Class: start.Start\r\n" if line.startswith(b"Start-Class") else line
                                       for line in content.splitlines(True))
                fat.writestr(entry, content, compress_type=entry.compress_type)
            fat.write(flat / "classes/start/Start.class", "BOOT-INF/classes/start/Start.class")
    return {"fat jar": ["-jar", folder / "fat.jar"], "flat": ["-cp", f"{flat}/classes{os.pathsep}{flat}/lib/*", "start.Start"]}


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    cases = {"first eval": ["eval"], "start without the starter": [WITHOUT], "start": ["start"]}
    with tempfile.TemporaryDirectory() as name:
        places = prepare(Path(name))
        figures = {}
        for _ in range(runs):
            for case, arguments in cases.items():
                for place, java in places.items():
                    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
                    done = subprocess.run(["java", *java, *arguments], capture_output=True, text=True, cwd=name)
                    after = resource.getrusage(resource.RUSAGE_CHILDREN)
                    if done.returncode:
                        sys.exit(f"boot_start.py: {case} in a {place}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
                    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                    figures.setdefault((case, place), []).append(
                        (float(done.stdout.split()[-1]), 1000 * (time.monotonic() - begin), 1000 * cpu))
    print(f"{'':28}{'':10}{'by itself':>20}{'whole process':>22}{'its CPU time':>22}   ms")
    for (case, place), rows in figures.items():
        cells = [f"{statistics.median(column):.0f} ({min(column):.0f}–{max(column):.0f})" for column in zip(*rows)]
        print(f"{case:28}{place:10}{cells[0]:>20}{cells[1]:>22}{cells[2]:>22}")
    for case in cases:
        ratios = [statistics.median(column) / statistics.median(other)
                  for column, other in zip(zip(*figures[case, "fat jar"]), zip(*figures[case, "flat"]))]
        print(f"{case}: fat jar / flat {ratios[0]:.2f} by itself, {ratios[1]:.2f} the whole process, {ratios[2]:.2f} its CPU time")


main()
