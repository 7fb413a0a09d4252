#!/bin/sh
# others.sh SIGN_FILE KEYS - other people's verifiers must accept our signatures: pdfsig, `openssl cms
# -verify` on each extracted CMS, qpdf. Ends with 77 (skipped) where one of them is missing.
set -eu

sign=$1
keys=$2
for tool in pdfsig openssl qpdf xxd; do
    command -v "$tool" > /dev/null || { echo "no $tool"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The CMS and the bytes it covers, as the last /ByteRange says.
extract() {
    set -- "$1" $(grep -a -o '/ByteRange\[[0-9 ]*\]' "$1" | tail -n 1 | tr -dc '0-9 ')
    dd if="$1" bs=1M iflag=count_bytes count="$3" status=none > "$work/content"
    dd if="$1" bs=1M iflag=skip_bytes,count_bytes skip="$4" count="$5" status=none >> "$work/content"
    dd if="$1" bs=1M iflag=skip_bytes,count_bytes skip=$(($3 + 1)) count=$(($4 - $3 - 2)) status=none |
        xxd -r -p > "$work/cms"
}

check() { # FILE SIGNATURES
    valid=$(pdfsig -nocert "$1" 2>/dev/null | grep -c 'Signature is Valid') || true
    [ "$valid" -eq "$2" ] || { echo "pdfsig accepts $valid of $2 in $1"; pdfsig -nocert "$1"; exit 1; }
    extract "$1"
    openssl cms -verify -inform DER -in "$work/cms" -content "$work/content" -binary \
        -CAfile "$keys/root.pem" -purpose any -attime 1795000000 -out /dev/null 2> "$work/log" ||
        { cat "$work/log"; exit 1; }
    qpdf --check "$1" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

"$sign" form "$work/0.pdf"
n=0
for role in arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter; do
    "$sign" "$work/$n.pdf" "$work/$((n + 1)).pdf" "$role" "$role"
    n=$((n + 1))
    check "$work/$n.pdf" "$n"
done
"$sign" "$work/0.pdf" "$work/pss.pdf" borger borger pss
check "$work/pss.pdf" 1
echo "all accepted"
