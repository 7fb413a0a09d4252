# What a signed field shows: name, role, time, certificate and level in the document's own type, and
# every revision is still PDF/A-3a and PDF/UA-1 as far as our checker knows their rules.
. "$(dirname "$0")/lib.sh"

"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
keys=$work/keys
check=$EVNE_BUILD/tests/pdf/pdf_rules

expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf
expect 0 "$check" plan.pdf
cp plan.pdf signed.pdf
for role in arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter; do
    expect 0 "$EVNE" sign signed.pdf --role "$role" --key "file:$keys/$role.p12" --output signed.pdf \
        --force --passphrase-file "$keys/passphrase.txt" --time 2026-03-12T14:32:00+01:00
    expect 0 "$check" signed.pdf
done
expect 0 qpdf --check signed.pdf
expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem"
says out "[signer.other_name]" # the keys are not those of the people in the case
says out "signed.pdf: gyldig"
expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --format json
says out '"meaning": "Jeg har læst planen.'

expect 0 pdftotext -layout signed.pdf text
equal "$(grep -c 'Underskrevet digitalt .*12.03.2026 kl. 14.32' text)" 5 "five boxes say when"
equal "$(grep -c 'Evne Test Udsteder · certifikat .* · niveau PAdES B-B' text)" 5 "and how"
says text "Birgit Ærø"
says text "Arbejdsgiver, Eksempel ApS, CVR 10000001"
says text "Karen Lund"
says_not text "Afventer"
says_not text "gyldig"
equal "$(pdffonts signed.pdf | tail -n +3 | awk '{print $5 $6 $7}' | sort -u)" "yesyesyes" "fonts"

# The issuer certifies first, out of turn; the others follow; nobody certifies after that.
expect 0 "$EVNE" sign plan.pdf --role konsulent --key "file:$keys/konsulent.p12" --certify \
    --passphrase-file "$keys/passphrase.txt" --output certified.pdf
expect 0 "$check" certified.pdf
expect 0 "$EVNE" sign certified.pdf --role arbejdsgiver --key "file:$keys/arbejdsgiver.p12" \
    --passphrase-file "$keys/passphrase.txt" --output both.pdf
expect 0 "$check" both.pdf
expect 0 qpdf --check both.pdf
expect 0 pdfsig -nocert both.pdf
equal "$(grep -c 'Signature is Valid' out)" 2 "pdfsig accepts certification and signature"
expect 0 "$EVNE" verify both.pdf --trust "$keys/root.pem"
says out "certificerer dokumentet: derefter må der kun udfyldes og underskrives"
expect 2 "$EVNE" sign both.pdf --role borger --key "file:$keys/borger.p12" --certify --any-order \
    --passphrase-file "$keys/passphrase.txt" --output late.pdf
says err "only the first signature can certify"
absent late.pdf

# The same signature gives the same box; RSA without a clock the same file.
sign() { "$EVNE" sign plan.pdf --role arbejdsgiver --key "file:$keys/arbejdsgiver.p12" --output "$1" \
    --passphrase-file "$keys/passphrase.txt" --time 2026-03-12T14:32:00+01:00; }
expect 0 sign one.pdf
expect 0 sign two.pdf
same one.pdf two.pdf
finish
