# A template of one's own beside the shipped ones: the README's example, and a newcomer's slips.
. "$(dirname "$0")/lib.sh"

plan=$samples/02-praktikplan-plejecenter.yaml
shipped=$EVNE_ROOT/templates/praktikplan.da.md
mkdir skabeloner
render() { "$EVNE" render "$plan" praktikplan --template-dir skabeloner --output plan.pdf --force; }

# The README's example: another heading, one more sentence, one more field.
cp "$shipped" skabeloner/
sed -i -e 's/^## Ved fravær {#fravaer}/## Hvis du bliver syg {#fravaer}\n\nRing, før vagten begynder./' \
    -e 's/^Under praktikken: .*/&\nRetsgrundlag: {{ dokument.profil }}/' skabeloner/praktikplan.da.md
expect 0 render
says_not err skabelon.ubrugt
pdftotext -layout plan.pdf plan.txt
says plan.txt "Hvis du bliver syg"
says plan.txt "Ring, før vagten begynder."
says plan.txt "dk-2026-02"
expect 0 "$EVNE" show "$plan" praktikplan --stage view
says out "dokument.profil"
cp plan.pdf own.pdf
expect 1 "$EVNE" verify own.pdf --rerender --template-dir skabeloner
says out "begynder byte for byte med originalen"

# An included part alone, and a folder that nothing is taken from.
rm skabeloner/*
printf 'Uden felter til underskrift.\n' >skabeloner/underskrifter.da.md
expect 0 render
pdftotext plan.pdf plan.txt
says plan.txt "Uden felter til underskrift."
mv skabeloner/underskrifter.da.md skabeloner/underskrift.da.md
expect 0 render
says err "bruger ingen skabelon fra denne mappe"
says err "praktikplan.da.md"
expect 2 "$EVNE" render "$plan" praktikplan --template-dir skabelon
rm skabeloner/*

# slip LINE SED TEXT: the change is refused at that line, and the message says that.
slip() {
    sed -E "$2" "$shipped" >skabeloner/praktikplan.da.md
    expect 4 render
    says err "skabeloner/praktikplan.da.md:$(grep -nE "$1" "$shipped" | head -1 | cut -d: -f1): "
    says err "$3"
}
slip 'uger_note' 's/uger_note/uger_nte/' "did you mean 'uger_note'?"
slip '^header' 's/borger.navn/borger.nvan/' "no value 'borger.nvan' here"
slip 'uger_note' 's/uger_note \}\}/uger_note | stort }}/' "filters are dato, dato_kort"
slip 'uger_note' 's/uger_note \}\}/uger_note }/' "'}}' is missing"
slip 'uger_note' 's/uger_note/fravaer/' "'fravaer' is a list"
slip 'contents' 's/contents/kontents/' "tags are for, if, include"
slip 'include' 's/"forside"/forside/' '{% include "name" %}'
slip 'include' 's/"forside"/"forsiden"/' "no template 'forsiden.da.md'"
slip '^## Opgaver' 's/^## Opgaver/##Opgaver/' "a heading has a blank after its '#'"
slip '^## Opgaver' 's/^## Opgaver.*/## Opgaver {#opgaver/' "each with both braces"
slip '^## Opgaver' 's/^## Opgaver.*/## Opgaver #opgaver}/' "each with both braces"
slip '^## Opgaver' 's/^## Opgaver.*/## Opgaver {opgaver}/' "each with both braces"
slip '^## Opgaver' 's/^## Opgaver/# Opgaver/' "the document has its title already"
slip '^classification' 's/^classification/klassifikation/' "it has title, lang, letterhead"
slip '^---' '1d' "the front matter begins with a line '---'"
slip '^\| Uge \| Dato' 's/^(\| Uge \| Dato \| Form) \| Ansvarlig/\1/' "belongs to no table"
slip '^\| \{\{ f.uge' 's/^\| \{\{ f.uge \}\}/& | x/' "the row has 5 cells, but its table has 4"
slip '^\{% columns 54' 's/^(\{% columns 54 \| )150 \| /\1/' "names 3 columns"
slip '^\{% if egen' 's/^\{% if egen_tekst/& = "x"/' "a comparison is written '=='"
slip '^lang' 's/^lang: da-DK/lang: xx/' "'lang' is da, da-DK, en, en-GB or en-US"
slip '^## Ved frav' 's/\{#fravaer\}/{#opgaver}/' "the anchor '#opgaver' is taken: the heading in line"
sed 's/^## Opgaver/## Opgaver \xf0\x92\x80\x80/' "$shipped" >skabeloner/praktikplan.da.md
expect 3 render
says err "skabeloner/praktikplan.da.md:$(grep -n '^## Opgaver' "$shipped" | cut -d: -f1): no font has U+12000"
row() { printf '|%.0s' {1..41} | sed "s/|/|$1/g; s/$1\$//"; echo; }
(cat "$shipped" && echo && row a && row - && row b) >skabeloner/praktikplan.da.md
expect 4 render
says err "skabeloner/praktikplan.da.md:$(($(wc -l <"$shipped") + 2)): a table of 40 columns is wider than the page"
mkdir skabeloner/mappe.da.md
slip 'include' 's/"forside"/"mappe"/' "'skabeloner/mappe.da.md' is not a file"
rmdir skabeloner/mappe.da.md
echo 'Uden titel.' >skabeloner/praktikplan.da.md
expect 4 render
says err "skabeloner/praktikplan.da.md:1: the document has no title"
slip '^## Opgaver' 's/^## Opgaver.*/![logo](logo.png)/' "an image has no place in a template"
finish
