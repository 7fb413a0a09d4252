# A plan for an employer holds no health data: not on the pages, not in any decompressed stream.
. "$(dirname "$0")/lib.sh"

# The plan's case with everything that must not reach an employer.
sed -e '/^helbred: \[\]/d' -e '/^observationer: \[\]/d' -e '/^logbog: \[\]/d' \
    "$samples/02-praktikplan-plejecenter.yaml" >case.yaml
cat >>case.yaml <<'YAML'
helbred:
  - kilde: {rolle: laege, dokument: LÆ 265, dato: "2026-02-20", bilag: 1}
    tekst: Attesten beskriver DIAGNOSEORD og behandling.
    betydning_for_arbejde: Løft BETYDNINGSORD begrænses.
skaanehensyn:
  - id: S-9
    kategori: loeft
    tekst: HEMMELIGT hensyn uden for planen.
    kilde: {rolle: laege, dokument: LÆ 265}
    fra: "2026-03-17"
borgers_kommentar: KOMMENTARORD fra borger.
YAML
sed -i 's/kilde: {rolle: konsulent, dokument: Notat 2026-03-03}/kilde: {rolle: laege, dokument: ATTESTORD 2026, bilag: 1}/' case.yaml
sed -i "s/^  titel: .*/  titel: TITELORD/" case.yaml # a case's title is the consultant's own
expect 0 "$EVNE" check case.yaml --report praktikplan
expect 0 "$EVNE" render case.yaml praktikplan --output plan.pdf
qpdf --qdf --object-streams=disable plan.pdf plan.qdf
pdftotext plan.pdf plan.txt
"$EVNE" data plan.pdf >plan.yaml
for word in TITELORD DIAGNOSEORD BETYDNINGSORD HEMMELIGT KOMMENTARORD ATTESTORD helbred diagnos 810684; do
    for file in plan.pdf plan.qdf plan.txt plan.yaml; do
        if grep -qai -- "$word" "$file"; then fail "$file holds '$word'"; else pass; fi
    done
done
says plan.txt "Skriftlige instrukser suppleres"
says plan.yaml "xxxxxx-xxxx"

# A CPR number in a free text is found, at its place, and not repeated.
sed 's/      krav: Løft højst 6 kg.*/      krav: Ring til 810684-0024 først./' \
    "$samples/02-praktikplan-plejecenter.yaml" >cpr.yaml
expect 1 "$EVNE" check cpr.yaml --report praktikplan
says err "X16"
says_not err "810684-0024"

# Written with a blank, as an id, in a file's name: found too, and not repeated either.
sed 's/      krav: Løft højst 6 kg.*/      krav: Ring til 810684 0024 først./' \
    "$samples/02-praktikplan-plejecenter.yaml" >cpr.yaml
expect 1 "$EVNE" check cpr.yaml --report praktikplan
says err "[X16]"
sed 's/^  id: S-2026-0311/  id: "8106840024"/' "$samples/02-praktikplan-plejecenter.yaml" >id.yaml
expect 1 "$EVNE" check id.yaml --report praktikplan
says err "id.yaml:5:8: fejl: teksten indeholder et cpr-nummer [X16]"
says err "[X16]"
cp "$samples/02-praktikplan-plejecenter.yaml" "plan 810684-0024.yaml"
expect 1 "$EVNE" check "plan 810684-0024.yaml" --report praktikplan
says err "plan 810684-xxxx.yaml: fejl: filens navn indeholder et cpr-nummer [X16]"

# A CVR number has a check digit; a P-number has none that can be relied on.
sed '0,/cvr: "00102032"/s//cvr: "00102033"/' "$samples/02-praktikplan-plejecenter.yaml" >cvr.yaml
expect 1 "$EVNE" check cvr.yaml --report praktikplan
says err "kontrolcifret passer ikke"

# Other people, and health beyond need.
sed 's/      krav: Løft højst 6 kg.*/      krav: Borgers mand er psykisk syg. Borger tager 100 mg sertralin./' \
    "$samples/02-praktikplan-plejecenter.yaml" >third.yaml
expect 1 "$EVNE" check third.yaml --report praktikplan
says err "[R01]"
says err "[H01]"

# No report carries the whole CPR number, in its pages, data or metadata.
while read -r case report; do
    cpr=$(sed -n 's/^  cpr: "\(.*\)"$/\1/p' "$samples/$case.yaml")
    expect 0 "$EVNE" render "$samples/$case.yaml" "$report" --output r.pdf --force
    qpdf --qdf --object-streams=disable r.pdf r.qdf
    if grep -qaF -e "$cpr" -e "${cpr/-/}" r.qdf; then fail "$case $report holds the CPR number"; else pass; fi
done < <(sample_reports)
finish
