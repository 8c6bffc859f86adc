#!/usr/bin/env bash
# Lists what changed in the API since a tag or commit (default: the last tag): builds its jars and compares with japicmp.
# The reports are in target/japicmp of each module. -b: an incompatible change is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

break=false
if [ "${1:-}" = -b ]; then
  break=true
  shift
fi
if ! tag=${1:-$(git describe --tags --abbrev=0 2>/dev/null)}; then
  echo "api-changes.sh: there is no tag to compare with; name a commit: scripts/api-changes.sh COMMIT" >&2
  exit 2
fi
git rev-parse -q --verify "$tag^{commit}" >/dev/null || { echo "api-changes.sh: there is no tag or commit $tag" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/sources" "$folder/baseline"
git archive "$tag" | tar -x -C "$folder/sources"
(cd "$folder/sources" && mvn -q -B -Dquickly package)
find "$folder/sources" -path '*/target/python-wasm-*.jar' -not -name '*-tests.jar' -not -name '*-all.jar' | while read -r jar; do
  artifact=$(basename "$jar" .jar)
  cp "$jar" "$folder/baseline/${artifact%-[0-9]*.[0-9]*.[0-9]*}.jar"
done
# An artifact that the tag lacks is compared with nothing.
sed -n 's|^        <artifactId>\(python-wasm-[^<]*\)</artifactId>|\1|p' bom/pom.xml | while read -r artifact; do
  jar=$folder/baseline/$artifact.jar
  [ -e "$jar" ] || python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").close()' "$jar"
done

mvn -q -B -Papi -Dquickly -Dapi.baseline="$folder/baseline" -Dapi.break=$break verify
find . -path '*/target/japicmp/*.diff' -print0 | xargs -0r grep -hv '^No changes' || true
