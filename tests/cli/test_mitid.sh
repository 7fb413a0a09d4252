# What the national signing service would refuse: our mitid rendering passes, the archive's is named
# object by object; exit codes 0, 1 and 3.
. "$(dirname "$0")/lib.sh"

mitid() { "$EVNE" check --profile mitid "$@"; }

while read -r case report; do
    expect 0 "$EVNE" render "$samples/$case.yaml" "$report" --profile mitid --output mitid.pdf --force
    expect 0 mitid mitid.pdf
    says out "ingen bemærkninger"
    expect 0 qpdf --object-streams=generate mitid.pdf packed.pdf
    expect 0 mitid packed.pdf
    "$EVNE" render "$samples/$case.yaml" "$report" --output archive.pdf --force >out 2>err
    expect 1 mitid archive.pdf
    for name in AcroForm Widget EmbeddedFile EmbeddedFiles AF AFRelationship Filespec UF; do
        says err ": /$name: "
    done
done < <(sample_reports)

# Each name with its object: the object is there, and has that name.
grep -o 'objekt [0-9]* 0: /[A-Za-z]*' err | tr -d ':' >named
if [ -s named ]; then pass; else fail "no object is named"; fi
while read -r _ number _ name; do
    qpdf --show-object="$number" archive.pdf >object 2>&1
    says object "$name"
done <named
cp err plain.txt
expect 0 qpdf --object-streams=generate archive.pdf packed.pdf
expect 1 mitid packed.pdf
says err ": /AcroForm: "
says err ": /Widget: "
says_not err "archive.pdf"

expect 1 mitid archive.pdf --format json
says out '"code": "mitid.navn"'
says out '"path": "objekt 1 0: /AcroForm"'
says out '"file": "archive.pdf"'
says_not err "fejl"

# A signed file; one that is encrypted, with and without a password to open it.
"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf
expect 0 "$EVNE" sign plan.pdf --role arbejdsgiver --key "$work/keys/arbejdsgiver.p12" \
    --passphrase-file "$work/keys/passphrase.txt" --output signed.pdf
expect 1 mitid signed.pdf
says err ": /SigFlags: "
expect 0 qpdf --encrypt "" owner 256 -- mitid.pdf locked.pdf
expect 1 mitid locked.pdf
says err "mitid.kryptering"
expect 0 qpdf --encrypt user owner 256 -- mitid.pdf secret.pdf
expect 1 mitid secret.pdf
says err "mitid.kryptering"

# Several files: the worst decides, every one is told of.
expect 0 mitid mitid.pdf mitid.pdf
expect 1 mitid mitid.pdf archive.pdf
expect 3 mitid archive.pdf missing.pdf
says err "archive.pdf: fejl:"
says err "missing.pdf"
head -c 3000 mitid.pdf >cut.pdf
expect 3 mitid cut.pdf
expect 3 mitid "$samples/02-praktikplan-plejecenter.yaml"
expect 3 mitid /dev/null

# What is not offered, and options that do not go together.
expect 2 "$EVNE" check --profile archive mitid.pdf
says err "mitid"
expect 2 "$EVNE" check --profile other mitid.pdf
expect 2 mitid mitid.pdf --report praktikplan
finish
