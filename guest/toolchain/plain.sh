# Beside the guest: CPython as it comes, with its own flags and its own main program. The module and an install prefix with
# the compiled library, for any WASI host.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

# The variables of the build tell their folder; those who look at them get another one, and debugging information none.
configure_plain() {
  use_toolchain
  mkdir -p "$plain/build"
  cd "$plain/build"
  tar -xf "$toolchain"/sources/python3.13_*.orig.tar.xz --strip-components=1 --exclude='*/Doc' --exclude='*/Lib/test'
  zlib_for_wasm
  cat Tools/wasm/config.site-wasm32-wasi "$guest/toolchain/config.answers" "$guest/toolchain/config.site" >config.site
  CONFIG_SITE=$PWD/config.site \
  CC=clang AR=llvm-ar RANLIB=llvm-ranlib CFLAGS="-ffile-prefix-map=$PWD=/usr/local/src" \
  ZLIB_CFLAGS=-Izlib-wasm ZLIB_LIBS='-Lzlib-wasm -lz' \
    ./configure --cache-file=config.cache --host=wasm32-unknown-wasi --build="$(./config.guess)" \
      --with-build-python="$native_python" --prefix=/usr/local --with-pkg-config=no --with-ensurepip=no --disable-test-modules
}

compile_plain() {
  use_toolchain
  nice make -C "$plain/build" -j "$jobs" python.wasm pybuilddir.txt
}

# What python.wasm was linked of, for those who link it in another way (layouts.sh).
keep_objects() {
  local file
  use_toolchain
  nice make -C "$plain/build" -j "$jobs" libpython3.13.a
  mkdir -p "$plain/link"
  cd "$plain/build"
  # shellcheck disable=SC2016  # expanded by make
  make -s --no-print-directory --eval='print-flags: ; @echo $(PY_CORE_LDFLAGS) $(LINKFORSHARED)' print-flags >"$plain/link/flags"
  # shellcheck disable=SC2016
  make -s --no-print-directory --eval='print-libraries: ; @echo $(LIBS) $(MODLIBS) $(SYSLIBS)' print-libraries \
    >"$plain/link/libraries"
  cp Programs/python.o libpython3.13.a "$plain/link/"
  for file in $(tr ' ' '\n' <"$plain/link/libraries" | grep '\.a$') zlib-wasm/libz.a; do
    cp --parents "$file" "$plain/link/"
  done
}

# As `make install` lays it out, without what no WASI host can run.
install_plain() {
  local library=$plain/lib/python3.13
  use_toolchain
  mkdir -p "$library"
  cp "$plain/build/python.wasm" "$plain/"
  cp -R "$plain/build/Lib/." "$library/"
  rm -rf "$library"/{idlelib,tkinter,turtledemo,turtle.py,ensurepip,venv,pydoc_data,curses,ctypes,multiprocessing}
  find "$library" -depth -type d \( -name test -o -name tests -o -name __pycache__ \) -exec rm -rf {} +
  sed "s#$plain/build#/usr/local/src#g; s#$toolchain#/usr/local/toolchain#g" \
    "$plain/build/$(cat "$plain/build/pybuilddir.txt")"/_sysconfigdata_*.py >"$library/_sysconfigdata__wasi_wasm32-wasi.py"
  keep_objects
  "$native_python" -m compileall -q --invalidation-mode unchecked-hash -s "$plain" -p /usr/local "$library"
  rm -rf "$plain/build"
}
