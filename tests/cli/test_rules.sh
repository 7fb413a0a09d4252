# The rules of PDF/A-3a, PDF/A-2a and PDF/UA-1 (tests/pdf/check_pdf.h) over what the program makes:
# every sample, both profiles, drafts, and after the first and the last signature.
. "$(dirname "$0")/lib.sh"
rules=$EVNE_BUILD/tests/pdf/pdf_rules
[ -x "$rules" ] || { echo "no $rules: build all targets" >&2; exit 1; }

# keeps FILE: no rule is broken.
keeps() {
    expect 0 "$rules" "$1"
    if [ -s out ]; then head -20 out | sed 's/^/    /' >&2; fi
}
"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
sign() {
    local key=$work/keys/borger.p12
    [ -e "$work/keys/$2.p12" ] && key=$work/keys/$2.p12
    "$EVNE" sign "$1" --role "$2" --key "$key" --passphrase-file "$work/keys/passphrase.txt" \
        --output "$1" --force --any-order
}
roles() { qpdf --qdf --object-streams=disable "$1" - | sed -n 's|^  /T (\(.*\))$|\1|p'; }

number=0
while read -r case report; do
    number=$((number + 1))
    for profile in archive mitid; do
        for draft in "" --draft; do
            pdf=$number-$profile$draft.pdf
            # shellcheck disable=SC2086
            expect 0 "$EVNE" render "$samples/$case.yaml" "$report" --profile $profile $draft \
                --output "$pdf"
            keeps "$pdf"
        done
    done
    cp "$number-archive.pdf" signed.pdf
    mapfile -t fields < <(roles signed.pdf)
    if [ ${#fields[@]} -gt 0 ]; then pass; else fail "no fields in $case $report"; fi
    for role in "${fields[@]}"; do
        expect 0 sign signed.pdf "$role"
        if [ "$role" = "${fields[0]}" ] || [ "$role" = "${fields[-1]}" ]; then keeps signed.pdf; fi
    done
done < <(sample_reports)

# Letters that need other fonts, right to left in the middle of a line.
sed 's/Maryam Daoud/عائشة بنت محمد Åse-Brît Ó Súilleabháin-Çelik/' \
    "$samples/02-praktikplan-plejecenter.yaml" >names.yaml
for profile in archive mitid; do
    expect 0 "$EVNE" render names.yaml praktikplan --profile $profile --output names.pdf --force
    keeps names.pdf
done

# The rules see what is wrong: one fault of each kind, put in place of what is right.
for fault in '/F 4|/F 2' '/Scope/Row|/Scope/Rum' '/Flags 32|/Flags 36' '/DW 0/W\[1|/DW 0/W[2' \
    '/N 3|/N 1' '<dc:format>|<dc:formal>' '/Lang(da|/Lang(1a' '%%EOF$|%%EOF '; do
    LC_ALL=C sed "s|$fault|" 1-archive.pdf >wrong.pdf
    expect 1 "$rules" wrong.pdf
done
expect 1 "$rules" missing.pdf
finish
