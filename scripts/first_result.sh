#!/usr/bin/env bash
# Prints what the users of docs/quick-start.md type and how many seconds they wait, from nothing to the first result.
#   -b   also builds in a fresh clone, with an empty cache of guests and Maven's downloads as they are
# Otherwise the jar is that of `make jar`. Artifacts are taken from a repository in a folder, as from one that has them, by a Maven
# that has downloaded nothing. Needs npm for the agent.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
inspector=@modelcontextprotocol/inspector@0.14.0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# timed WHO COMMAND…: runs it in the present folder; its last line is the result.
timed() {
  local who=$1 start end
  shift
  start=$(date +%s%N)
  if ! bash -c "$*" > "$folder/out" 2> "$folder/err"; then
    cat "$folder/out" "$folder/err" >&2
    echo "first_result.sh: $who: the command failed: $*" >&2
    exit 1
  fi
  end=$(date +%s%N)
  printf '%-14s %7.1f s   %s\n%27s%s\n' "$who" "$(((end - start) / 1000000))e-3" "$*" '' "$(tail -1 "$folder/out")"
}

if [ "${1:-}" = -b ]; then
  export PYTHON_WASM_CACHE=$folder/guests
  cd "$folder"
  timed clone "git clone -q $root python-wasm"
  cd python-wasm
  timed build 'make jar && du -h --apparent-size app/target/python-wasm.jar'
  jar=$PWD/app/target/python-wasm.jar
  unset PYTHON_WASM_CACHE
else
  jar=$root/app/target/python-wasm.jar
fi
[ -e "$jar" ] || { echo "first_result.sh: there is no $jar: run make jar" >&2; exit 2; }

mkdir "$folder/try"
cd "$folder/try"
cp "$jar" python-wasm.jar
cp "$root"/app/src/test/resources/first/{Hello.java,visits.csv,scores.sql} .

timed shell "java -jar python-wasm.jar -c 'import sys; print(sys.version.split()[0], sys.platform)'"
timed sql "java -jar python-wasm.jar sql --csv . -f scores.sql"
timed java "java -cp python-wasm.jar Hello.java"

(cd "$root" && mvn -q -B -Dquickly -Dmaven.install.skip=true -DaltDeploymentRepository="folder::file://$folder/repository" \
  -pl engine -am deploy) > "$folder/deploy" 2>&1 || { cat "$folder/deploy" >&2; exit 1; }
mkdir -p maven/src/main/java
cd maven
sed "s|</project>|<repositories><repository><id>folder</id><url>file://$folder/repository</url></repository></repositories></project>|" \
  "$root/app/src/test/resources/first/hello-pom.xml" > pom.xml
cp ../Hello.java src/main/java
timed 'java, Maven' "mvn -q -B -Dmaven.repo.local=$folder/m2 compile exec:java -Dexec.mainClass=Hello"
timed '  again' "mvn -q -B -Dmaven.repo.local=$folder/m2 compile exec:java -Dexec.mainClass=Hello"
cd ..

export npm_config_cache=$folder/npm
agent="npx -y $inspector --cli java -jar python-wasm.jar mcp --method tools/call --tool-name run_python --tool-arg 'code=sum(range(10))'"
timed agent "$agent | tr -d '\\n '"
timed '  again' "$agent | tr -d '\\n '"
