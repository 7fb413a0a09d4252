#!/bin/sh
# make.sh DIR PORT - an authority for tests of time-stamps and revocation in DIR, whose certificates
# name the responder on http://127.0.0.1:PORT (tests/support/http_server.c).
#
#   root.pem          the certificate to trust, to the end of 2049
#   issuer.pem        its intermediate, to the end of 2028
#   <role>.pem        signers under it, to the end of 2028, with key and chain: borger, konsulent,
#                     jobcenter, arbejdsgiver, medarbejderrepraesentant, revoked
#   ocsp.pem          the responder for issuer.pem, to the end of 2028
#   tsa.pem           time-stamping authority to the end of 2032; tsa2.pem to the end of 2048
#   wrong-eku.pem     a certificate that may not make time-stamps but does
#   issuer.crl root.crl   revocation lists in DER
#   tsa.cnf index.txt     what `openssl ts -reply` and `openssl ocsp` work with
set -eu

dir=${1:?usage: make.sh DIR PORT}
port=${2:?usage: make.sh DIR PORT}
mkdir -p "$dir"
cd "$dir"
quiet() { "$@" > openssl.log 2>&1 || { cat openssl.log >&2; exit 1; }; }

cat > ca.cnf <<CNF
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = issuer
[issuer]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
default_crl_days = 400
crl_extensions = crl
[rootca]
database = root-index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
default_crl_days = 400
crl_extensions = crl
[any]
countryName = optional
organizationName = optional
commonName = supplied
[crl]
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:$port/root.crl
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://127.0.0.1:$port/ocsp
[listed]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:$port/issuer.crl
[responder]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamps]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://127.0.0.1:$port/root.crl
[wrong]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping, emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF
: > index.txt
: > root-index.txt

new_key() { quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 \
    -pkeyopt ec_param_enc:named_curve -out "$1.key.pem"; }


certify() { # NAME SUBJECT CA EXTENSIONS END: the root for CA "root", else the intermediate
    new_key "$1"
    quiet openssl req -new -utf8 -config ca.cnf -key "$1.key.pem" -subj "$2" -out "$1.csr"
    section=issuer
    self=
    [ "$3" = root ] && section=rootca
    [ "$1" = root ] && self=-selfsign
    # shellcheck disable=SC2086
    quiet openssl ca -batch -config ca.cnf -name "$section" -utf8 -notext $self -in "$1.csr" \
        -keyfile "$3.key.pem" -cert "$3.pem" -extensions "$4" -startdate 20200101000000Z \
        -enddate "$5" -out "$1.pem"
    rm "$1.csr"
}

certify root "/C=DK/O=Evne Test/CN=Evne Langtid Rod" root root 20491231235959Z
certify issuer "/C=DK/O=Evne Test/CN=Evne Langtid Udsteder" root intermediate 20281231235959Z
certify ocsp "/C=DK/O=Evne Test/CN=Evne Svar" issuer responder 20281231235959Z
certify tsa "/C=DK/O=Evne Test/CN=Evne Tid" root stamps 20321231235959Z
certify tsa2 "/C=DK/O=Evne Test/CN=Evne Tid 2" root stamps 20481231235959Z
certify wrong-eku "/C=DK/O=Evne Test/CN=Evne Forkert" root wrong 20481231235959Z
certify borger "/C=DK/CN=Ali Hansen" issuer signer 20281231235959Z
certify konsulent "/C=DK/O=Eksempel Konsulenter/CN=Mette Krogh" issuer signer 20281231235959Z
certify arbejdsgiver "/C=DK/O=Eksempel ApS/CN=Birgit Aero" issuer listed 20281231235959Z
certify medarbejderrepraesentant "/C=DK/O=Eksempel ApS/CN=Jonas Nygaard" issuer signer 20281231235959Z
certify jobcenter "/C=DK/O=Jobcenter Eksempelby/CN=Karen Lund" issuer signer 20281231235959Z
certify revoked "/C=DK/CN=Spaerret Underskriver" issuer signer 20281231235959Z
quiet openssl ca -batch -config ca.cnf -name issuer -revoke revoked.pem -keyfile issuer.key.pem \
    -cert issuer.pem
for ca in issuer root; do
    section=issuer
    [ $ca = root ] && section=rootca
    quiet openssl ca -batch -config ca.cnf -name $section -gencrl -keyfile $ca.key.pem \
        -cert $ca.pem -out $ca.crl.pem
    quiet openssl crl -in $ca.crl.pem -outform DER -out $ca.crl
done
for name in borger konsulent arbejdsgiver medarbejderrepraesentant jobcenter revoked; do
    cat "$name.key.pem" issuer.pem >> "$name.pem"
done

for name in tsa tsa2 wrong-eku; do
    cat > $name.cnf <<CNF
[tsa]
default_tsa = $name
[$name]
serial = $name.serial
crypto_device = builtin
signer_cert = $name.pem
certs = root.pem
signer_key = $name.key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
CNF
    echo 01 > $name.serial
done
# an authority that grants nothing: it accepts no digest that is asked for
sed -e 's/^digests.*/digests = sha512/' tsa.cnf > picky.cnf
rm -f openssl.log [0-9A-F][0-9A-F]*.pem ./*.crl.pem
: > done
