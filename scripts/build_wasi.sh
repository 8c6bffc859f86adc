#!/usr/bin/env bash
# Stages a python.wasm in a directory: unchanged CPython for any WASI host, or the engine's own guest.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
kind=plain
out=

usage() {
  cat <<'TEXT'
usage: scripts/build_wasi.sh [--built-in] DIR

Makes DIR/python.wasm, building it first where the cache does not hold it.
  (default)    CPython 3.13 unchanged, a WASI preview 1 command, with its library in DIR/lib/python3.13: for this engine,
               Wasmtime, Wasmer, wasmi and other hosts
  --built-in   the engine's own guest with DIR/stdlib.zip, for this engine alone: mvn -Dpython-wasm.guest=DIR …
TEXT
}

while [ $# -gt 0 ]; do
  case $1 in
    --built-in) kind=built-in ;;
    --help | -h) usage; exit 0 ;;
    -*) usage >&2; printf 'scripts/build_wasi.sh: unknown option %s\n' "$1" >&2; exit 2 ;;
    *) out=$1 ;;
  esac
  shift
done
[ -n "$out" ] || { usage >&2; exit 2; }

if [ "$kind" = built-in ]; then
  "$root/guest/build.sh" --out "$out" >/dev/null
  printf 'made %s and stdlib.zip; build the engine with it: mvn -Dpython-wasm.guest=%s verify\n' "$out/python.wasm" "$(cd "$out" && pwd)"
else
  "$root/guest/build.sh" --plain --out "$out" >/dev/null
  out=$(cd "$out" && pwd)
  cat <<TEXT
made $out/python.wasm and its library in $out/lib/python3.13; for example:
  wasmtime run --dir $out::/usr/local $out/python.wasm -c 'print(1 + 1)'
  wasmer run --mapdir /usr/local:$out $out/python.wasm -- -c 'print(1 + 1)'
  java -jar app/target/python-wasm.jar --module $out/python.wasm --library $out -c 'print(1 + 1)'
TEXT
fi
