#!/usr/bin/env bash
# Builds the guest, python.wasm and stdlib.zip, from Debian's packages and keeps it in a per-user cache.
# Progress goes to stderr; the last line on stdout is the directory of the result.
set -euo pipefail

guest=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly guest
readonly steps=9           # counted by `step`
readonly kept_results=3    # finished guests that stay in the cache; of each intermediate stage two stay
jobs=$(nproc 2>/dev/null || echo 2)
out=
want=guest
unlimited=
print_path=

usage() {
  cat <<'TEXT'
usage: guest/build.sh [--out DIR] [--print-path] [--jobs N] [--plain] [--layouts] [--unlimited] [--native-python]
       [--test-library] [--library-sources] [--help]

Builds python.wasm and stdlib.zip unless the cache holds them, and prints their directory.
  --out DIR         copy both files into DIR as well, and print DIR
  --print-path      build nothing: print the directory, or fail when it has not been built yet
  --jobs N          compile N files at a time (default: the number of processors)
  --plain           build instead the same CPython unchanged: python.wasm for any WASI host, and lib/python3.13 beside it
  --layouts         build instead that same CPython linked in rarer ways, for tests: with its library inside, as a reactor
  --unlimited       leave out what C code does for the limits, only to measure what they cost (bench/limits.sh)
  --native-python   print the path of a native CPython of the guest's version (downloads, compiles nothing)
  --test-library    print the folder that holds CPython's own tests, the package `test` (downloads, compiles nothing)
  --library-sources print the folder that holds the sources of the guest's library, for these tests (downloads, compiles nothing)
The cache lies in ${PYTHON_WASM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/python-wasm}.
TEXT
}

die() {
  printf 'guest/build.sh: %s\n' "$*" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?--out needs a directory}; shift ;;
    --jobs) jobs=${2:?--jobs needs a number}; shift ;;
    --print-path) print_path=yes ;;
    --plain) want=plain ;;
    --layouts) want=layouts ;;
    --unlimited) unlimited=unlimited ;;
    --native-python) want=native-python ;;
    --test-library) want=test-library ;;
    --library-sources) want=library-sources ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; die "unknown option $1" ;;
  esac
  shift
done
case $jobs in '' | *[!0-9]* | 0) die "--jobs needs a number, not '$jobs'" ;; esac

# The key of a stage is a hash of everything that it is made of: scripts, tables and the keys of earlier stages.
# Files are named relative to this folder, so that two checkouts share one cache.
key_of() {
  local file
  for file in "$@"; do
    if [ -e "$guest/$file" ]; then
      (cd "$guest" && find "$file" -type f -not -name '*.pyc' -not -name '*.md' -print0 | LC_ALL=C sort -z | xargs -0r sha256sum)
    else
      printf '%s\n' "$file"   # an earlier key, or a file that does not exist yet
    fi
  done | sha256sum | cut -c1-16
}

architecture() { dpkg --print-architecture 2>/dev/null || uname -m; }

cache=${PYTHON_WASM_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set: set PYTHON_WASM_CACHE to a directory}/.cache}/python-wasm}
# As the tools see it that write it into their results, where it is looked for and replaced.
cache=$(realpath -m -- "$cache")
toolchain_key=$(key_of "arch=$(architecture)" guest.lock toolchain/toolchain.sh toolchain/debian_patches.py)
base_key=$(key_of "$toolchain_key" toolchain/config.answers toolchain/config.site toolchain/config.libraries toolchain/base.sh patches/stack_checks.py)
libraries_key=$(key_of "$toolchain_key" toolchain/libraries.sh libraries $unlimited)
cpython_key=$(key_of "$base_key" toolchain/cpython.sh patches toolchain/cflags.txt $unlimited)
final_key=$(key_of "$cpython_key" "$libraries_key" toolchain/link.sh shim libc toolchain/stdlib.py stdlib prelude $unlimited)
plain_key=$(key_of "$toolchain_key" toolchain/config.answers toolchain/config.site toolchain/base.sh toolchain/plain.sh)
layouts_key=$(key_of "$plain_key" toolchain/layouts.sh variants)
toolchain=$cache/toolchain-$toolchain_key
base=$cache/base-$base_key
libraries=$cache/libraries-$libraries_key
cpython=$cache/cpython-$cpython_key
plain=$cache/plain-$plain_key
layouts=$cache/layouts-$layouts_key
case $want in plain) result=$plain ;; layouts) result=$layouts ;; *) result=$cache/guest-$final_key ;; esac
native_python=$toolchain/root/usr/bin/native-python
test_library=$toolchain/test-library
library_sources=$toolchain/library-$(key_of toolchain/stdlib.py)

complete() { [ -e "$1/.complete" ]; }

if [ -n "$print_path" ]; then
  complete "$result" || die "not built yet: run guest/build.sh$([ "$want" = guest ] || echo " --$want")"
  printf '%s\n' "$result"
  exit 0
fi

# Runs a function in a shell of its own and says how long it took; on failure shows the end of its log.
# Not in a condition, or `set -e` would not work within the function.
step() {
  local number=$1 text=$2 started=$SECONDS status
  shift 2
  printf '[%d/%d] %s … ' "$number" "$steps" "$text" >&2
  set +e
  ( set -euo pipefail; "$@" ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  if [ "$status" -ne 0 ]; then
    printf 'failed\n' >&2
    tail -n 30 "$log" >&2
    die "step $number failed (the whole log: $log)"
  fi
  printf '%d s\n' $((SECONDS - started)) >&2
}

need() {
  command -v "$1" >/dev/null || die "$1 is missing: install the package $2 (for example: apt-get install $2)"
}

check_machine() {
  command -v apt-get >/dev/null ||
    die "no apt-get here, and the guest is built from Debian's packages; hand in a guest built elsewhere: mvn -Dpython-wasm.guest=DIR"
  need dpkg-deb dpkg
  need flock util-linux
  need tar tar
  need gzip gzip
  need sha256sum coreutils
  need awk mawk
  need cmp diffutils
}

# A stage is built in its final place, because CPython's makefile holds absolute paths; the mark comes last.
# What an interrupted build left is thrown away.
begin_stage() {
  rm -rf "$1"
  mkdir -p "$1"
}

end_stage() { touch "$1/.complete"; }

# Keeps the newest $2 directories whose names begin with $1; what this build used counts as new.
prune() {
  local directories
  mapfile -t directories < <(find "$cache" -maxdepth 1 -type d -name "$1-*" -printf '%T@ %p\n' | sort -rn | cut -d' ' -f2-)
  rm -rf "${directories[@]:$2}"
}

# shellcheck source-path=SCRIPTDIR source=toolchain/toolchain.sh
. "$guest/toolchain/toolchain.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/base.sh
. "$guest/toolchain/base.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/libraries.sh
. "$guest/toolchain/libraries.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/plain.sh
. "$guest/toolchain/plain.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/layouts.sh
. "$guest/toolchain/layouts.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/cpython.sh
. "$guest/toolchain/cpython.sh"
# shellcheck source-path=SCRIPTDIR source=toolchain/link.sh
. "$guest/toolchain/link.sh"

build_toolchain() {
  complete "$toolchain" && return
  check_machine
  begin_stage "$toolchain"
  find_archive
  step 1 "reading the package lists of $suite" read_package_lists
  step 2 "fetching compiler and sources" fetch
  step 3 "unpacking" unpack
  say_versions
  end_stage "$toolchain"
}

# CPython's own tests are no part of the guest.
unpack_test_library() {
  build_toolchain
  complete "$test_library" && return
  begin_stage "$test_library"
  (
    use_toolchain
    tar -xf "$toolchain"/sources/python3.13_*.orig.tar.xz -C "$test_library" --strip-components=2 --wildcards '*/Lib/test'
    patch_cpython "$test_library" 2 Lib/test
  ) >&2
  end_stage "$test_library"
}

# The guest has its library compiled; CPython's tests read what it is made of.
unpack_library_sources() {
  build_toolchain
  complete "$library_sources" && return
  begin_stage "$library_sources"
  (
    use_toolchain
    mkdir "$library_sources/unpacked"
    tar -xf "$toolchain"/sources/python3.13_*.orig.tar.xz -C "$library_sources/unpacked" --strip-components=1 \
      --wildcards '*/Lib' --exclude '*/Lib/test'
    patch_cpython "$library_sources/unpacked" 1 Lib -- Lib/test
    PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$guest/toolchain "$native_python" - "$library_sources" <<'PYTHON'
import sys
from pathlib import Path
from stdlib import amend, library

folder = Path(sys.argv[1])
modules = dict(library(folder / "unpacked/Lib"))
amend(modules)
for name, source in modules.items():
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(source)
PYTHON
    rm -rf "$library_sources/unpacked"
  ) >&2
  end_stage "$library_sources"
}

build_plain() {
  complete "$plain" && return
  check_machine
  build_toolchain
  begin_stage "$plain"
  step 4 "configuring plain CPython" configure_plain
  step 5 "compiling plain CPython" compile_plain
  step 6 "packing its library" install_plain
  end_stage "$plain"
  touch -c "$toolchain" "$plain"
  prune plain 2
}

build_layouts() {
  complete "$layouts" && return
  build_plain
  begin_stage "$layouts"
  step 7 "linking plain CPython in other ways" link_layouts
  end_stage "$layouts"
  prune layouts 1
}

build_guest() {
  complete "$result" && return
  check_machine
  build_toolchain
  if ! complete "$cpython"; then
    if ! complete "$base"; then
      begin_stage "$base"
      step 4 "configuring CPython" configure_cpython
      step 5 "compiling CPython" compile_cpython
      end_stage "$base"
    fi
    begin_stage "$cpython"
    step 6 "shaping CPython for the JVM" shape_cpython
    end_stage "$cpython"
  fi
  if ! complete "$libraries"; then
    begin_stage "$libraries"
    step 7 "compiling bzip2, liblzma and SQLite" compile_libraries
    end_stage "$libraries"
  fi
  begin_stage "$result.tmp"
  step 8 "linking python.wasm" link_guest "$result.tmp"
  step 9 "packing stdlib.zip" pack_stdlib "$result.tmp"
  end_stage "$result.tmp"
  rm -rf "$result"
  mv "$result.tmp" "$result"
  touch -c "$toolchain" "$base" "$libraries" "$cpython" "$result"
  prune guest "$kept_results"
  prune cpython 2
  prune libraries 2
  prune base 2
  prune toolchain 2
}

if ! mkdir -p "$cache" 2>/dev/null || ! [ -w "$cache" ]; then
  die "the cache $cache is not writable: set PYTHON_WASM_CACHE to a directory that is"
fi
case $want in
  native-python) needed=$toolchain ;;
  test-library) needed=$test_library ;;
  library-sources) needed=$library_sources ;;
  *) needed=$result ;;
esac
if complete "$needed"; then
  touch -c "$needed"   # in use: another build must not prune it
else
  exec 9>"$cache/lock"
  if ! flock -n 9; then
    printf 'guest/build.sh: another build is running, waiting for it\n' >&2
    flock 9
  fi
fi
log=$cache/build.log

case $want in
  native-python)
    build_toolchain
    printf '%s\n' "$native_python"
    ;;
  test-library)
    unpack_test_library
    printf '%s\n' "$test_library"
    ;;
  library-sources)
    unpack_library_sources
    printf '%s\n' "$library_sources"
    ;;
  plain)
    build_plain
    if [ -n "$out" ]; then
      mkdir -p "$out"
      cp "$plain/python.wasm" "$out/"
      rm -rf "$out/lib/python3.13"
      mkdir -p "$out/lib"
      cp -R "$plain/lib/python3.13" "$out/lib/"
      result=$(cd "$out" && pwd)
    fi
    printf '%s\n' "$result"
    ;;
  layouts)
    build_layouts
    if [ -n "$out" ]; then
      mkdir -p "$out"
      cp "$layouts"/*.wasm "$out/"
      result=$(cd "$out" && pwd)
    fi
    printf '%s\n' "$result"
    ;;
  guest)
    build_guest
    if [ -n "$out" ]; then
      mkdir -p "$out"
      for file in python.wasm stdlib.zip; do
        cmp -s "$result/$file" "$out/$file" || cp "$result/$file" "$out/"   # unchanged files keep their time
      done
      result=$(cd "$out" && pwd)
    fi
    printf '%s\n' "$result"
    ;;
esac
