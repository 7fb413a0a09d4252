#!/usr/bin/env bash
# Installs what is missing, builds, makes throw-away keys, then checks, renders, signs and verifies
# the three sample reports into build/demo/.
set -euo pipefail
cd "$(dirname "$0")/.."
.ci/install
cmake --preset release >/dev/null
cmake --build --preset release -- --quiet
out=build/demo
evne=build/release/bin/evne
rm -rf "$out" && mkdir -p "$out"
tests/keys/make.sh "$out/keys"

# sign FILE ROLE...: one signature for each role, in turn; each needs the field of its role.
sign() {
    local file=$1 role
    shift
    for role in "$@"; do
        "$evne" sign "$file" --role "$role" --key "file:$out/keys/$role.p12" \
            --passphrase-file "$out/keys/passphrase.txt" --output "$file" --force
    done
}

# report CASE REPORT ROLE...: from the case to a signed and verified file.
report() {
    local case=samples/$1 report=$2 file=$out/$2.pdf
    shift 2
    echo "== $report"
    "$evne" check "$case" --report "$report"
    "$evne" render "$case" "$report" --output "$file"
    sign "$file" "$@"
    "$evne" verify "$file" --trust "$out/keys/root.pem"
}

report 01-dossier-butik-bogbinderi.yaml rehab-dossier konsulent ergoterapeut borger
report 02-praktikplan-plejecenter.yaml praktikplan \
    arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter
report 03-logbog-13-uger.yaml logbog-sammenfatning borger konsulent arbejdsgiver
echo
echo "Signed and verified reports:"
ls -l "$out"/*.pdf
