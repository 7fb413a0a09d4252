# The verdict as a PDF of our own: for good files and bad ones, the same each time, on one page.
. "$(dirname "$0")/lib.sh"

"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
keys=$work/keys
check=$EVNE_BUILD/tests/pdf/pdf_rules
now=2026-11-22T10:00:00+01:00

expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf
expect 0 "$EVNE" sign plan.pdf --role arbejdsgiver --key "file:$keys/arbejdsgiver.p12" --certify \
    --passphrase-file "$keys/passphrase.txt" --time 2026-03-12T14:32:00+01:00 --output signed.pdf

expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --time "$now" --original plan.pdf \
    --report sheet.pdf
expect 0 "$check" sheet.pdf
expect 0 pdftotext -layout sheet.pdf sheet
says sheet "Kontrol af underskrifter"
says sheet "gyldig"
says sheet "$(sha256sum signed.pdf | cut -c 1-16)"
says sheet "12.03.2026 kl. 14.32,"
says sheet "eget ur"
says sheet "22.11.2026 kl. 10.00"
says sheet "filen begynder byte for byte med den"
says sheet "certificerer dokumentet; derefter må der kun udfyldes"
says sheet "ikke Jette Sønderskov (signer.other_name)"
says sheet "Medarbejderrepraesentant, borger, konsulent og jobcenter"
equal "$(pdfinfo sheet.pdf | sed -n 's/^Pages: *//p')" 1 "pages"
expect 5 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --report sheet.pdf
expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --time "$now" --original plan.pdf \
    --report again.pdf
same sheet.pdf again.pdf

# A sheet for every verdict; the exit code stays the verdict's.
expect 6 "$EVNE" verify signed.pdf --report open.pdf
expect 0 "$check" open.pdf
expect 1 "$EVNE" verify plan.pdf --trust "$keys/root.pem" --report unsigned.pdf
expect 0 "$check" unsigned.pdf
head -c 5000 signed.pdf >"$(printf 'a\360\223\200\200b.pdf')"
expect 1 "$EVNE" verify a*b.pdf --trust "$keys/root.pem" --report broken.pdf
expect 0 "$check" broken.pdf
expect 0 pdftotext broken.pdf broken
says broken "file.truncated"
says broken "a?b.pdf"
expect 2 "$EVNE" verify signed.pdf plan.pdf --report two.pdf
absent two.pdf
finish
