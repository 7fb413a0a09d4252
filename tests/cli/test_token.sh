# Keys on a token: SoftHSM behind OpenSSL's engine "pkcs11". Skipped where one of them is missing.
. "$(dirname "$0")/lib.sh"
export ASAN_OPTIONS=detect_leaks=0 # the engine keeps its method tables until the end
module=
for folder in /usr/lib/softhsm /usr/lib/*/softhsm /usr/local/lib/softhsm; do
    [ -e "$folder/libsofthsm2.so" ] && module=$folder/libsofthsm2.so
done
if [ -z "$module" ] || ! command -v softhsm2-util >/dev/null ||
    ! openssl engine pkcs11 >/dev/null 2>&1; then
    echo "no SoftHSM or no engine pkcs11"
    exit 77
fi

"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
keys=$work/keys
mkdir tokens
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" >hsm.conf
export SOFTHSM2_CONF=$work/hsm.conf
expect 0 softhsm2-util --init-token --free --label evne --so-pin 12345678 --pin 4711
number=0
for role in borger medarbejderrepraesentant konsulent weak; do
    number=$((number + 1))
    openssl pkcs8 -topk8 -nocrypt -in "$keys/$role.key.pem" -out p8.pem
    expect 0 softhsm2-util --import p8.pem --token evne --label "$role" --id "0$number" --pin 4711
done
printf '4711\n' >pin.txt
printf '0000\n' >wrong-pin.txt
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output plan.pdf

sign() { # ROLE OUT [PIN-FILE]
    "$EVNE" sign plan.pdf --role "$1" --any-order --cert "$keys/$1.pem" --output "$2" --force \
        --key "pkcs11:token=evne;object=$1?module-path=$module" --passphrase-file "${3:-pin.txt}"
}
for role in borger medarbejderrepraesentant konsulent; do # RSA 3072, P-256, P-384
    expect 0 sign $role signed.pdf
    expect 0 "$EVNE" verify signed.pdf --trust "$keys/root.pem"
    pdfsig -nocert signed.pdf >out 2>err
    says out "Signature is Valid"
done
expect 3 sign borger no.pdf wrong-pin.txt
expect 3 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/borger.pem" --output no.pdf \
    --key "pkcs11:token=evne;object=nobody?module-path=$module" --passphrase-file pin.txt
expect 3 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/konsulent.pem" --output no.pdf \
    --key "pkcs11:token=evne;object=borger?module-path=$module" --passphrase-file pin.txt
expect 3 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/borger.pem" --output no.pdf \
    --key "pkcs11:token=evne;object=borger?module-path=/nowhere.so" --passphrase-file pin.txt
expect 2 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/borger.pem" --output no.pdf \
    --key "pkcs11:token=evne;object=borger?pin-value=4711"
expect 2 "$EVNE" sign plan.pdf --role borger --any-order --cert "$keys/borger.pem" --output no.pdf \
    --key "pkcs11:token=evne?colour=red"
absent no.pdf
finish
