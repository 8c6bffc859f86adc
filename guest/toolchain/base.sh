# Stage 2: CPython with Debian's security fixes and stack checks of its own, configured and compiled for WebAssembly. Later stages start from a copy.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

# -O2: -O3 inlines more into functions that the JVM then refuses to compile for their size.
readonly optimisation=-O2
# Dates in the result would make every build another one.
export SOURCE_DATE_EPOCH=1735689600

# The C compiler by name only, so that no path of this machine gets into sysconfig.
use_toolchain() {
  export PATH="$toolchain/bin:$PATH"
  export PKG_CONFIG_LIBDIR=/nonexistent   # otherwise configure finds this machine's own libraries
  export PYTHONHASHSEED=0                 # the order of a set constant in a frozen module follows it
  unset CFLAGS CPPFLAGS LDFLAGS LIBS PYTHONHOME PYTHONPATH MAKEFLAGS
}

zlib_for_wasm() {
  local sources=(adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil) source
  mkdir -p zlib-wasm
  tar -xf "$toolchain"/sources/zlib_*.orig.tar.* -C zlib-wasm --strip-components=1
  (
    cd zlib-wasm
    for source in "${sources[@]}"; do
      clang "$optimisation" -DHAVE_UNISTD_H -c "$source.c" -o "$source.o"
    done
    llvm-ar rcs libz.a "${sources[@]/%/.o}"
  )
}

configure_cpython() {
  use_toolchain
  cd "$base"
  tar -xf "$toolchain"/sources/python3.13_*.orig.tar.xz --strip-components=1 --exclude='*/Doc' --exclude='*/Lib/test'
  patch_cpython "$base" 1 Include Lib Modules Objects Parser Programs Python configure pyconfig.h.in Makefile.pre.in -- Lib/test
  "$native_python" "$guest/patches/stack_checks.py" "$base"
  zlib_for_wasm
  mkdir libraries-wasm
  library_headers "$base/libraries-wasm"
  cat Tools/wasm/config.site-wasm32-wasi "$guest"/toolchain/config.{answers,site,libraries} >config.site
  CONFIG_SITE=$base/config.site \
  CC=clang AR=llvm-ar RANLIB=llvm-ranlib \
  OPT="-DNDEBUG -fwrapv $optimisation -Wall" \
  ZLIB_CFLAGS=-Izlib-wasm ZLIB_LIBS='-Lzlib-wasm -lz' \
  BZIP2_CFLAGS=-Ilibraries-wasm BZIP2_LIBS=-lbz2 LIBLZMA_CFLAGS=-Ilibraries-wasm LIBLZMA_LIBS=-llzma \
  LIBSQLITE3_CFLAGS=-Ilibraries-wasm LIBSQLITE3_LIBS=-lsqlite3 \
    ./configure --cache-file=config.cache --host=wasm32-unknown-wasi --build="$(./config.guess)" \
      --with-build-python="$native_python" --prefix=/usr/local \
      --with-pkg-config=no --with-ensurepip=no --disable-test-modules --with-pymalloc
}

# The libraries only: the program that CPython links is replaced by the guest's own C host.
compile_cpython() {
  use_toolchain
  compile_in "$base"
}

compile_in() {
  nice make -C "$1" -j "$jobs" libpython3.13.a pybuilddir.txt \
    Modules/expat/libexpat.a Modules/_decimal/libmpdec/libmpdec.a Modules/_hacl/libHacl_Hash_SHA2.a
}
