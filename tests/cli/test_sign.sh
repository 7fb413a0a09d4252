# Five roles sign a plan in turn; others' tools accept every signature; nothing wrong passes.
. "$(dirname "$0")/lib.sh"

"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
keys=$work/keys
sign() { "$EVNE" sign "$1" --role "$2" --key "file:$keys/$3.p12" --passphrase-file "$keys/passphrase.txt" \
    --output "$4" --force; }

expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf
expect 1 "$EVNE" verify plan.pdf --trust "$keys/root.pem"
says out "ikke underskrevet"
expect 2 sign plan.pdf borger borger early.pdf
absent early.pdf
expect 0 "$EVNE" sign plan.pdf --role borger --key "$keys/borger.p12" --any-order \
    --passphrase-file "$keys/passphrase.txt" --output early.pdf

cp plan.pdf signed.pdf
number=0
for role in arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter; do
    number=$((number + 1))
    expect 0 sign signed.pdf "$role" "$role" signed.pdf
    expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --original plan.pdf
    says out "signed.pdf: gyldig"
    says out "begynder byte for byte med originalen"
    expect 0 qpdf --check signed.pdf
    expect 0 pdfsig -nocert signed.pdf
    equal "$(grep -c 'Signature is Valid' out)" "$number" "pdfsig accepts $number signatures"
done
cp signed.pdf five.pdf
expect 0 mutool info five.pdf
says_not err "warning"
expect 0 "$EVNE" verify five.pdf --trust "$keys/root.pem" --rerender
expect 0 "$EVNE" verify five.pdf --trust "$keys/root.pem" --format json
says out '"verdict": "valid"'
says out '"laterSignatures": 4'
expect 6 "$EVNE" verify five.pdf
says out "kan ikke afgøres"
expect 0 "$EVNE" data five.pdf

# Rendered and signed in one step: the rendered file, and one signature behind it.
plan=$samples/02-praktikplan-plejecenter.yaml
render_signed() { "$EVNE" render "$plan" praktikplan --role arbejdsgiver --key "file:$keys/arbejdsgiver.p12" \
    --passphrase-file "$keys/passphrase.txt" "$@"; }
expect 0 render_signed --output at-once.pdf --time 2026-03-12T14:32:00+01:00
head -c "$(stat -c %s plan.pdf)" at-once.pdf >begin.pdf
same begin.pdf plan.pdf
expect 0 "$EVNE" verify at-once.pdf --trust "$keys/root.pem" --original plan.pdf
says out "1. arbejdsgiver: gyldig"
expect 0 sign at-once.pdf medarbejderrepraesentant medarbejderrepraesentant at-once-2.pdf
expect 0 "$EVNE" verify at-once-2.pdf --trust "$keys/root.pem"
expect 0 render_signed --output facts.pdf --format json
says out '"pages": 6'
says out '"level": "B-B"'
expect 2 render_signed --output no.pdf --time bogus
expect 2 render_signed --output no.pdf --level B-T
says_not err "oplysning" # nothing was rendered for it
expect 2 render_signed --output no.pdf --draft
expect 2 render_signed --output no.pdf --extract borger
expect 2 render_signed --output no.pdf --profile mitid
expect 2 render_signed --output no.pdf --watch
expect 2 "$EVNE" render "$plan" praktikplan --output no.pdf --role arbejdsgiver
expect 2 "$EVNE" render "$plan" praktikplan --output no.pdf --level B-B
expect 2 "$EVNE" render "$plan" praktikplan --output no.pdf --role direktoer --key "$keys/borger.p12" \
    --passphrase-file "$keys/passphrase.txt"
expect 3 "$EVNE" render "$plan" praktikplan --output no.pdf --role arbejdsgiver --key "$keys/arbejdsgiver.p12" \
    --passphrase-file "$keys/wrong-passphrase.txt"
absent no.pdf

# Refused before anything is written.
expect 2 sign five.pdf borger borger again.pdf
absent again.pdf
expect 2 sign plan.pdf direktoer borger again.pdf
says err "arbejdsgiver"
expect 3 "$EVNE" sign plan.pdf --role arbejdsgiver --key "file:$keys/arbejdsgiver.p12" \
    --passphrase-file "$keys/wrong-passphrase.txt" --output again.pdf
absent again.pdf
expect 3 "$EVNE" sign plan.pdf --role arbejdsgiver --key "file:$keys/missing.p12" --output again.pdf
expect 3 sign "$samples/01-dossier-butik-bogbinderi.yaml" borger borger again.pdf
expect 3 sign plan.pdf arbejdsgiver weak again.pdf
expect 3 sign plan.pdf arbejdsgiver expired again.pdf
absent again.pdf
expect 2 "$EVNE" sign plan.pdf --role arbejdsgiver
says err "--key"

# Each fault its own verdict, exit code 1.
size=$(stat -c %s five.pdf)
expect 0 sign plan.pdf arbejdsgiver arbejdsgiver one.pdf
printf 'X' | dd of=one.pdf bs=1 seek=300 conv=notrunc 2>/dev/null
expect 3 sign one.pdf medarbejderrepraesentant medarbejderrepraesentant again.pdf
absent again.pdf
for at in 200 $((size / 3)) $((size / 2)) $((size - 2000)); do
    cp five.pdf changed.pdf
    byte=$(dd if=five.pdf bs=1 skip="$at" count=1 2>/dev/null | od -An -tu1)
    # shellcheck disable=SC2059
    printf "$(printf '\\%03o' $(((byte + 1) % 256)))" |
        dd of=changed.pdf bs=1 seek="$at" conv=notrunc 2>/dev/null
    expect 1 "$EVNE" verify changed.pdf --trust "$keys/root.pem"
    says out "ugyldig"
done
head -c $((size - 100)) five.pdf >cut.pdf
expect 1 "$EVNE" verify cut.pdf --trust "$keys/root.pem"
cp five.pdf longer.pdf && printf 'more' >>longer.pdf
expect 1 "$EVNE" verify longer.pdf --trust "$keys/root.pem"
expect 1 "$EVNE" verify five.pdf --trust "$keys/foreign-root.pem"
says out "certificate.untrusted"
expect 1 "$EVNE" verify five.pdf --trust "$keys/root.pem" --time 2199-01-01T00:00:00Z
says out "certificate.issuer_expired"
expect 0 sign plan.pdf arbejdsgiver foreign foreign.pdf
expect 1 "$EVNE" verify foreign.pdf --trust "$keys/root.pem"

# What verify would condemn is not signed in the first place: a signature that belongs to no field,
# a page that stands twice, an action that could change what is seen.
LC_ALL=C sed 's|/Type/SigFieldLock|/Type/Sig         |' plan.pdf >orphan.pdf
LC_ALL=C sed 's|/Type /Pages|/Type /Pagez|' plan.pdf >tree.pdf
for case in "orphan signature.orphan" "tree file.pages"; do
    expect 3 sign "${case% *}.pdf" arbejdsgiver arbejdsgiver no.pdf
    says err "${case#* }"
    absent no.pdf
done

# What a file and its name say does nothing to the screen, and JSON stays whole.
odd=$(printf 'x\033[2K\377.pdf')
cp five.pdf "$odd"
expect 0 "$EVNE" verify "$odd" --trust "$keys/root.pem"
says_not out "$(printf '\033')"
expect 0 "$EVNE" verify "$odd" --trust "$keys/root.pem" --format json
says out '"verdict": "valid"'
sed 's/Egelunden/Egelonden/' "$samples/02-praktikplan-plejecenter.yaml" >other.yaml
expect 0 "$EVNE" render other.yaml praktikplan --output other.pdf
expect 1 "$EVNE" verify five.pdf --trust "$keys/root.pem" --original other.pdf
expect 1 "$EVNE" verify five.pdf cut.pdf --trust "$keys/root.pem"
expect 3 "$EVNE" verify missing.pdf --trust "$keys/root.pem"
expect 3 "$EVNE" verify "$samples/01-dossier-butik-bogbinderi.yaml" --trust "$keys/root.pem"
finish
