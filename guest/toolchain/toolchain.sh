# Stage 1: compiler, C library, sources and a native Python, all unpacked privately from Debian's archive.
# shellcheck shell=bash disable=SC2154,SC2164  # sourced by build.sh, which sets the paths and -e

readonly lock_file=$guest/guest.lock
suite=$(awk '$1 == "suite" { print $2 }' "$lock_file")
readonly suite
readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg

locked_tools() { awk '$1 == "tool" { print $2 }' "$lock_file"; }

# The archive is the one that this machine's apt uses for Debian's main component, with the suite exchanged. apt reads
# its own configuration, whatever its format; an own lists directory makes that work without root.
find_archive() {
  local probe=$toolchain/probe
  mkdir -p "$probe/partial"
  archive=$(apt-get -o Dir::State::lists="$probe" --print-uris update 2>/dev/null |
    sed -n "s#^'\(.*/debian\)/*/dists/\([^/]*\)/main/binary-.*#\1 \2#p" |
    awk '$2 ~ /^(bullseye|bookworm|trixie|forky|duke|stable|oldstable|oldoldstable|testing|unstable|sid)$/ { print $1; exit }')
  rm -rf "$probe"
  [ -n "$archive" ] ||
    die "apt has no entry for Debian's own archive (component main); add one, or hand in a guest built elsewhere: mvn -Dpython-wasm.guest=DIR"
}

private_apt() { APT_CONFIG=$toolchain/apt/apt.conf "$@"; }

# An apt of our own beside the system's: own lists, cache and sources, and no installed package.
read_package_lists() {
  local apt=$toolchain/apt signed=
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/empty"
  : >"$apt/status"
  if [ -r "$keyring" ]; then signed="[signed-by=$keyring] "; fi
  printf '%s\n' "deb $signed$archive $suite main" "deb-src $signed$archive $suite main" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/empty";
Dir::Etc::preferencesparts "$apt/empty";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Update::Error-Mode "any";
APT::Sandbox::User "";
CONF
  private_apt apt-get -q update
}

fetch() {
  local package file sha256 uri tools
  mkdir -p "$toolchain/debs" "$toolchain/sources"
  cd "$toolchain/debs"
  mapfile -t tools < <(locked_tools)
  private_apt apt-get -q download "${tools[@]}"
  awk '$1 == "source" { print $2, $3, $4 }' "$lock_file" | while read -r package file sha256; do
    # Only the upstream tarball: apt tells its address, and its helper fetches and verifies it.
    uri=$(private_apt apt-get --print-uris --download-only --only-source source "$package" 2>/dev/null |
      awk -v file="$file" '$2 == file { gsub("\047", "", $1); print $1 }')
    if [ -z "$uri" ]; then
      echo "the archive no longer has $file of $package in $suite: adjust guest/guest.lock"
      return 1
    fi
    private_apt /usr/lib/apt/apt-helper download-file "$uri" "$toolchain/sources/$file" "SHA256:$sha256"
    echo "$sha256  $toolchain/sources/$file" | sha256sum -c -
  done
  awk '$1 == "patches" { print $2, $3, $4, $5 }' "$lock_file" | while read -r package version sha256 policy; do
    fetch_patches "$package" "$version" "$sha256" "$policy"
  done
}

# Debian's changes to a package. The archive has one round of them only, so another than the locked one needs the lock's leave;
# apt takes its hash from the signed list of sources.
fetch_patches() {
  local package=$1 version=$2 sha256=$3 policy=$4 uri file hash found
  read -r uri file hash < <(private_apt apt-get --print-uris --download-only --only-source source "$package" 2>/dev/null |
    awk '$2 ~ /\.debian\.tar\.xz$/ { gsub("\047", "", $1); print $1, $2, $4 }') || true
  if [ -z "$uri" ]; then
    echo "the archive has no patches of $package in $suite: adjust guest/guest.lock"
    return 1
  fi
  found=${file#"${package}_"}
  found=${found%.debian.tar.xz}
  if [ "$hash" != "SHA256:$sha256" ]; then
    if [ "$policy" != or-newer ]; then
      echo "the archive has the patches $found of $package, and guest/guest.lock wants $version (SHA-256 $sha256). To take them, change" \
        "its line to: patches $package $found ${hash#SHA256:}"
      return 1
    fi
    printf '%s %s\n' "$package" "$found" >>"$toolchain/newer-patches"
  fi
  private_apt /usr/lib/apt/apt-helper download-file "$uri" "$toolchain/sources/$package.debian.tar.xz" "$hash"
  printf 'patches:%s %s\n' "$package" "$found" >>"$toolchain/versions"
}

unpack() {
  local deb tool resource package
  for deb in "$toolchain"/debs/*.deb; do
    dpkg-deb -x "$deb" "$toolchain/root"
    dpkg-deb -f "$deb" Package Version | awk '{ printf "%s ", $2 } END { print "" }' >>"$toolchain/versions"
  done
  rm -rf "$toolchain/debs" "$toolchain/apt"

  # The builtins of WebAssembly lie under lib/wasi, clang looks for them under the target's name.
  resource=$toolchain/root/usr/lib/llvm-19/lib/clang/19/lib
  mkdir -p "$resource/wasm32-unknown-wasi"
  ln -s ../wasi/libclang_rt.builtins-wasm32.a "$resource/wasm32-unknown-wasi/libclang_rt.builtins.a"

  mkdir -p "$toolchain/bin"
  for tool in wasm-ld llvm-ar llvm-ranlib llvm-nm llvm-objcopy llvm-strip; do
    write_launcher "$toolchain/bin/$tool" ../root "usr/lib/llvm-19/bin/$tool"
  done
  ln -s wasm-ld "$toolchain/bin/wasm-ld-19"   # the name that Debian's clang looks for, beside itself
  for tool in make patch xz; do
    write_launcher "$toolchain/bin/$tool" ../root "usr/bin/$tool"
  done
  # shellcheck disable=SC2016  # expanded by the launcher
  write_launcher "$toolchain/bin/clang" ../root usr/lib/llvm-19/bin/clang \
    '--target=wasm32-wasi -no-canonical-prefixes --sysroot="$root/usr" -resource-dir "$root/usr/lib/llvm-19/lib/clang/19"'
  # In the private /usr/bin, and told this name, Python finds its library by itself.
  write_launcher "$native_python" ../.. usr/bin/python3.13

  for package in $(awk '$1 == "patches" { print $2 }' "$lock_file"); do
    mkdir -p "$toolchain/patches/$package"
    (
      export PATH="$toolchain/bin:$PATH"
      tar -xf "$toolchain/sources/$package.debian.tar.xz" -C "$toolchain/patches/$package" --strip-components=2 debian/patches
    )
  done
}

# Usage: patch_cpython DIRECTORY LEVELS FOLDER… [-- FOLDER_LEFT_OUT…]: Debian's changes to these folders, exactly where they belong.
patch_cpython() {
  local directory=$1 levels=$2
  shift 2
  "$native_python" "$guest/toolchain/debian_patches.py" "$toolchain/patches/python3.13" "$lock_file" "$@" >"$directory/debian.patch"
  if ! patch -d "$directory" -p"$levels" --batch --forward --fuzz=0 --no-backup-if-mismatch <"$directory/debian.patch"; then
    echo "Debian's patches do not fit. If a new one is about packaging, add it to guest/guest.lock: packaging NAME"
    return 1
  fi
  rm "$directory/debian.patch"
}

# Debian's programs run through the loader and libraries they were built for, so nothing needs to be installed and the
# machine's own libraries may be older. argv[0] is the launcher: clang starts itself again under that name, and then
# (-cc1) wants its arguments unchanged.
write_launcher() {
  local launcher=$1 root=$2 program=$3 options=${4:-} libraries loader
  libraries=$(cd "$toolchain/root" && dirname usr/lib/*/libc.so.6)
  loader=$(cd "$toolchain/root" && echo "$libraries"/ld-linux*.so.*)
  cat >"$launcher" <<SH
#!/bin/sh
root=\${0%/*}/$root
[ "\$1" = -cc1 ] || set -- $options "\$@"
exec "\$root/$loader" --argv0 "\$0" --library-path "\$root/$libraries:\$root/usr/lib/llvm-19/lib" "\$root/$program" "\$@"
SH
  chmod +x "$launcher"
}

# What decides over the bytes of the result is told when it differs from the version that was tested.
say_versions() {
  local package tested actual
  for package in clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc tzdata; do
    tested=$(awk -v p="$package" '$1 == "tool" && $2 == p { print $3 }' "$lock_file")
    actual=$(awk -v p="$package" '$1 == p { print $2 }' "$toolchain/versions")
    [ "$tested" = "$actual" ] || printf '      note: %s is %s, tested was %s\n' "$package" "$actual" "$tested" >&2
  done
  [ ! -e "$toolchain/newer-patches" ] || while read -r package actual; do
    printf '      warning: Debian has newer security fixes for %s, %s, and they are taken; update "patches" in guest/guest.lock\n' \
      "$package" "$actual" >&2
  done <"$toolchain/newer-patches"
}
