# What a page says is what the case carries: the basis of counts, whose words, and nothing where nothing is.
. "$(dirname "$0")/lib.sh"

shop=$samples/01-dossier-butik-bogbinderi.yaml
kitchen=$samples/03-logbog-13-uger.yaml
recycling=$samples/06-dossier-hukommelse-traethed.yaml

# page CASE REPORT: its text in page.txt in lines as they stand, in words.txt with single blanks and no line ends
page() {
    expect 0 "$EVNE" render "$1" "$2" --draft --force --output page.pdf
    pdftotext -layout page.pdf - | sed 's/\xc2\xa0/ /g' | tr -s ' ' >page.txt
    pdftotext page.pdf - | sed 's/\xc2\xa0/ /g' | tr -s '[:space:]' ' ' >words.txt
}

# An extract cannot tell whether the agreed time was held, neither on page 1 nor in its section.
for case in "$shop" "$recycling"; do
    page "$case" rehab-dossier
    says words.txt "Om tiden er holdt, kan ikke opgøres af uddraget."
    says words.txt "Om den er holdt, kan ikke opgøres af uddraget ("
    says_not words.txt "Holdt "
    says_not words.txt "uger i træk ("
    says_not words.txt "kke stabil i fire uger."
done

# A log that says nothing of being an extract, but has fewer shifts than agreed, cannot tell either.
sed 's/^  aftalte_dage: 34/  aftalte_dage: 12/' "$recycling" >lacking.yaml
page lacking.yaml rehab-dossier
says words.txt "Om tiden er holdt, kan ikke opgøres af logbogen, der mangler vagter."
says words.txt "af logbogen: den har færre vagter end aftalt i uge 12–"

# Nothing says how many shifts were agreed: a week that is not in the log ends a run all the same.
sed -e '/^    optrapning:/,/^      - {fra_uge: 2026-W20/d' -e '/L-09/,/L-10/s/"12:00"/"11:30"/' lacking.yaml >gaps.yaml
page gaps.yaml rehab-dossier
says words.txt "Ikke stabil i fire uger. Længst er 3 uger i træk (uge 11–13), 1,25 timer pr. vagt."

# Four weeks with every agreed shift are four weeks, public holidays left out; what others lack changes nothing.
sed -e 's/status: \(afbud\|udeblevet\|sygdom\|gaaet_foer_tid\)/status: moedt/' "$kitchen" >whole.yaml
page whole.yaml rehab-dossier
says words.txt "i træk"
says_not words.txt "opgøres"

# Weeks that have not come yet lack nothing.
sed '/^placeringer:/,/^[a-z]*:/s/^    slut: .*/    slut: "2026-12-18"/' whole.yaml >running.yaml
page running.yaml rehab-dossier
says words.txt "i træk"
says_not words.txt "opgøres"

# Counts of an extract say so: captions, weeks, what a dash means; a whole log is not called one.
page "$recycling" logbog-sammenfatning
says words.txt "Logbog dag for dag, uddrag: 12 af 34 vagter, uge 11–27 2026"
says words.txt "i uddraget: mødt 1 af 1 vagt"
says words.txt "– ingen vagt i uddraget."
says words.txt "har ingen indførsel i uddraget"
says words.txt "Hvor mange vagter hver opgave indgik i, 12 af 34 vagter i logbogen"
says words.txt "Borgers egne skalaer 0–10, uddrag: 12 af 34 vagter"
says_not words.txt "1 af 1 aftalt dag"
page "$recycling" rehab-dossier
says words.txt "13 Logbog, uddrag"
says words.txt "Uddrag af logbogen: 12 af 34 vagter"
says words.txt "– ingen vagt i uddraget."
page "$kitchen" rehab-dossier
says words.txt "Logbog, 46 indførsler"
says_not words.txt "uddrag"
page "$kitchen" logbog-sammenfatning
says words.txt "mødt 3 af 4 aftalte dage"
says words.txt "indgik i, 46 vagter i logbogen"

# References on page 1 speak of the tasks beside them, the newest of each; where none does, there are none.
page "$recycling" rehab-dossier
says page.txt "uge 24–27. Tidligere: O-09, O-11, O-12"
page "$shop" rehab-dossier
says page.txt "uge 24–27. O-17, O-18, O-19"
sed 's/^    opgave: .*fotografering.*/    opgave: Pause/I' "$recycling" >silent.yaml
page silent.yaml rehab-dossier
says page.txt "Fotografering Afsnit 7 og 8"
says_not page.txt "uge 24–27. Tidligere: O-"

# In the column of the citizen's words are only those; what others wrote and other scales stand apart.
page "$kitchen" rehab-dossier
says words.txt "Hvad gik godt, og hvad var svært, med borgers egne ord"
says words.txt "Borgers ord · eftervirkning, som den står i logbogen"
says words.txt "»Varmepude.« (L-20, L-34)"
says words.txt "Noter i logbogen fra andre end borger"
says_not words.txt "« Energi"
says_not words.txt "Note, arbejdsgiver:"
says_not words.txt "Gik godt: "
page "$kitchen" logbog-sammenfatning
says_not words.txt "« Energi"

# The document has its own title, not the case's; nothing reads as cut off, and nothing is.
page "$shop" logbog-sammenfatning
says page.txt "Titel Sammenfatning af logbog"
says_not words.txt "Dossier til rehabiliteringsteamet"
page "$shop" rehab-dossier
says words.txt "Senest O-03, O-04, O-05"
says_not words.txt "… O-"
page "$kitchen" logbog-sammenfatning
says_not words.txt " …"
says words.txt "Hvad sammenfatningen bygger på, sætning for sætning"

# The meeting stands out on page 1.
"$EVNE" show "$shop" rehab-dossier --stage pages >pages.txt 2>notes.txt
says pages.txt 'semibold #1A1A1A paragraph "18. august 2026"'

# Where a draft has nothing, a sentence stands, no empty table or figure.
page "$shop" praktikplan
says page.txt "Ugeplan ikke oplyst"
says page.txt "Timer uge for uge ikke oplyst"
says page.txt "Opgaver ikke oplyst"
says page.txt "Opfølgning ikke oplyst"
for words in "0 uger" "0 opgaver" Figur Pause Ansvarlig; do says_not words.txt "$words"; done
page "$samples/04-slutrapport-maalaendring.yaml" logbog-sammenfatning
says words.txt "Logbogen har ingen indførsler."
says_not words.txt "Borgers ord er ordrette."
sed '/^  maal:/,/^  [a-ln-z]/{/^  maal:/d;/^    /d}' "$shop" >goals.yaml
page goals.yaml rehab-dossier
says words.txt "Bestillingens mål er ikke oplyst i sagen."
says_not words.txt "Mål i bestillingen"

# A change that does not reach from the first date to the last says between which it is.
sed 's/INT: 2, TID: 2/TID: 2/' "$shop" >ends.yaml
page ends.yaml rehab-dossier
says page.txt "−1 (til 06.05.)"

# A curve says which way is better, or that the case does not.
sed '/retning: lavere_er_bedre/d' "$shop" >way.yaml
page way.yaml rehab-dossier
says words.txt "0–10. Retning ikke oplyst."
page "$shop" rehab-dossier
says words.txt "0–10. Lavere er bedre."

# What a signature means is said by the report, in the first person; the case's own words only where it has none.
page "$samples/02-praktikplan-plejecenter.yaml" praktikplan
says words.txt "Jeg godkender tilbuddet om praktik på kommunens vegne."
says_not words.txt "Underskriften betyder"
sed 's/^  - {rolle: ergoterapeut, navn: Sanne Vestergaard Juul, kraevet: true/  - {rolle: jobcenter, navn: Mette Ballegaard, betydning: godkender tilbuddet}\
  - {rolle: mentor, navn: Per Holm, betydning: Jeg har læst om opgaverne}\
&/' "$shop" >signers.yaml
page signers.yaml rehab-dossier
says words.txt "Jeg har modtaget dossieret."
says words.txt "Jeg har læst om opgaverne."
says_not words.txt "godkender tilbuddet"
says_not words.txt "Underskriften betyder"

# The way that is better stands out in the caption; one share of attendance, whole; the letters as page 1 counts.
"$EVNE" show "$shop" rehab-dossier --stage pages >pages.txt 2>notes.txt
says pages.txt 'semibold #1A1A1A paragraph "Lavere er bedre."'
says pages.txt "1$(printf '\302\240')aftalt fridag"
page "$shop" rehab-dossier
says words.txt "a afbud · u udeblevet · f gik før tid · –"
page "$kitchen" rehab-dossier
says words.txt "41 af 45 dage (91 %)"
says words.txt "Mødt 41 af 45 aftalte dage (91 %)"

# A number of which an employer sees nothing is not printed at all.
page "$samples/02-praktikplan-plejecenter.yaml" praktikplan
says_not words.txt "CPR"
says_not words.txt "xxxxxx"

finish
