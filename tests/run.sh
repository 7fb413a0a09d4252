#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: once with gcc, once with clang's address
# and undefined behaviour sanitizers. Ends with the test runner's own closing lines.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install
for preset in dev asan; do
    echo "== $preset"
    log=$(mktemp)
    cmake --preset "$preset" >"$log" 2>&1 || { cat "$log"; exit 1; }
    rm -f "$log"
    cmake --build --preset "$preset" -- --quiet
    ctest --preset "$preset" -j "$(nproc)"
done
