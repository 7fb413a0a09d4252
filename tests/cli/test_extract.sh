# An extract holds what its reader may see and nothing else: not on the pages, not in any decompressed
# stream, not in data, bookmarks, metadata, alternative texts or names.
. "$(dirname "$0")/lib.sh"

# Words of seven letters and more, each once; what a name or a judgement would be told by.
words() { grep -aoP '[\p{L}\d]{7,}' "$@" | sed 's/.*/\L&/' | sort -u; }
# Values of a case file, without its keys.
values() { sed -E 's/^[ -]*[A-Za-z0-9_-]+:( |$)//; s/^ *- //' "$1"; }

# Values of one line and eight characters or more, but no dates, times, digests and single words: a
# telephone number, an address, a name, a title.
single_values() { tr -d '"' | grep -E '.{8,}' | grep -vE '^[0-9T:+-]{8,}$|^[0-9a-f]{16,}$|^[[:alpha:]]*$' | sort -u; }

# What the program says by itself, in any report.
cat "$EVNE_ROOT"/templates/*.md "$EVNE_ROOT"/plugins/*.lua "$EVNE_ROOT"/plugins/lib/*.lua \
    "$EVNE_ROOT"/plugins/profiles/*.yaml | words -h >own.words
{
    grep -ohP "(?<=\")[^\"]{8,}(?=\")" "$EVNE_ROOT"/plugins/lib/vaerdier.lua
    for profile in "$EVNE_ROOT"/plugins/profiles/*.yaml; do values "$profile" | single_values; done
} | sort -u >own.values

# everything CASE: all that a file holds, one way or another.
everything() {
    qpdf --qdf --object-streams=disable "$1" x.qdf
    pdftotext "$1" x.txt
    pdftotext -layout "$1" x.layout
    # UTF-16 texts of the outline, the structure tree and the information dictionary
    grep -aoP '(?<=<)feff[0-9a-f]+(?=>)' x.qdf | xxd -r -p | iconv -f UTF-16BE -t UTF-8 -c >x.utf16 2>/dev/null
    pdfinfo "$1" >x.info 2>/dev/null
    "$EVNE" data "$1" >x.yaml
    tr -d '\0' <x.qdf >x.flat
    cat x.txt x.layout x.utf16 x.info x.yaml x.flat
    tr -d '\n' <x.txt
}

# leaves_out CASE REPORT ROLE: no word of a value that the reader must not see is anywhere.
leaves_out() {
    local case=$samples/$1.yaml report=$2 role=$3 file
    expect 0 "$EVNE" render "$case" "$report" --extract "$role"
    file=$(tail -1 out)
    says_not err "fejl"
    "$EVNE" data "$file" >kept.yaml
    "$EVNE" show "$case" "$report" --stage values >full.txt 2>err
    values "$case" >case.txt
    cat full.txt case.txt | words -h >all.words
    values kept.yaml | words -h | sort -u - own.words >kept.words
    comm -23 all.words kept.words >secret.words
    everything "$file" >held
    words -h held >held.words
    comm -12 secret.words held.words >leaked.words
    if [ -s leaked.words ]; then
        fail "$file holds $(wc -l <leaked.words) words that $role must not see: $(head -5 leaked.words | tr '\n' ' ')"
    else
        pass
    fi
    if [ "$(wc -l <secret.words)" -gt 0 ]; then pass; else fail "$1 $2 $role leaves nothing out"; fi
    "$EVNE" render "$case" "$report" --output full.pdf --force >out 2>err
    "$EVNE" data full.pdf >full.yaml
    values full.yaml | single_values >all.values
    values kept.yaml | single_values | sort -u - own.values >kept.values
    comm -23 all.values kept.values >secret.values
    if grep -aoF -f secret.values held >leaked.lines; then
        fail "$file holds: $(sort -u leaked.lines | head -5)"
    else
        pass
    fi
    if [ "$(wc -l <secret.values)" -gt 0 ]; then pass; else fail "$1 $2 $role leaves no value out"; fi
    case $file in *-"${role/:/-}".pdf) pass ;; *) fail "$file does not name $role" ;; esac
    says x.txt "Uddrag til ${role%%:*}"
    says x.info "uddrag til ${role%%:*}"
    says x.yaml "uddrag: "
    says_not x.qdf "/Sig"
    says_not x.qdf "/AcroForm"
    says_not x.txt "[mangler]"
    expect 0 "$EVNE" render "$case" "$report" --extract "$role" --output again.pdf --force
    same again.pdf "$file"
    "$EVNE" verify "$file" --rerender >out 2>err
    says out "begynder byte for byte med originalen"
    rm -f "$file"
}

while read -r case report; do
    employer=arbejdsgiver
    if [ "$(grep -c '^  - id: P-' "$samples/$case.yaml")" -gt 1 ]; then employer=arbejdsgiver:P-2; fi
    for role in $employer borger jobcenter; do leaves_out "$case" "$report" "$role"; done
done < <(sample_reports)

# Whatever the lists in lib/laesere.lua come to say: what no employer may have, and what nobody's extract has.
never() {
    local file=$1 key
    shift
    for key in "$@"; do
        if grep -qE "^[ -]*$key:" "$file"; then fail "$file has $key"; else pass; fi
    done
}
while read -r case report; do
    employer=arbejdsgiver
    if [ "$(grep -c '^  - id: P-' "$samples/$case.yaml")" -gt 1 ]; then employer=arbejdsgiver:P-1; fi
    for role in $employer borger jobcenter; do
        "$EVNE" render "$samples/$case.yaml" "$report" --extract "$role" -o n.pdf --force >out 2>err
        "$EVNE" data n.pdf >n.yaml
        never n.yaml underskrifter
        case $role in arbejdsgiver*)
            never n.yaml helbred baggrund ressourceprofil oensker maalhistorik bilag besvarelse \
                borgers_kommentar citat vurdering skala borgers_ord gik_godt var_svaert eftervirkning \
                ugenotater konsulentens_sammenfatning serie effekt sammenstoed_med \
                fagpersoner maalgruppe indsats afsendelse ;;
        esac
    done
done < <(sample_reports)

# The number of the citizen by reader (domain 6.1).
cpr_of() { "$EVNE" render "$1" "$2" --extract "$3" -o c.pdf --force >out 2>err && "$EVNE" data c.pdf | sed -n 's/^  cpr: //p' | tr -d '"'; }
plan=$samples/02-praktikplan-plejecenter.yaml
equal "$(cpr_of "$plan" praktikplan arbejdsgiver)" "xxxxxx-xxxx"
equal "$(cpr_of "$plan" praktikplan borger)" "810684-xxxx"
equal "$(cpr_of "$plan" praktikplan jobcenter)" "810684-0024"
cp -r "$EVNE_ROOT/plugins" plugins
sed -i 's/jobcenter: fuldt/jobcenter: maskeret/' plugins/profiles/*.yaml
"$EVNE" render "$plan" praktikplan --extract jobcenter --plugin-dir plugins -o c.pdf --force >out 2>err
says <("$EVNE" data c.pdf) "810684-xxxx"

# Illness is an absence with notice to an employer; notes of health professionals stay out.
sed -e 's/status: afbud/status: sygdom/' -e 's/note: {kilde: arbejdsgiver/note: {kilde: psykolog/' \
    "$samples/03-logbog-13-uger.yaml" >log.yaml
"$EVNE" render log.yaml logbog-sammenfatning --extract arbejdsgiver -o l.pdf >out 2>err
"$EVNE" data l.pdf >l.yaml
says_not l.yaml "sygdom"
says l.yaml "afbud"
says_not l.yaml "psykolog"
"$EVNE" render log.yaml logbog-sammenfatning --extract jobcenter -o l.pdf --force >out 2>err
says <("$EVNE" data l.pdf) "sygdom"

# Of two employers each has its own.
two=$samples/01-dossier-butik-bogbinderi.yaml
expect 2 "$EVNE" render "$two" rehab-dossier --extract arbejdsgiver
says err "arbejdsgiver:P-1 eller arbejdsgiver:P-2"
"$EVNE" render "$two" rehab-dossier --extract arbejdsgiver:P-1 -o p1.pdf >out 2>err
"$EVNE" render "$two" rehab-dossier --extract arbejdsgiver:P-2 -o p2.pdf >out 2>err
"$EVNE" data p1.pdf >p1.yaml
"$EVNE" data p2.pdf >p2.yaml
says p1.yaml "id: P-1"
says_not p1.yaml "P-2"
says p2.yaml "id: P-2"
says_not p2.yaml "P-1"

# A text that tells of health does not go to an employer, whoever wrote it.
sed 's/      krav: Løft højst 6 kg.*/      krav: Løft højst 6 kg, da borger tager 100 mg sertralin./' "$plan" >ill.yaml
expect 1 "$EVNE" render ill.yaml praktikplan --extract arbejdsgiver -o ill.pdf
says err "må ikke stå i et uddrag til arbejdsgiver"
absent ill.pdf


# What a citizen told of health or private life, whoever wrote it down: an observation is left out with its day,
# any other text stops the extract. A scale of how somebody felt is no amount.
says "$two" "Hun oplyste udstrålende gener"
for word in udstrålende "gener på" "lå ned"; do says_not p1.yaml "$word"; says_not p2.yaml "$word"; done
sed -e 's/Borger printede og satte/Borger fortalte kl. 9.10, at hun går til psykolog. Borger printede og satte/' \
    -e 's/      - {navn: hyldemeter/      - {navn: smerte efter vagt, vaerdi: 8, enhed: "skala 0-10"}\n&/' "$two" >told.yaml
expect 0 "$EVNE" render told.yaml rehab-dossier --extract arbejdsgiver:P-1 -o told.pdf
everything told.pdf >held
for word in psykolog "printede og satte" "smerte efter vagt"; do says_not held "$word"; done
says held "hyldemeter"
says <(tr -s ' \n' ' ' <x.txt) "Iagttagelser, der nævner helbred eller private forhold, er ikke med."
sed 's/Borger får nøglebrik og skab 14./Borger oplyste, at hun har migræne./' "$plan" >told.yaml
expect 1 "$EVNE" render told.yaml praktikplan --extract arbejdsgiver -o told2.pdf
says err "opstartssamtale.aftalt[2]: må ikke stå i et uddrag til arbejdsgiver: »migræne«"
absent told2.pdf
"$EVNE" check told.yaml --report praktikplan >out 2>err
says_not err "[F01]"

# Also where no prose is expected: a status, a category of one's own, how something was measured.
sed '0,/status: ikke relevant/s//status: "afslag efter depression"/' "$plan" >told.yaml
expect 1 "$EVNE" render told.yaml praktikplan --extract arbejdsgiver -o told3.pdf
says err "må ikke stå i et uddrag til arbejdsgiver: »depression«"
absent told3.pdf
sed 's/{navn: hyldemeter, vaerdi: 4, enhed: m}/{navn: hyldemeter, vaerdi: 4, enhed: m, metode: ondt på VAS}/' "$two" >told.yaml
expect 0 "$EVNE" render told.yaml rehab-dossier --extract arbejdsgiver:P-1 -o told.pdf --force
"$EVNE" data told.pdf >told.data
says_not told.data "VAS"

# More of it than is looked through: nobody knows what the rest says, so there is no copy.
ondt=$(for _ in 1 2 3 4 5 6 7 8 9 10; do printf 'Borger fortalte, at hun havde ondt i ryggen. '; done)
more=$(for i in $(seq 100 220); do
    printf '  - id: O-%d\n    dato: "2026-02-11"\n    sted: Butik\n    placering: P-1\n    opgave: Lager\n' "$i"
    printf '    dimensioner: [kompetencer]\n    iagttaget: %s\n    kilde: {rolle: arbejdsgiver, navn: Per Holm}\n' "$ondt"
done)
awk -v more="$more" '{print} /^observationer:/ {print more}' "$two" >many.yaml
expect 1 "$EVNE" render many.yaml rehab-dossier --extract arbejdsgiver:P-1 -o many.pdf
says err "resten af sagen er ikke kontrolleret"
absent many.pdf

# Aids that were first tried after the placement had ended were tried elsewhere.
says p2.yaml "id: H-3"
says_not p1.yaml "id: H-3"

expect 2 "$EVNE" render "$plan" praktikplan --extract nabo
says err "arbejdsgiver, borger og jobcenter"
expect 2 "$EVNE" render "$plan" praktikplan --extract borger:P-1
expect 2 "$EVNE" render "$plan" praktikplan --extract arbejdsgiver:../x
expect 2 "$EVNE" render "$plan" praktikplan --extract borger --draft
expect 0 "$EVNE" show "$plan" praktikplan --extract arbejdsgiver --stage values
says_not out "810684"
finish
