# Findings: all at once, each at its line and column, in Danish; exit code 1; nothing written.
. "$(dirname "$0")/lib.sh"

for sample in "$samples"/0*.yaml; do
    expect 0 "$EVNE" check "$sample"
    says_not err ": fejl: "
done

# Ten mistakes in one plan.
sed -e 's/^  telefon: "00 51 48 77"/  telfon: "00 51 48 77"/' \
    -e 's/slut: "2026-06-12", uger/slut: "2026-02-31", uger/' \
    -e 's/timer_pr_uge: 12/timer_pr_uge: tolv/' \
    -e 's/cpr: "810684-0024"/cpr: "811384-0024"/' \
    -e 's/dage: 5, type: kalenderdage/dage: 5, type: ugedage/' \
    -e 's/start: "09:30", slut: "11:30", pause_min: 15}/start: "25:30", slut: "11:30", pause_min: 15}/' \
    -e '0,/fra_uge: 2026-W16/s//fra_uge: 2026-W66/' \
    -e 's/^  jobmaal: .*$//' \
    -e 's/postnr: "4999", by: Nordsund}$/postnr: "49", by: Nordsund}/' \
    -e 's/senest: "08:45"/senest: tidligt/' \
    "$samples/02-praktikplan-plejecenter.yaml" >ten.yaml
expect 1 "$EVNE" check ten.yaml --report praktikplan
n_lines=$(grep -c '^ten\.yaml:[0-9]*:[0-9]*: fejl: ' err)
if [ "$n_lines" -ge 10 ]; then pass; else fail "only $n_lines findings have line and column"; fi
says err "mente du 'telefon'"
expect 1 "$EVNE" render ten.yaml praktikplan --output ten.pdf
says err "nothing rendered"
absent ten.pdf
expect 1 "$EVNE" check ten.yaml --report praktikplan --format json
says out '"severity": "error"'
says out '"line": '
says_not err "fejl"

# What the fields alone cannot see: a date that no calendar has, signers out of order, hard reading.
sed '0,/ansoegt: false/s//ansoegt: 2026-13-01/' "$samples/01-dossier-butik-bogbinderi.yaml" >aid.yaml
expect 1 "$EVNE" check aid.yaml --report rehab-dossier
says err "hjaelpemidler[1].ansoegt: 'Ansøgt' er '2026-13-01', men den dato findes ikke"
expect 1 "$EVNE" render aid.yaml rehab-dossier --output aid.pdf
says err "underskrifter[3].dato: borger skriver under 8. juli 2026, men"
absent aid.pdf
sed 's/Praktikken skal afklare og udvikle/Den virksomhedsrettede beskæftigelsesindsats forudsætter kompetenceafklaring og/' \
    "$samples/02-praktikplan-plejecenter.yaml" >hard.yaml
expect 0 "$EVNE" check hard.yaml --report praktikplan
says err "teksten er svær at læse"

# A sentence that two citizens share is found when both cases are given, and only then.
cp "$samples/06-dossier-hukommelse-traethed.yaml" one.yaml
sed -e 's/^  cpr: .*/  cpr: "641290-0017"/' -e 's/^  id: S-2026-0221/  id: S-2026-0999/' one.yaml >two.yaml
expect 0 "$EVNE" check one.yaml two.yaml
says err "one.yaml:196:16: advarsel: observationer[1].iagttaget: sætningen »"
says err "står ordret i en anden borgers sag: two.yaml:"
says err "[X18]"
expect 0 "$EVNE" check one.yaml one.yaml
says_not err "X18"
expect 0 "$EVNE" check "$samples"/0*.yaml
says_not err "X18"

# A quote's digest: asked for, written, and the quote edited afterwards.
sed 's/^    citat: Hun overså én. .*/&\n    citat_sha256: beregn/' \
    "$samples/01-dossier-butik-bogbinderi.yaml" >quote.yaml
expect 0 "$EVNE" check quote.yaml --report rehab-dossier
says err "kontrolsummen er a52d43289237a624"
sed -i 's/citat_sha256: beregn/citat_sha256: a52d43289237a624/' quote.yaml
expect 0 "$EVNE" check quote.yaml --report rehab-dossier
says_not err "kontrolsum"
sed -i 's/Hun overså én\. /Hun overså to. /' quote.yaml
expect 1 "$EVNE" check quote.yaml --report rehab-dossier
says err "citatet i O-16 er ændret, efter at det blev skrevet ned [X17]"

# What cannot be read at all.
expect 3 "$EVNE" check missing.yaml --format json
says out '"file": "missing.yaml"'
expect 3 "$EVNE" check missing.yaml
says out "1 fil kunne ikke kontrolleres"
says err "missing.yaml"
printf 'skema: arbejdsevne-sag/9\n' >other.yaml
expect 3 "$EVNE" check other.yaml
says err "other.yaml:1:"
printf 'a: [1\nb: 2\n' >broken.yaml
expect 3 "$EVNE" check broken.yaml
says err "broken.yaml:"
printf 'a: 1\na: 2\nb: 3\nb: 4\n' >twice.yaml
expect 3 "$EVNE" check twice.yaml
says err "twice.yaml:2:1"
says err "twice.yaml:4:1"
head -c 100000 /dev/zero | tr '\0' '[' >deep.yaml
expect 3 "$EVNE" check deep.yaml
expect 3 "$EVNE" check "$samples/03-logbog-13-uger.yaml" deep.yaml
finish
