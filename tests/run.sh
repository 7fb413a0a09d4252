#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: once with gcc, once with clang's address
# and undefined behaviour sanitizers; and what users rely on most with the program as it is released,
# whose own plugins run unguarded. Ends with the test runner's own closing lines.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install
build() {
    local log
    echo "== $1"
    log=$(mktemp)
    cmake --preset "$1" >"$log" 2>&1 || { cat "$log"; exit 1; }
    rm -f "$log"
    cmake --build --preset "$1" -- --quiet
}

build release
for area in golden check render extract sign; do
    echo "test_$area.sh"
    EVNE=$PWD/build/release/bin/evne EVNE_ROOT=$PWD bash "tests/cli/test_$area.sh"
done
for preset in dev asan; do
    build "$preset"
    ctest --preset "$preset" -j "$(nproc)"
done
