#!/bin/sh
# make.sh DIR - makes throw-away keys and certificates for tests and the demo in DIR.
#
# A root, an intermediate and one signer per role under it, a second root that nobody trusts, and
# certificates that must be refused. The names are fixed, so that DIR/<role>.pem is always there:
#
#   root.pem                    the certificate to trust
#   <role>.key.pem <role>.pem   key; certificate followed by the intermediate's
#   <role>.p12                  both as PKCS#12, passphrase "hemmelig"
#   <role>.locked.pem           both as PEM, the key encrypted with "hemmelig"
#   extra.pem                   borger.pem with a certificate more than its chain
#   passphrase.txt              that passphrase
#
# arbejdsgiver RSA 2048, medarbejderrepraesentant P-256, borger RSA 3072, konsulent P-384,
# jobcenter RSA 2048, ergoterapeut P-256; expired RSA 2048; foreign RSA 2048 (other root);
# purpose P-256 (may not sign); weak RSA 1024; curve secp256k1. An existing DIR/done ends the script.
set -eu

dir=${1:?usage: make.sh DIR}
mkdir -p "$dir"
cd "$dir"
[ -e done ] && exit 0
pass=hemmelig
printf '%s\n' "$pass" > passphrase.txt
printf '%s\n' "forkert" > wrong-passphrase.txt

quiet() { "$@" > openssl.log 2>&1 || { cat openssl.log >&2; exit 1; }; }

cat > ca.cnf <<'CNF'
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = ca_default
[ca_default]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
serialNumber = optional
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[purpose]
basicConstraints = critical, CA:false
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CNF
: > index.txt

new_key() { # FILE KIND
    case $2 in
        rsa*) quiet openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${2#rsa}" -out "$1" ;;
        *) quiet openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" \
               -pkeyopt ec_param_enc:named_curve -out "$1" ;;
    esac
}

new_root() { # NAME SUBJECT
    new_key "$1.key.pem" rsa2048
    quiet openssl req -new -utf8 -config ca.cnf -key "$1.key.pem" -subj "$2" -out "$1.csr"
    quiet openssl ca -batch -config ca.cnf -utf8 -notext -selfsign -in "$1.csr" \
        -keyfile "$1.key.pem" -extensions root -startdate 20200101000000Z \
        -enddate 20491231235959Z -out "$1.pem"
    rm "$1.csr"
}

issue() { # NAME SUBJECT CA EXTENSIONS START END
    quiet openssl req -new -utf8 -config ca.cnf -key "$1.key.pem" -subj "$2" -out "$1.csr"
    quiet openssl ca -batch -config ca.cnf -utf8 -notext -in "$1.csr" -cert "$3.pem" \
        -keyfile "$3.key.pem" -extensions "$4" -startdate "$5" -enddate "$6" -out "$1.pem"
    rm "$1.csr"
}

signer() { # NAME KIND SUBJECT [CA EXTENSIONS START END]
    new_key "$1.key.pem" "$2"
    issue "$1" "$3" "${4:-intermediate}" "${5:-signer}" "${6:-20200101000000Z}" "${7:-20491231235959Z}"
    quiet openssl pkcs12 -export -inkey "$1.key.pem" -in "$1.pem" -certfile intermediate.pem \
        -passout "pass:$pass" -out "$1.p12"
    quiet openssl pkey -in "$1.key.pem" -aes256 -passout "pass:$pass" -out "$1.locked.pem"
    [ "${4:-intermediate}" = foreign-root ] || cat intermediate.pem >> "$1.pem"
    cat "$1.pem" >> "$1.locked.pem"
}

new_root root "/C=DK/O=Evne Test/CN=Evne Test Rod"
new_root foreign-root "/C=DK/O=En anden/CN=Fremmed Rod"
new_key intermediate.key.pem rsa2048
issue intermediate "/C=DK/O=Evne Test/CN=Evne Test Udsteder" root intermediate \
    20200101000000Z 20491231235959Z

signer arbejdsgiver rsa2048 "/C=DK/O=Eksempel ApS/CN=Birgit Ærø/serialNumber=CVR:10000001"
signer medarbejderrepraesentant P-256 "/C=DK/O=Eksempel ApS/CN=Jonas Nygård"
signer borger rsa3072 "/C=DK/CN=Ali Hansen"
signer konsulent P-384 "/C=DK/O=Eksempel Konsulenter/CN=Mette Krogh"
signer jobcenter rsa2048 "/C=DK/O=Jobcenter Eksempelby/CN=Karen Lund"
signer ergoterapeut P-256 "/C=DK/O=Eksempel Konsulenter/CN=Søren Bæk"
signer expired rsa2048 "/C=DK/CN=Udløbet Underskriver" intermediate signer \
    20200101000000Z 20210101000000Z
signer foreign rsa2048 "/C=DK/CN=Fremmed Underskriver" foreign-root
signer purpose P-256 "/C=DK/CN=Forkert Formål" intermediate purpose
signer weak rsa1024 "/C=DK/CN=Svag Nøgle"
signer curve secp256k1 "/C=DK/CN=Ukendt Kurve"

cat borger.pem foreign.pem > extra.pem # a chain with a certificate that does not belong
rm -f ca.cnf openssl.log index.txt* [0-9A-F][0-9A-F]*.pem
chmod 600 ./*.key.pem ./*.locked.pem ./*.p12
: > done
