#!/usr/bin/env bash
# Builds the published jars twice, in two folders, and compares them byte for byte. Options of Maven may follow, such as -Prelease.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for build in first second-and-longer; do
  mkdir "$folder/$build"
  git archive HEAD | tar -x -C "$folder/$build"
  (cd "$folder/$build" && mvn -q -B -Dquickly "$@" package)
  (cd "$folder/$build" && find . -path '*/target/*.jar' -not -path './*/target/*/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) \
    > "$folder/$build.sums"
done

if ! diff "$folder/first.sums" "$folder/second-and-longer.sums"; then
  echo "reproducible.sh: these jars differ between two builds" >&2
  exit 1
fi
echo "$(wc -l < "$folder/first.sums") jars are the same in two builds"
