# Signatures that last: time-stamps, evidence, renewal; every fault of an authority is told.
. "$(dirname "$0")/lib.sh"
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY

mkdir ca
mkfifo port
"$EVNE_HTTP" ca >port &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
read -r port <port
"$EVNE_ROOT/tests/tsa/make.sh" ca "$port" || exit 1
url=http://127.0.0.1:$port
trust="--trust ca/root.pem"
cp "$EVNE_ROOT/samples/02-praktikplan-plejecenter.yaml" case.yaml
expect 0 "$EVNE" render case.yaml praktikplan --output plan.pdf

# shellcheck disable=SC2086
sign() { # IN ROLE LEVEL OUT [TSA]
    "$EVNE" sign "$1" --role "$2" --key "file:ca/$2.pem" --level "$3" --tsa "${5:-$url/tsa}" $trust \
        --output "$4" --force
}
# shellcheck disable=SC2086
extend() { # IN LEVEL OUT [TSA]
    "$EVNE" extend "$1" --level "$2" --tsa "${4:-$url/tsa}" $trust --output "$3" --force
}
# shellcheck disable=SC2086
verify() { "$EVNE" verify "$@" $trust; }

# Each level by sign.
for level in B-B B-T B-LT B-LTA; do
    expect 0 sign plan.pdf arbejdsgiver $level "$level.pdf"
    verify "$level.pdf" --original plan.pdf >out
    says out "PAdES $level ·"
    says out "begynder byte for byte med originalen"
    expect 0 qpdf --check "$level.pdf"
    pdfsig -nocert "$level.pdf" >out 2>err
    equal "$(grep -c 'Signature is Valid' out)" 1 "pdfsig accepts $level"
done
expect 6 verify B-B.pdf
expect 6 verify B-T.pdf
says out certificate.revocation_unknown
expect 0 verify B-LT.pdf
expect 0 verify B-LTA.pdf
expect 0 verify B-LTA.pdf --format json
says out '"level": "B-LTA"'
says out '"revocation": "good"'
says out '"timestamp": true'

# Each level by extend; what stands is not altered.
expect 0 extend B-B.pdf B-T x-T.pdf
expect 6 verify x-T.pdf --original B-B.pdf
says out "PAdES B-T ·"
expect 0 extend x-T.pdf B-LT x-LT.pdf
expect 0 verify x-LT.pdf --original x-T.pdf
says out "PAdES B-LT ·"
expect 0 extend x-LT.pdf B-LTA x-LTA.pdf
expect 0 verify x-LTA.pdf --original x-LT.pdf
says out "PAdES B-LTA ·"
expect 0 extend B-B.pdf B-LTA all.pdf
expect 0 verify all.pdf

# Five roles, time-stamps and evidence between them, all at B-LTA in the end.
cp plan.pdf five.pdf
for role in arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter; do
    cp five.pdf before.pdf
    expect 0 sign before.pdf $role B-T five.pdf
    case $role in borger) expect 0 extend five.pdf B-LTA five.pdf ;; esac
done
expect 0 extend five.pdf B-LTA five.pdf
expect 0 verify five.pdf --original plan.pdf
equal "$(grep -c 'PAdES B-LTA ·' out)" 5 "five signatures at B-LTA"
expect 0 qpdf --check five.pdf
pdfsig -nocert five.pdf >out 2>err
equal "$(grep -c 'Signature is Valid' out)" 5 "pdfsig accepts five signatures"
# Every revision keeps the rules of PDF/A-3a and PDF/UA-1; one that only adds evidence is not yet
# covered by the time-stamp that follows it, and that is all there is to say of it.
for end in $(grep -abo '%%EOF' five.pdf | cut -d: -f1); do
    head -c $((end + 6)) five.pdf >revision.pdf
    "$EVNE_BUILD/tests/pdf/pdf_rules" revision.pdf | grep -v '^revision.pdf:$' >out
    equal "$(grep -vc 'no signature covers the whole file' out)" 0 "revision that ends at $end"
done
expect 0 "$EVNE_BUILD/tests/pdf/pdf_rules" five.pdf

# Other people's verifier on each CMS and each token.
parts() { # FILE: cms.N and content.N for each signature, in the order of the file
    number=0
    grep -a -o '/ByteRange\[[0-9 ]*\]' "$1" | tr -dc '0-9 \n' | while read -r _ a b c; do
        number=$((number + 1))
        head -c "$a" "$1" >content.$number
        tail -c +$((b + 1)) "$1" | head -c "$c" >>content.$number
        tail -c +$((a + 2)) "$1" | head -c $((b - a - 2)) | xxd -r -p >cms.$number
    done
}
parts five.pdf
equal "$(find . -name 'cms.*' | wc -l)" 7 "five signatures and two time-stamps"
for cms in cms.*; do
    if openssl cms -cmsout -print -inform DER -in "$cms" 2>/dev/null | grep -q 'eContentType: id-smime-ct-TSTInfo'; then
        expect 0 openssl ts -verify -token_in -in <(openssl asn1parse -inform DER -in "$cms" -noout -out /dev/stdout) \
            -data "content.${cms#cms.}" -CAfile ca/root.pem
    else
        expect 0 openssl cms -verify -inform DER -in "$cms" -content "content.${cms#cms.}" -binary \
            -CAfile ca/root.pem -purpose any -out /dev/null
    fi
done

# The clock past the signers' certificates (2028), then past the time-stamp's (2032).
expect 0 verify five.pdf --time 2030-06-01T00:00:00Z
expect 0 verify B-LTA.pdf --time 2030-06-01T00:00:00Z
expect 1 verify B-B.pdf --time 2030-06-01T00:00:00Z
says out certificate.issuer_expired
expect 1 verify five.pdf --time 2033-06-01T00:00:00Z
says out timestamp.expired
# Not with the address sanitizer: it and libfaketime wait for each other before main is reached.
if command -v faketime >/dev/null && ! grep -q __asan_init "$EVNE"; then
    # shellcheck disable=SC2086
    expect 0 faketime '2030-06-01 00:00:00' "$EVNE" verify five.pdf $trust
    # shellcheck disable=SC2086
    expect 1 faketime '2030-06-01 00:00:00' "$EVNE" verify B-B.pdf $trust
fi
# Renewed in time by an authority with a longer certificate.
expect 0 extend five.pdf B-LTA renewed.pdf "$url/tsa2"
expect 0 verify renewed.pdf --time 2033-06-01T00:00:00Z
equal "$(grep -c 'PAdES B-LTA ·' out)" 5 "renewed for five signatures"

# A fault of the authority: what was reached is written and said.
expect 0 sign plan.pdf arbejdsgiver B-T first.pdf "$url/replay" # an answer that is given again
expect 5 sign plan.pdf arbejdsgiver B-T again.pdf "$url/replay"
says err "it stamps something else"
says err "the level is B-B, not B-T"
# RSA signs the same with the same bytes, so that only the nonce tells the answers apart.
rm ca/first.der
openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.pem -out rsa-cert.pem -subj /CN=R -days 30 \
    -addext keyUsage=digitalSignature -addext basicConstraints=critical,CA:false 2>/dev/null
rsa_time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
rsa() { "$EVNE" sign plan.pdf --role arbejdsgiver --key rsa.pem --cert rsa-cert.pem --force \
    --time "$rsa_time" --level B-T --tsa "$url/replay" --output "$1"; }
expect 0 rsa first.pdf
expect 5 rsa again.pdf
says err "it answers another request"
for fault in garbage cut huge type flip moved picky wrong-eku missing; do
    rm -f fault.pdf
    expect 5 sign plan.pdf arbejdsgiver B-T fault.pdf "$url/$fault"
    says err "the level is B-B, not B-T"
    verify fault.pdf >out
    says out "PAdES B-B ·"
    rm -f fault.pdf
    expect 5 extend B-B.pdf B-LTA fault.pdf "$url/$fault"
    absent fault.pdf
done
expect 5 sign plan.pdf arbejdsgiver B-T fault.pdf http://127.0.0.1:1/
expect 5 sign plan.pdf arbejdsgiver B-T fault.pdf ftp://127.0.0.1/tsa
says err "no http or https address"
mv ca/issuer.crl ca/away.crl
rm -f fault.pdf
expect 5 extend B-T.pdf B-LTA fault.pdf
absent fault.pdf
rm -f fault.pdf
expect 5 sign plan.pdf arbejdsgiver B-LTA fault.pdf
says err "the level is B-T, not B-LTA"
verify fault.pdf >out
says out "PAdES B-T ·"
mv ca/away.crl ca/issuer.crl

# A revoked certificate is never given evidence; evidence of its revocation makes it invalid.
expect 0 "$EVNE" sign plan.pdf --role arbejdsgiver --key file:ca/revoked.pem --output revoked.pdf
expect 6 verify revoked.pdf
expect 5 extend revoked.pdf B-LT stamped.pdf
says err "is revoked"
expect 6 verify stamped.pdf

# A list that is a month old says nothing of who was revoked since, whatever it promises; one of
# some days ago is told with its date; a new one settles it.
old_list() { # DAYS: the issuer's list as it was made then, good for 400 days
    (cd ca && openssl ca -batch -config ca.cnf -name issuer -gencrl -keyfile issuer.key.pem \
        -cert issuer.pem -crl_lastupdate "$(date -u -d "$1 days ago" +%Y%m%d%H%M%SZ)" \
        -crl_nextupdate "$(date -u -d '+400 days' +%Y%m%d%H%M%SZ)" -out old.pem 2>/dev/null &&
        openssl crl -in old.pem -outform DER -out issuer.crl)
}
cp ca/issuer.crl new.crl
old_list 30
expect 5 sign plan.pdf arbejdsgiver B-LT month.pdf
expect 6 verify month.pdf
says out certificate.revocation_unknown
old_list 3
expect 0 sign plan.pdf arbejdsgiver B-LT days.pdf
expect 0 verify days.pdf
says out certificate.revocation_old
says out "$(date -u -d '3 days ago' +%Y-%m-%d)"
cp new.crl ca/issuer.crl
expect 0 extend month.pdf B-LT fresh.pdf
expect 0 verify fresh.pdf
says_not out certificate.revocation_old

# What extend refuses.
expect 3 extend plan.pdf B-T no.pdf
says err "it is not signed"
cp B-T.pdf broken.pdf && printf 'more' >>broken.pdf
expect 3 extend broken.pdf B-LTA no.pdf
expect 2 extend B-T.pdf B-B no.pdf
expect 2 "$EVNE" extend B-T.pdf --level B-LTA --trust ca/root.pem
expect 2 "$EVNE" extend B-T.pdf --level B-LTA --tsa "$url/tsa"
expect 2 "$EVNE" extend B-T.pdf --level B-X --tsa "$url/tsa"
absent no.pdf

# One byte of what was added is changed: no longer valid.
size=$(stat -c %s B-LTA.pdf) signed=$(stat -c %s B-T.pdf)
for at in $((signed + 200)) $(((signed + size) / 2)) $((size - 20000)) $((size - 300)); do
    cp B-LTA.pdf changed.pdf
    byte=$(dd if=B-LTA.pdf bs=1 skip="$at" count=1 2>/dev/null | od -An -tu1)
    # shellcheck disable=SC2059
    printf "$(printf '\\%03o' $(((byte + 1) % 256)))" |
        dd of=changed.pdf bs=1 seek="$at" conv=notrunc 2>/dev/null
    expect 1 verify changed.pdf
done
finish
