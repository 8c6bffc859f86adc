#!/usr/bin/env python3
"""Checks what `mvn -Prelease verify` left in the target folders: each published artifact has what Maven Central demands.

A pom with its own coordinates, name, description, URL, licence, developers and SCM, no parent, no property and no snapshot
(the last only with --release); sources, javadoc and a bill of materials beside each jar, with --signed a signature of each file;
LICENSE and NOTICE in each jar.
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


def faults(folder, release, signed):
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
            inside = zipfile.ZipFile(main).namelist()
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
    count = bad = 0
    for folder in modules(ROOT):
        count += 1
        for fault in faults(folder, release, signed):
            bad += 1
            print(f"{folder.relative_to(ROOT)}: {fault}")
    print(f"{count} artifacts, {bad} faults")
    sys.exit(1 if bad else 0)


main()
