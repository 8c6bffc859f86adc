#!/usr/bin/env python3
"""Checks what `mvn -Prelease verify` left in the target folders: each published artifact has what Maven Central demands.

A pom with its own coordinates, name, description, URL, licence, developers and SCM, no parent, no property, nothing of this
project that is not published, and no snapshot (the last only with --release); sources, javadoc and a bill of materials beside each jar, with --signed a signature of each file;
LICENSE and NOTICE in each jar, and a name of its module; that of a bundle of OSGi (a folder with bnd.bnd) has its name, version and
licence, exports what its module exports, and imports the packages of other bundles by version.
"""

import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NS = {"m": "http://maven.apache.org/POM/4.0.0"}
DEMANDED = ["groupId", "artifactId", "version", "name", "description", "url", "licenses/m:license/m:name",
            "licenses/m:license/m:url", "developers/m:developer/m:name", "scm/m:connection", "scm/m:url"]


def modules(folder):
    pom = ET.parse(folder / "pom.xml").getroot()
    if pom.findtext("m:properties/m:maven.deploy.skip", namespaces=NS) == "true":
        return
    yield folder
    for module in pom.iterfind("m:modules/m:module", NS):
        yield from modules(folder / module.text)


def manifest(jar):
    """The headers of a jar, whose lines are folded."""
    text = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n").replace("\n ", "")
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def clauses(header):
    """The names of a header of OSGi with the text of their attributes."""
    for clause in re.findall(r'(?:[^,"]|"[^"]*")+', header):
        name, _, attributes = clause.partition(";")
        yield name, attributes


def faults_of_manifest(folder, jar, version):
    headers = manifest(jar)
    if "module-info.class" not in jar.namelist() and "Automatic-Module-Name" not in headers:
        yield "it has no module-info.class and no Automatic-Module-Name"
    instructions = folder / "bnd.bnd"
    if not instructions.exists():
        return
    name = re.search(r"(?m)^Bundle-SymbolicName: (\S+)", instructions.read_text()).group(1)
    expected = {"Bundle-SymbolicName": name, "Bundle-Version": version.replace("-", "."), "Bundle-ManifestVersion": "2"}
    for header, value in expected.items():
        if headers.get(header) != value:
            yield f"the header {header} of its bundle is {headers.get(header)}, expected {value}"
    if "Apache-2.0" not in headers.get("Bundle-License", ""):
        yield "its bundle has no licence"
    if "Fragment-Host" not in headers and "Export-Package" not in headers:
        yield "its bundle exports nothing, and is no fragment"
    for package, attributes in clauses(headers.get("Import-Package", "")):
        if not package.startswith("javax.") and "version=" not in attributes:
            yield f"its bundle imports {package} of any version"
    described = folder / "src/main/java/module-info.java"
    if described.exists():
        exported = set(re.findall(r"exports ([\w.]+);", described.read_text()))
        bundled = {package for package, _ in clauses(headers.get("Export-Package", ""))}
        if exported and exported != bundled:
            yield f"its bundle exports {sorted(bundled)}, its module {sorted(exported)}"


def faults(folder, published, release, signed):
    flattened = folder / "target" / ".flattened-pom.xml"
    if not flattened.exists():
        yield f"there is no {flattened}: run mvn -Prelease verify"
        return
    text = flattened.read_text()
    pom = ET.fromstring(text)
    for element in DEMANDED:
        if not pom.findtext("m:" + element, namespaces=NS):
            yield f"its pom has no {element.replace('m:', '')}"
    if pom.find("m:parent", NS) is not None:
        yield "its pom has a parent"
    if re.search(r"\$\{(?!project\.version)", text.split("<build>")[0]):
        yield "its pom has a property"
    for dependency in pom.iterfind("m:dependencies/m:dependency", NS):
        group, needed, scope = (dependency.findtext("m:" + part, namespaces=NS) for part in ("groupId", "artifactId", "scope"))
        if group == "org.pythonwasm" and needed not in published and scope not in ("provided", "test"):
            yield f"it needs {needed}, which is not published"
    version = pom.findtext("m:version", namespaces=NS)
    if release and "SNAPSHOT" in text:
        yield "its pom names a snapshot"
    name = f"{pom.findtext('m:artifactId', namespaces=NS)}-{version}"
    files = []
    if pom.findtext("m:packaging", default="jar", namespaces=NS) == "jar":
        main = folder / "target" / f"{name}.jar"
        files = [main] + [folder / "target" / f"{name}-{kind}.jar" for kind in ("sources", "javadoc")]
        for file in files:
            if not file.exists():
                yield f"there is no {file.name}"
        if main.exists():
            jar = zipfile.ZipFile(main)
            yield from faults_of_manifest(folder, jar, version)
            inside = jar.namelist()
            for legal in ("LICENSE", "NOTICE"):
                if not any(re.fullmatch(rf"META-INF/{legal}(\.txt|\.md)?", entry) for entry in inside):
                    yield f"there is no META-INF/{legal} in {main.name}"
    if not list((folder / "target").glob("*cyclonedx.json")) and files:
        yield "there is no bill of materials"
    if signed:
        for file in files:
            if file.exists() and not Path(f"{file}.asc").exists():
                yield f"there is no signature of {file.name}"


def main():
    release, signed = "--release" in sys.argv, "--signed" in sys.argv
    folders = list(modules(ROOT))
    published = {ET.parse(folder / "pom.xml").findtext("m:artifactId", namespaces=NS) for folder in folders}
    bad = 0
    for folder in folders:
        for fault in faults(folder, published, release, signed):
            bad += 1
            print(f"{folder.relative_to(ROOT)}: {fault}")
    print(f"{len(folders)} artifacts, {bad} faults")
    sys.exit(1 if bad else 0)


main()
