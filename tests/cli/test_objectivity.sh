# The objectivity rules as a user meets them: found, explained, set aside with a reason, added to.
. "$(dirname "$0")/lib.sh"

cp "$samples/01-dossier-butik-bogbinderi.yaml" clean.yaml
# case.yaml: one sentence more in the first observation, line 313.
sed '/^  - id: O-01$/,/^    kilde/s/^      Borger ankom/      Borger var doven. &/' clean.yaml |
    sed 's/^      Borger var doven. *Borger ankom/      Borger var doven. Borger ankom/' >case.yaml
line=$(grep -n 'Borger var doven' case.yaml | cut -d: -f1)
dossier() { "$EVNE" check "$1" --report rehab-dossier "${@:2}"; }
render() { "$EVNE" render "$1" rehab-dossier --output "$2" --force "${@:3}"; }

# The first rule of a pack finds one word more.
add_pattern() { awk -v q="'" '/^      - / && !n++ { print "      - " q "\\bankom\\b" q } 1' "$1" >more.yaml && mv more.yaml "$1"; }

# The samples hold against every rule.
for sample in "$samples"/*.yaml; do
    "$EVNE" check "$sample" --format json >out 2>err
    equal "$(grep -c '"code": "[A-WY-Z][0-9][0-9]"' out)" \
        "$(grep -A1 '"code": "[A-WY-Z][0-9][0-9]"' out | grep -c '"severity": "info"\|"severity": "warning"')" \
        "no error of a rule in ${sample##*/}"
done

# A word that judges is an error at its place, with what a reader needs to mend it.
expect 1 dossier case.yaml
says err "case.yaml:$line:18: fejl: observationer[1].iagttaget: »doven«: et moralsk værdiord [V01]"
says err "    omskriv: Skriv hvad der blev gjort"
expect 1 dossier case.yaml --format json
for key in '"end_line"' '"sentence": "Borger var doven."' '"hit": "doven"' '"why"'; do says out "$key"; done
expect 1 render case.yaml case.pdf
absent case.pdf
expect 0 render case.yaml draft.pdf --draft

# Set aside: in the case, with a reason, a name and a date; the PDF carries nothing of it.
{
    cat case.yaml
    cat <<'END'
tilsidesaettelser:
  - regel: V01
    sted: observationer[O-01].iagttaget
    saetning: Borger var doven.
    begrundelse: Ordet er arbejdsgivers eget og gengives efter aftale.
    navn: Lone Dahl
    dato: 2026-05-06
END
} >aside.yaml
expect 0 dossier aside.yaml
says err "aside.yaml:$line:18: tilsidesat: observationer[1].iagttaget: »doven«"
says err "Lone Dahl, 2026-05-06: Ordet er arbejdsgivers eget"
says out "1 tilsidesat bemærkning"
expect 0 dossier aside.yaml --format json
says out '"setAside"'
expect 0 render aside.yaml aside.pdf
"$EVNE" data aside.pdf >data.yaml
says_not data.yaml tilsidesaettelser
says data.yaml "Borger var doven."

# The log of quality assurance is a document of its own.
expect 0 dossier aside.yaml --log log.pdf
says out "1 tilsidesat"
"$EVNE_BUILD/tests/pdf/pdf_rules" log.pdf >out 2>&1 || fail "$(cat out)"
expect 5 dossier aside.yaml --log log.pdf

# It lapses with the sentence, and never goes without its reason.
sed 's/Borger var doven\. Borger/Borger var meget doven. Borger/' aside.yaml >changed.yaml
expect 1 dossier changed.yaml
says err "tilsidesættelsen af V01 gælder ikke længere"
sed '/begrundelse: Ordet/d' aside.yaml >nobody.yaml
expect 1 dossier nobody.yaml
says err "tilsidesaettelser[1].begrundelse"
says err "[V01]"
sed 's/regel: V01/regel: felt.mangler/' aside.yaml >field.yaml
expect 1 dossier field.yaml
says err "tilsidesaettelse.regel"
sed 's/O-01\].iagttaget/O-99].iagttaget/' aside.yaml >nowhere.yaml
expect 1 dossier nowhere.yaml
says err "et sted, der ikke findes"

# What the rules are.
expect 0 "$EVNE" rules
says out "V01"
says out "vaerdiord 1.0.0"
expect 0 "$EVNE" rules --format json
says out '"packs"'
expect 0 "$EVNE" rules explain V01 --format json
says out '"patterns"'
expect 0 "$EVNE" rules explain V01
says out "moralsk"
expect 2 "$EVNE" rules explain V99
expect 2 "$EVNE" rules explain
expect 2 "$EVNE" rules prove
expect 0 "$EVNE" rules test
printf 'konsulent\tHan er doven.\nborger\tJeg er doven.\n# note\n\nHan er charmerende.\n' >lines.tsv
expect 0 "$EVNE" rules try lines.tsv
equal "$(cat out)" "$(printf 'V01\tkonsulent\tHan er doven.\n-\tborger\tJeg er doven.\n# note\n\nV04\tkonsulent\tHan er charmerende.')"
expect 0 "$EVNE" rules try lines.tsv --format json
says out '"hit": "doven"'
printf 'avis\tx\n' >lines.tsv
expect 3 "$EVNE" rules try lines.tsv

# An organisation's own pack: adds, replaces, switches off, and is tested by its own examples.
cat >own.yaml <<'END'
skema: objektivitetsregler/1
navn: egne
version: 2.0.0
slaa_fra: [V01]
regler:
  - id: KOM-1
    kategori: egne
    alvor: advarsel
    moenster: '\bankom\b'
    besked: et ord
    hvorfor: h
    omskriv: o
    udloeser: [Hun ankom., Hun kom.]
END
expect 0 dossier case.yaml --rules own.yaml
says err "»ankom«: et ord [KOM-1]"
expect 1 "$EVNE" rules test own.yaml
says err "own.yaml:13:28: fejl: KOM-1: eksemplet skal udløse reglen, men gør det ikke: »Hun kom.« [regel.eksempel]"
says out "1 regler, 2 eksempler, 1 gør ikke"
mkdir -p rules home/evne/plugins/rules
cp own.yaml rules/
cp own.yaml home/evne/plugins/rules/
expect 0 dossier case.yaml --rules-dir rules
says err KOM-1
XDG_DATA_HOME=$work/home expect 0 dossier case.yaml
says err KOM-1
expect 0 "$EVNE" rules --rules own.yaml
says err "reglen V01 er slået fra"
expect 2 dossier case.yaml --rules-dir nowhere
expect 3 dossier case.yaml --rules missing.yaml

# A pack with faults checks nothing: every fault is told and no case passes.
sed -e 's/moenster: .*/moenster: "{ordene} (x"/' -e 's/besked: et ord/beskd: x/' own.yaml >faulty.yaml
expect 4 dossier clean.yaml --rules faulty.yaml
says err "faulty.yaml:10:5: fejl: regler[1]: en regel har ingen nøgle 'beskd' [regel.ukendt]"
says err "faulty.yaml:9:15: fejl: regler[1].moenster: ordlisten {ordene} findes ikke"
expect 1 "$EVNE" rules test faulty.yaml

# A pattern that never ends is stopped and named, never taken for clean.
sed -e "s/moenster: .*/moenster: '(?:\\\\w+\\\\s?)+[!]$'/" -e 's/alvor: advarsel/alvor: fejl/' own.yaml >redos.yaml
sed 's/Borger var doven\. Borger/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa !. Borger/' case.yaml >long.yaml
expect 1 dossier long.yaml --rules redos.yaml
says err "ikke kontrolleret: regel KOM-1 kunne ikke prøves"
equal "$(grep -c 'ikke kontrolleret' err)" 1 "told once"

# A document says which rules it was held against, and is made again whatever they are then.
expect 0 render clean.yaml clean.pdf
pdfinfo clean.pdf 2>/dev/null >info && says info "objektivitetsregler/1: "
"$EVNE" data clean.pdf >data.yaml
says data.yaml "regelpakker:"
cp -r "$(dirname "$EVNE")/../share/evne" data
chmod -R u+w data
rm -f data/plugins && cp -rL "$EVNE_ROOT/plugins" data/plugins
expect 0 "$EVNE" render clean.yaml rehab-dossier --output same.pdf --data-dir data
same clean.pdf same.pdf
add_pattern data/plugins/rules/vaerdiord.yaml
expect 1 dossier clean.yaml --data-dir data
says err "»ankom«: et moralsk værdiord [V01]"
"$EVNE" verify clean.pdf --rerender --data-dir data --format json >out 2>err
says out '"beginsWithOriginal": true'

# The shipped rules lie compiled beside the program: they say what the packs say, and when a pack
# differs, or the store is damaged or of another program, the packs are read.
mkdir -p inst/bin inst/share/evne
cp "$EVNE" inst/bin/evne
cp -rL "$(dirname "$EVNE")/../share/evne/." inst/share/evne/
cp -r inst/share/evne data0
sed 's/Borger var doven\./Borger er altid doven og gider ikke. Kollegaen Jens er psykisk syg./' case.yaml >many.yaml
found() { "$@" check many.yaml --format json 2>&1 | grep '"line"\|"column"\|"code"\|"message"\|"why"\|"hit"'; }
[ -s inst/share/evne/rules.store ] || fail "no store was built"
found inst/bin/evne >stored
EVNE_DATA=$work/data0 found "$EVNE" >read
same stored read
says stored V01
cp inst/share/evne/rules.store whole.store
head -c 20000 whole.store >inst/share/evne/rules.store
found inst/bin/evne >damaged
same stored damaged
printf 'ordlister: {borger: [nogen]}\nskema: objektivitetsregler/1\nnavn: l\nversion: 1\n' >lists.yaml
cp whole.store inst/share/evne/rules.store
expect 1 inst/bin/evne check many.yaml --rules lists.yaml
says err "[V01]"
expect 0 inst/bin/evne check case.yaml --rules own.yaml
says err "[KOM-1]"
add_pattern inst/share/evne/plugins/rules/vaerdiord.yaml
expect 1 inst/bin/evne check clean.yaml
says err "»ankom«: et moralsk værdiord [V01]"

# Without rules nothing is said to be fine.
rm -r data/plugins/rules
dossier clean.yaml --data-dir data >out 2>err
says err "regel.ingen"
finish
