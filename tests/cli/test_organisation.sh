# Logo, accent colour and letterhead from an organisation file; its faults; verifying with it.
. "$(dirname "$0")/lib.sh"

plan=$samples/02-praktikplan-plejecenter.yaml
own=$samples/organisation/fjordvejen.yaml
render() { "$EVNE" render "$plan" praktikplan --force "$@"; }

# The sample: a picture on page 1 alone, read aloud, under a letterhead of its own.
expect 0 render --organisation "$own" --output with.pdf
expect 0 render --output without.pdf
expect 0 qpdf --check with.pdf
says_not out "WARNING"
expect 0 mutool info with.pdf
says_not err "warning"
says out "Images (1)"
expect 0 pdfimages -list with.pdf
equal "$(tail -n +3 out | awk '{print $1, $3, $6}')" "1 image rgb"
expect 0 pdfinfo -struct-text with.pdf
says_not err "Error"
says out "Figure"
pdftotext -l 1 with.pdf page.txt
says page.txt "Fjordvejen 18, 4999 Nordsund · CVR 00205079"
expect 0 pdfimages -list without.pdf
equal "$(wc -l <out)" 2 "pictures without an organisation file"

# Same bytes anywhere; the embedded data holds the hash, which makes the data another.
mkdir -p elsewhere/logo
cp "$own" "${own%/*}/fjordvejen.png" elsewhere
(cd elsewhere && LC_ALL=da_DK.UTF-8 TZ=Asia/Tokyo expect 0 render --organisation fjordvejen.yaml \
    --output with.pdf)
same with.pdf elsewhere/with.pdf
"$EVNE" data with.pdf >with.yaml
says with.yaml "organisation:"
"$EVNE" data without.pdf >without.yaml
says_not without.yaml "organisation:"
expect 0 render --organisation "$own" --output with.pdf --format json
says out '"organisationSha256"'

# Where things stand: the logo at the margin, ending on the grid, and the rest lower.
expect 0 "$EVNE" show "$plan" praktikplan --stage pages
cp out plain.txt
expect 0 "$EVNE" show "$plan" praktikplan --stage pages --organisation "$own"
says out 'image 72.000 37.984 127.900 34.016 picture "Fjordvejen Beskæftigelse"'
y() { awk '/ title "/{print int($3 * 1000 + 0.5); exit}' "$1"; }
equal "$(($(y out) - $(y plain.txt)))" 42000 "how far the title moved"
says_not out "123F63"
expect 0 "$EVNE" show "$samples/01-dossier-butik-bogbinderi.yaml" rehab-dossier --stage pages \
    --organisation "$own"
says out "#1F5A46"
says_not out "#123F63"
equal "$(grep -c '^text.*#1F5A46' out)" 0 "texts in the accent colour"

# The profile for national signing, and signing itself.
expect 0 render --organisation "$own" --profile mitid --output mitid.pdf
expect 0 "$EVNE" check --profile mitid mitid.pdf
expect 0 pdfimages -list mitid.pdf
says out "image"
"$EVNE_ROOT/tests/keys/make.sh" "$work/keys" >/dev/null 2>&1
expect 0 "$EVNE" sign with.pdf --role arbejdsgiver --key "file:$work/keys/arbejdsgiver.p12" \
    --passphrase-file "$work/keys/passphrase.txt" --output signed.pdf
trust=$work/keys/root.pem
expect 0 "$EVNE" verify signed.pdf --trust "$trust" --rerender --organisation "$own"
says out "begynder byte for byte med originalen"
expect 2 "$EVNE" verify signed.pdf --trust "$trust" --rerender
says err "--organisation FILE"
sed 's/1F5A46/123F63/' "$own" >elsewhere/fjordvejen.yaml
expect 3 "$EVNE" verify signed.pdf --trust "$trust" --rerender \
    --organisation elsewhere/fjordvejen.yaml
says err "is not the organisation file"
sed 's/1F5A46/FFFFFF/' "$own" >elsewhere/fjordvejen.yaml
expect 3 "$EVNE" verify signed.pdf --trust "$trust" --rerender \
    --organisation elsewhere/fjordvejen.yaml
says err "for lys"
expect 1 "$EVNE" verify without.pdf --trust "$trust" --rerender --organisation "$own"
says out "begynder byte for byte med originalen"

# Faults of the file: place, what is wrong, what to do. Nothing is rendered.
wrong() { # LINES TEXT
    printf 'skema: organisation/1\nnavn: Prøve\n%s\n' "$1" >elsewhere/o.yaml
    rm -f wrong.pdf
    expect 1 render --organisation elsewhere/o.yaml --output wrong.pdf
    says err "elsewhere/o.yaml:3:"
    says err "$2"
    absent wrong.pdf
}
wrong 'accentfarve: "#FFD400"' 'kontrasten er 1,43 mod hvidt papir'
wrong 'accentfarve: "#FFD400"' 'den nærmeste mørkere, der kan bruges, er "#8C7400"'
wrong 'accentfarve: blå' 'ikke en farve'
wrong 'logo: {fil: ../fjordvejen.png}' 'må ikke begynde med / og ikke indeholde ..'
wrong 'logo: {fil: /etc/passwd}' 'må ikke begynde med /'
wrong 'logo: {fil: nowhere.png}' 'findes ikke'
wrong 'logo: {fil: logo}' 'er ikke en fil'
wrong 'logo: {fil: o.yaml}' 'hverken PNG eller JPEG'
wrong 'logo: {fil: fjordvejen.png, hoejde_mm: 120}' 'højst være 30'
wrong 'logo: {fil: fjordvejen.png, højde: 12}' "'højde' er ikke et felt her"
wrong 'brevhoved: "Prøve \U00013000"' 'U+13000'
head -c 900 "${own%/*}/fjordvejen.png" >elsewhere/cut.png
wrong 'logo: {fil: cut.png}' 'beskadiget'
ln -s /etc/passwd elsewhere/link.png
wrong 'logo: {fil: link.png}' 'uden for organisationsfilens mappe'
mkfifo elsewhere/pipe.png
wrong 'logo: {fil: pipe.png}' 'er ikke en fil'
expect 3 render --organisation no/where.yaml --output wrong.pdf
says err "no/where.yaml"
expect 1 render --organisation "$plan" --output wrong.pdf
says err "skema: organisation/1"
finish
