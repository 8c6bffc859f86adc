# Beside CPython: the C libraries behind bz2, lzma and sqlite3, shaped for the JVM as CPython is (libraries/).
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

readonly bzip2_sources=(blocksort huffman crctable randtable compress decompress bzlib)

# What no interpreter can use of liblzma: threads, other processors, programs that make its tables, files.
readonly lzma_left_out='tablegen|_small|_x86|_arm|_loongarch|clmul|_mt\.c|outqueue|hardware_|file_info|string_conversion|microlzma|lzip'

# Usage: unpack_libraries DIRECTORY: their sources, SQLite's with Debian's patches and shaped.
unpack_libraries() {
  local directory=$1
  mkdir -p "$directory"/{bzip2,xz,sqlite}
  tar -xf "$toolchain"/sources/bzip2_*.orig.tar.gz -C "$directory/bzip2" --strip-components=1
  tar -xf "$toolchain"/sources/xz-utils_*.orig.tar.xz -C "$directory/xz" --strip-components=1 --wildcards '*/src'
  tar -xf "$toolchain"/sources/libdbd-sqlite3-perl_*.orig.tar.gz -C "$directory/sqlite" --strip-components=1 --wildcards '*/sqlite3*.[ch]'
}

# Usage: library_headers DIRECTORY: what the modules of CPython include.
library_headers() {
  local sources=$1/sources
  unpack_libraries "$sources"
  cp -R "$sources"/bzip2/bzlib.h "$sources"/xz/src/liblzma/api/. "$sources"/sqlite/sqlite3.h "$1/"
  rm -rf "$sources"
}

compile_libraries() {
  use_toolchain
  cd "$libraries"
  unpack_libraries sources
  PYTHONDONTWRITEBYTECODE=1 "$native_python" "$guest/libraries/sqlite.py" "$toolchain/patches/sqlite3" sources/sqlite/sqlite3.c
  "$native_python" "$guest/libraries/vdbe_loop.py" sources/sqlite/sqlite3.c
  "$native_python" "$guest/libraries/sqlite_host.py" sources/sqlite/sqlite3.c
  "$native_python" "$guest/libraries/bzip2.py" sources/bzip2/{decompress,blocksort,compress}.c
  "$native_python" "$guest/libraries/lzma.py" sources/xz/src/liblzma
  compile_bzip2
  compile_lzma
  compile_sqlite
  rm -rf sources
}

# Usage: compile_library NAME DIRECTORY FLAGS…: the sources that stdin lists, into libNAME.a. libraries/cflags.txt has the last word.
compile_library() {
  local name=$1 directory=$2 source object objects=() own
  shift 2
  while read -r source; do
    object=$libraries/$name-$(basename "${source%.c}").o
    own=$(awk -v source="$name/$(basename "$source")" '$1 == source { $1 = ""; print }' "$guest/libraries/cflags.txt")
    # shellcheck disable=SC2086  # a list of flags
    echo "$object" "$source" $own
    objects+=("$object")
  done >"$libraries/$name.list"
  mapfile -t objects < <(cut -d' ' -f1 "$libraries/$name.list")
  # shellcheck disable=SC2016  # expanded by the inner shell
  (
    cd "$directory"
    flags="$optimisation -DNDEBUG -fwrapv -w -ffile-prefix-map=$libraries/= $*" \
      xargs -P "$jobs" -L 1 sh -c 'object=$0 source=$1; shift; exec clang $flags "$@" -c "$source" -o "$object"' <"$libraries/$name.list"
  )
  rm -f "lib$name.a"
  llvm-ar rcs "lib$name.a" "${objects[@]}"
  rm "${objects[@]}" "$name.list"
}

compile_bzip2() {
  printf '%s.c\n' "${bzip2_sources[@]}" | compile_library bz2 sources/bzip2
}

compile_lzma() {
  local folder=sources/xz/src folders=(api common check lz rangecoder lzma delta simple) filters=(X86 ARM ARMTHUMB ARM64 SPARC POWERPC IA64 RISCV DELTA LZMA1 LZMA2)
  (cd "$folder" && find liblzma -name '*.c' | grep -Ev "$lzma_left_out" | LC_ALL=C sort) |
    compile_library lzma "$folder" -Icommon "${folders[@]/#/-Iliblzma/}" "${filters[@]/#/-DHAVE_ENCODER_}" "${filters[@]/#/-DHAVE_DECODER_}" \
      -DHAVE_ENCODERS -DHAVE_DECODERS -DHAVE_CHECK_{CRC32,CRC64,SHA256} -DHAVE_MF_{HC3,HC4,BT2,BT3,BT4} \
      -DHAVE_{STDBOOL,STDINT,INTTYPES}_H -DTUKLIB_SYMBOL_PREFIX=lzma_ -DTUKLIB_FAST_UNALIGNED_ACCESS -DSIZEOF_SIZE_T=4
}

# No threads, no shared memory, no libraries at run time; temporary tables are in memory, and locks are those of one process.
compile_sqlite() {
  echo sqlite3.c |
    compile_library sqlite3 sources/sqlite -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID \
      -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_TEMP_STORE=3 -DSQLITE_MAX_MMAP_SIZE=0 \
      '-DSQLITE_DEFAULT_UNIX_VFS="unix"' \
      -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_OMIT_DEPRECATED
}
