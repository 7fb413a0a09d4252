# What comes out of a report renders to the same first revision, byte for byte.
. "$(dirname "$0")/lib.sh"

while read -r case report; do
    expect 0 "$EVNE" render "$samples/$case.yaml" "$report" --output first.pdf --force
    expect 0 "$EVNE" data first.pdf
    cp out inside.yaml
    expect 0 "$EVNE" render inside.yaml "$report" --output again.pdf --force
    same first.pdf again.pdf
    expect 0 pdfdetach -list first.pdf
    says out ".yaml"
done < <(sample_reports)
expect 0 "$EVNE" data first.pdf --output kept.yaml
same kept.yaml inside.yaml
expect 5 "$EVNE" data first.pdf --output kept.yaml
head -c 5000 first.pdf >cut.pdf
expect 3 "$EVNE" data cut.pdf
says err "cut.pdf"
expect 3 "$EVNE" data "$samples/01-dossier-butik-bogbinderi.yaml"
finish
