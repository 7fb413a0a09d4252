# Signing in two steps with a key that evne never sees: the openssl program has it.
. "$(dirname "$0")/lib.sh"

"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
keys=$work/keys
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf

prepare() { # ROLE [OPTION...]
    local role=$1
    shift
    "$EVNE" sign plan.pdf --role "$role" --cert "$keys/$role.pem" --prepare sign.json --any-order \
        --output prepared.pdf --force "$@"
}
complete() { "$EVNE" sign prepared.pdf --complete "$1" --output signed.pdf --force "${@:2}"; }
field() { sed -n "s/^ *\"$1\": \"\(.*\)\",*$/\1/p" sign.json; }
digest() { case $(field digestAlgorithm) in SHA-384) echo -sha384 ;; *) echo -sha256 ;; esac; }
accepted() {
    expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --original plan.pdf
    expect 0 qpdf --check signed.pdf
    pdfsig -nocert signed.pdf >out 2>err
    says out "Signature is Valid"
}

# A signature value over the attributes: RSA 2048 and 3072, P-256, P-384.
for role in arbejdsgiver borger medarbejderrepraesentant konsulent; do
    expect 0 prepare $role
    field signedAttributes | base64 -d >attributes
    equal "$(openssl dgst "$(digest)" -r attributes | cut -d' ' -f1)" "$(field signedAttributesDigest)"
    openssl dgst "$(digest)" -sign "$keys/$role.key.pem" -out value attributes
    expect 1 "$EVNE" verify prepared.pdf --trust "$keys/root.pem"
    expect 0 complete value --cert "$keys/$role.pem"
    accepted
    # filled once, and not again
    cp signed.pdf prepared.pdf
    expect 3 complete value --cert "$keys/$role.pem"
    says err "not prepared"
done

# PSS
expect 0 prepare borger --pss
field signedAttributes | base64 -d >attributes
openssl dgst -sha256 -sign "$keys/borger.key.pem" -sigopt rsa_padding_mode:pss \
    -sigopt rsa_pss_saltlen:digest -out value attributes
expect 3 complete value --cert "$keys/borger.pem"
expect 0 complete value --cert "$keys/borger.pem" --pss
accepted
expect 0 "$EVNE" sign plan.pdf --role borger --key "$keys/borger.key.pem" --cert "$keys/borger.pem" \
    --any-order --pss --output signed.pdf --force
accepted

# A whole CMS made elsewhere, over the bytes that the range of the prepared file names.
expect 0 prepare borger
read -r _ a b c < <(grep -a -o '/ByteRange\[[0-9 ]*\]' prepared.pdf | tr -dc '0-9 ')
{ head -c "$a" prepared.pdf; tail -c +$((b + 1)) prepared.pdf | head -c "$c"; } >content
equal "$(openssl dgst -sha256 -r content | cut -d' ' -f1)" "$(field documentDigest)"
openssl cms -sign -binary -in content -signer "$keys/borger.pem" -inkey "$keys/borger.key.pem" \
    -cades -md sha256 -outform DER -out made.cms -nosmimecap 2>/dev/null
expect 0 complete made.cms
expect 1 "$EVNE" verify signed.pdf --trust "$keys/root.pem" --time 1999-01-01T00:00:00Z
pdfsig -nocert signed.pdf >out 2>err
says out "Signature is Valid"

# Faults: nothing is written.
rm -f signed.pdf
openssl cms -sign -binary -in sign.json -signer "$keys/borger.pem" -inkey "$keys/borger.key.pem" \
    -cades -md sha256 -outform DER -out other.cms -nosmimecap 2>/dev/null
expect 3 complete other.cms
says err "not one of this file"
printf 'nonsense' >value
expect 3 complete value --cert "$keys/borger.pem"
expect 2 complete value
says err "--cert"
expect 3 complete missing --cert "$keys/borger.pem"
openssl dgst -sha256 -sign "$keys/konsulent.key.pem" -out value attributes
expect 3 complete value --cert "$keys/borger.pem"
cp plan.pdf prepared.pdf
expect 3 complete made.cms
absent signed.pdf
expect 2 "$EVNE" sign plan.pdf --role borger --prepare sign.json --output no.pdf
expect 2 "$EVNE" sign plan.pdf --role borger --prepare a --complete b --output no.pdf
expect 2 "$EVNE" sign plan.pdf --role borger --key a --complete b --output no.pdf
expect 3 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/weak.pem" --prepare no.json --output no.pdf
absent no.pdf
absent no.json
finish
