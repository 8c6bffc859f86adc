#!/usr/bin/env python3
"""Prints the figures of the floor plan: sizes of packages, classes, rings, jars.

usage: make house   (builds the jars first; needs jdeps of the JDK)
"""
import collections
import pathlib
import re
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
WALLS = ROOT / "integration-tests/src/test/java/org/pythonwasm/WallsTest.java"
NOT_RELEASED = {"bench", "calcite-example", "h2-example", "hosts", "spark-example", "test-support", "tpch", "cookbook", "manual"}
OWN = "org.pythonwasm."
GENERATED = "org.pythonwasm.engine.guest"


def modules():
    for source in sorted(ROOT.glob("**/src/main/java")):
        module = source.parents[2].relative_to(ROOT)
        if module.parts[0] not in NOT_RELEASED and "target" not in module.parts:
            yield module


def classes(module):
    return [file for file in (ROOT / module / "src/main/java").glob("**/*.java") if not file.stem.endswith("-info")]


def lines(file):
    return len(file.read_text().splitlines())


def references(module):
    """Pairs of outermost classes of which the first names the second."""
    output = subprocess.run(["jdeps", "-verbose:class", "-filter:none",
                             "-e", r"org\.pythonwasm\..*", str(ROOT / module / "target/classes/org")],
                            capture_output=True, text=True, check=True).stdout
    for line in output.splitlines():
        names = re.findall(r"org\.pythonwasm\.[\w.$]+", line)
        pair = [re.sub(r"\$.*", "", name) for name in names[:2]]
        if len(pair) == 2 and pair[0] != pair[1] and not any(name.startswith(GENERATED + ".") for name in pair):
            yield tuple(pair)


def rings(graph):
    """The strongly connected parts of more than one node, the largest first (Tarjan, without recursion)."""
    index, low, stack, found = {}, {}, [], []
    for root in list(graph):
        work = [] if root in index else [(root, iter(graph[root]))]
        if work:
            index[root] = low[root] = len(index)
            stack.append(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    work.append((target, iter(graph[target])))
                    break
                if target in stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    ring = stack[stack.index(node):]
                    del stack[stack.index(node):]
                    if len(ring) > 1:
                        found.append(sorted(ring))
    return sorted(found, key=len, reverse=True)


def facades():
    """The classes that WallsTest has as a room of their own beside their package."""
    text = re.search(r"FACADES = Map.of\((.*?)\);", WALLS.read_text(), re.S).group(1)
    for package, names in re.findall(r'"([\w.]+)",\s*Set.of\(([^)]*)\)', text):
        yield from (f"{OWN}{package}.{name}" for name in re.findall(r"\w+", names))


def graph(pairs):
    made = collections.defaultdict(set)
    for source, target in pairs:
        made[source].add(target)
        made[target]
    return made


def megabytes(files):
    return f"{sum(file.stat().st_size for file in files) / 1e6:.2f}"


def jar(module):
    jars = [file for file in (ROOT / module / "target").glob("python-wasm*.jar")
            if not re.search(r"-(tests|sources|javadoc)\.jar$", file.name) and not file.name.startswith("original-")]
    return sorted(jars, key=lambda file: len(file.name))[-1:]


def closure(module):
    file = ROOT / module / "target/closure"
    return [pathlib.Path(path) for path in file.read_text().strip().split(":") if path] if file.exists() else []


def main():
    pairs, packages, all_lines = [], collections.Counter(), []
    print(f"{'module':<20} {'classes':>7} {'lines':>6} {'median':>6} {'p90':>4} {'most':>4} {'jar MB':>7} {'closure MB':>10} {'jars':>4}")
    for module in modules():
        sizes = sorted(lines(file) for file in classes(module))
        all_lines += sizes
        for file in classes(module):
            packages[".".join(file.relative_to(ROOT / module / "src/main/java").parent.parts)] += 1
        pairs += references(module)
        jars = jar(module) + closure(module)
        print(f"{str(module):<20} {len(sizes):>7} {sum(sizes):>6} {statistics.median(sizes):>6.0f} "
              f"{sizes[int(len(sizes) * 0.9)]:>4} {sizes[-1]:>4} {megabytes(jar(module)):>7} {megabytes(jars):>10} {len(jars):>4}")
    all_lines.sort()
    print(f"{'all':<20} {len(all_lines):>7} {sum(all_lines):>6} {statistics.median(all_lines):>6.0f} "
          f"{all_lines[int(len(all_lines) * 0.9)]:>4} {all_lines[-1]:>4}")
    print("\nlargest packages:", ", ".join(f"{name[len(OWN):]} {count}" for name, count in packages.most_common(3)))
    apart = set(facades())
    room = lambda name: name.rpartition(".")[0] + (" facades" if name in apart else "")
    between = rings(graph((room(a), room(b)) for a, b in pairs if room(a) != room(b)))
    print("cycles of packages, facades apart:", len(between), *between)
    knots = rings(graph(pairs))
    print(f"rings of classes: {len(knots)}, the largest {len(knots[0]) if knots else 0}:",
          ", ".join(name[len(OWN):] for name in knots[0]) if knots else "")


if __name__ == "__main__":
    main()
