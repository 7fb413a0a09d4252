# Every sample renders; reruns are equal in any locale, time zone and folder; other tools accept it.
. "$(dirname "$0")/lib.sh"

while read -r case report; do
    pdf=$case-$report.pdf
    expect 0 "$EVNE" render "$samples/$case.yaml" "$report" --output "$pdf"
    mkdir -p elsewhere
    (cd elsewhere && LC_ALL=da_DK.UTF-8 LANG=da_DK.UTF-8 TZ=Asia/Tokyo expect 0 "$EVNE" render \
        "$samples/$case.yaml" "$report" --output "$pdf")
    same "$pdf" "elsewhere/$pdf"
    expect 0 qpdf --check "$pdf"
    says_not out "WARNING"
    expect 0 mutool info "$pdf"
    says_not err "warning"
    expect 0 pdfinfo -struct-text "$pdf"
    says_not err "Error"
    expect 0 pdffonts "$pdf"
    # name, type, encoding, emb, sub, uni, object: every font embedded, subset and mapped
    equal "$(tail -n +3 out | awk '$(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes"' | wc -l)" 0 \
        "fonts of $pdf"
done < <(sample_reports)

# domain 3.2
pages=$(pdfinfo 01-dossier-butik-bogbinderi-rehab-dossier.pdf | awk '/^Pages:/{print $2}')
if [ "$pages" -ge 10 ] && [ "$pages" -le 20 ]; then pass; else fail "the dossier has $pages pages"; fi

expect 5 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan \
    --output 02-praktikplan-plejecenter-praktikplan.pdf
says err "--force"
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan \
    --output 02-praktikplan-plejecenter-praktikplan.pdf --force
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan
says out "S-2026-0311-PP-1.pdf"
same S-2026-0311-PP-1.pdf 02-praktikplan-plejecenter-praktikplan.pdf
expect 5 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output no/where.pdf
"$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output - >piped.pdf
same piped.pdf S-2026-0311-PP-1.pdf

# A changed assessor is said where the points change, and page 1 sets nothing against each other.
dossier=$samples/01-dossier-butik-bogbinderi.yaml
sed -e 's/{dato: "2026-05-06", vaerdi: 6}/{dato: "2026-05-06", vaerdi: 6, vurderet_af: Bodil Enevoldsen}/' \
    -e 's/{dato: "2026-07-02", vaerdi: 4}/{dato: "2026-07-02", vaerdi: 4, vurderet_af: Bodil Enevoldsen}/' \
    "$dossier" >assessor.yaml
expect 0 "$EVNE" render assessor.yaml rehab-dossier --output assessor.pdf
pdftotext -layout assessor.pdf assessor.txt
says assessor.txt "anden vurderer; kan ikke sammenlignes med værdierne før"
says_not assessor.txt "gen vurdering fra 8 til 4"

# Another scale on the way: the figure has a plot of its own for it, the table a row; a note joins nothing.
sed -e 's/{dato: "2026-05-06", vaerdi: 6}/{dato: "2026-05-06", vaerdi: 3, skala: 1-5, note: nyt skema}/' \
    -e 's/{dato: "2026-07-02", vaerdi: 4}/{dato: "2026-07-02", vaerdi: 2, skala: 1-5}/' "$dossier" >scales.yaml
expect 0 "$EVNE" render scales.yaml rehab-dossier --output scales.pdf
pdftotext -layout scales.pdf - | tr -s ' ' >scales.txt
says <(tr '\n' ' ' <scales.txt) "0–10, fra 6. maj 2026 1–5. Lavere er bedre."
says scales.txt "skala 0–10 skala 1–5"
says scales.txt "Skala 0–10 8 7 – – 4"
says scales.txt "Skala 1–5 – – 3a 2 –"
says scales.txt "a nyt skema; ny skala 1–5; kan ikke sammenlignes med værdierne før"
says_not scales.txt "gen vurdering fra 8 til 2"

# A value outside its scale, and a second one of the same day.
sed -e 's/{dato: "2026-05-06", vaerdi: 6}/{dato: "2026-05-06", vaerdi: 18}/' \
    -e 's/{dato: "2026-07-02", vaerdi: 4}/{dato: "2026-05-06", vaerdi: 4}/' "$dossier" >scale.yaml
expect 1 "$EVNE" check scale.yaml
says err "18 ligger uden for skalaen 0 til 10"
says err "der står allerede en værdi for 6. maj 2026"

# Two people of one name: each signs for a side of their own.
sed 's/Kasper Lindegaard/Jette Sønderskov/g' "$samples/02-praktikplan-plejecenter.yaml" >namesakes.yaml
expect 0 "$EVNE" render namesakes.yaml praktikplan --output namesakes.pdf
pdftotext -layout namesakes.pdf - | grep -A3 "1  *Arbejdsgiver" >signer.txt
says signer.txt "Egelunden"
says_not signer.txt "Jobcenter"

# A character that no font has is a finding at its line of the case; a draft shows U+FFFD there.
sed 's/^  jobmaal: .*$/  jobmaal: køkken 中文 og service/' "$samples/02-praktikplan-plejecenter.yaml" >han.yaml
line=$(grep -n 中 han.yaml | cut -d: -f1)
expect 1 "$EVNE" render han.yaml praktikplan --output han.pdf
says err "han.yaml:$line:"
says err 'U+4E2D, U+6587'
expect 0 "$EVNE" render han.yaml praktikplan --draft --output han.pdf
says err "han.yaml:$line:"
expect 0 pdftotext han.pdf han.txt
says han.txt 'køkken �� og service'

# A draft: in spite of findings, marked on every page, nothing to sign.
sed 's/^  jobmaal: .*$//' "$samples/02-praktikplan-plejecenter.yaml" >draft.yaml
expect 1 "$EVNE" render draft.yaml praktikplan --output draft.pdf
absent draft.pdf
expect 0 "$EVNE" render draft.yaml praktikplan --draft --output draft.pdf
expect 0 pdfinfo draft.pdf
says out ' Kladde: Aftale om virksomhedspraktik'
expect 0 pdfinfo -struct-text draft.pdf
equal "$(grep -m 1 '"' out | tr -d ' ')" '"KLADDE"' "what a draft is read as first"
for page in $(seq "$(pdfinfo draft.pdf | awk '/^Pages:/{print $2}')"); do
    pdftotext -f "$page" -l "$page" draft.pdf draft.txt
    says draft.txt KLADDE
done
expect 2 pdfsig draft.pdf
finish
