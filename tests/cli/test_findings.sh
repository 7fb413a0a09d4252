# How findings are shown: with their sentence, as JSON, as SARIF, against a baseline, on every save.
. "$(dirname "$0")/lib.sh"

# A case with one sentence that a rule finds, and its like further down.
sed '0,/^    iagttaget: >-$/s//    iagttaget: >-\n      Borger virkede doven om morgenen og gik æblerne efter./' \
    "$samples/01-dossier-butik-bogbinderi.yaml" >sag.yaml
line=$(grep -n 'virkede doven' sag.yaml | cut -d : -f 1)

# Text: the sentence, the hit below it by characters, why, how else; nothing else has changed.
"$EVNE" check sag.yaml >out 2>err
grep -A 4 "^sag.yaml:$line:.*»doven«" err >one
says one "      Borger virkede doven om morgenen og gik æblerne efter."
says one "                     ^^^^^"
says one "    hvorfor: "
says one "    omskriv: "
grep -A 1 "E01" err >other
says other "    nævn iagttagelsen i grundlag"
code=$(sed -n "s/^sag.yaml:$line:.*»doven«.*\[\(.*\)\]$/\1/p" err | head -1)

# A wrong figure and a wrong number of an entry: at the words, in the line of the folded text where they stand.
sed 's/Borger mødte 13$/Borger mødte 14/' "$samples/03-logbog-13-uger.yaml" >tal.yaml
"$EVNE" check tal.yaml >out 2>err
line=$(grep -n 'Borger mødte 14' tal.yaml | cut -d : -f 1)
grep "^tal.yaml:$line:91: .*\[N01\]$" err >one
says one "mødte 14 af 15 aftalte dage"
sed 's/fra 2 til 3 timer. Arbejds/fra 2 til 3 timer (O-41). Arbejds/' "$samples/01-dossier-butik-bogbinderi.yaml" >nr.yaml
"$EVNE" check nr.yaml >out 2>err
line=$(grep -n '(O-41)' nr.yaml | cut -d : -f 1)
column=$(sed -n "${line}p" nr.yaml | sed 's/O-41.*//' | wc -m)
grep "^nr.yaml:$line:$column: .*\[E02\]$" err >one
says one "O-41"

# JSON: the same facts.
"$EVNE" check sag.yaml --format json >all.json 2>err
for key in file line column path code severity message suggestion end_line end_column sentence hit \
    why fingerprint; do
    says all.json "\"$key\": "
done
says all.json '"hit": "doven"'

# SARIF 2.1.0.
"$EVNE" check sag.yaml --format sarif >all.sarif 2>err
says_not err "advarsel"
says all.sarif '"version": "2.1.0"'
says all.sarif '"columnKind": "unicodeCodePoints"'
says all.sarif "\"ruleId\": \"$code\""
says all.sarif '"uri": "sag.yaml"'
says all.sarif '"executionSuccessful": true'
expect 3 "$EVNE" check sag.yaml "no such.yaml" --format sarif
says out '"executionSuccessful": false'
says out '"exitCode": 3'
says out '"uri": "no%20such.yaml"'
expect 2 "$EVNE" render sag.yaml rehab-dossier --format sarif
says err "there are text and json"

# A baseline of each kind: what stands in it is not shown and does not count, wherever it has moved.
"$EVNE" check sag.yaml --write-baseline own.json >out 2>err
was=$?
says_not own.json "doven"
says_not own.json "sag.yaml"
expect 5 "$EVNE" check sag.yaml --write-baseline own.json
says err "own.json"
"$EVNE" check sag.yaml --write-baseline own.json --force >out 2>err
equal "$?" "$was" "a run that writes a baseline says what it found"
sed '1a # a line\n# and another' sag.yaml >moved && mkdir there && mv moved there/sag.yaml
for baseline in own.json all.json all.sarif; do
    expect 0 "$EVNE" check there/sag.yaml --baseline "$baseline"
    says out "ingen nye bemærkninger"
    says out "kendte bemærkninger vises ikke"
    says_not err "advarsel"
    says_not err "findes ikke mere"
done

# What is new shows; what is gone is told.
sed 's/gik æblerne efter/talte æblerne/' there/sag.yaml >new && mv new there/sag.yaml
"$EVNE" check there/sag.yaml --baseline own.json >out 2>err
says err "[$code]"
says err "own.json: oplysning: 1 bemærkning [$code] findes ikke mere [udgangspunkt.borte]"
equal "$(grep -c '^there/sag.yaml' err)" "$(grep -c 'findes ikke mere' err)" "findings that are new"
"$EVNE" check there/sag.yaml --baseline own.json --format json >out 2>err
says out '"known": '
"$EVNE" check there/sag.yaml --baseline own.json --format sarif >out 2>err
says out '"baselineState": "new"'
expect 3 "$EVNE" check sag.yaml --baseline "$samples/demo.sh"
expect 3 "$EVNE" check sag.yaml --baseline none.json

# Errors that the baseline holds do not make the exit code 1; one more does.
sed 's/^  cpr: .*/  cpr: "811384-0024"/' sag.yaml >wrong.yaml
expect 1 "$EVNE" check wrong.yaml --write-baseline wrong.json
expect 0 "$EVNE" check wrong.yaml --baseline wrong.json
sed -i '0,/timer_pr_uge: .*/s//timer_pr_uge: femten/' wrong.yaml
expect 1 "$EVNE" check wrong.yaml --baseline wrong.json
equal "$(grep -c ': fejl: ' err)" 1 "errors that are new"

# --watch: at once, and again when the case, a rule pack or a plugin is saved; a signal ends it.
mkdir packs
cp "$EVNE_ROOT/tests/app/fixtures/erstat.yaml" packs
cp -r "$EVNE_ROOT/plugins" plugins
mkfifo told wrong
exec 7<>told 8<>wrong
"$EVNE" check sag.yaml --watch --rules-dir packs --plugin-dir plugins >&7 2>&8 &
watcher=$!
trap 'kill -KILL $watcher 2>/dev/null; rm -rf "$work"' EXIT
hears() {
    local line
    while read -r -t 60 -u "$1" line; do
        case $line in *"$2"*) pass && return ;; esac
    done
    fail "no '$2' came"
}
hears 8 "Ctrl-C"
hears 8 "»doven«"
hears 7 "oplysning"
sed 's/virkede doven/gik ligesom hjem/' sag.yaml >new && mv new sag.yaml
hears 8 "kontrolleres igen"
hears 8 "[ZZ02]"
hears 7 "oplysning"
sed 's/et fyldord/et nyt fyldord/' packs/erstat.yaml >new && mv new packs/erstat.yaml
hears 8 "et nyt fyldord"
hears 7 "oplysning"
sed -i 's/ugenotat mangler/notat savnes/' plugins/lib/kontrol_tid.lua
hears 8 "notat savnes"
rm sag.yaml
hears 8 "sag.yaml"
kill -TERM $watcher
wait $watcher
equal "$?" 0 "a signal ends the watch"
exec 7<&- 8<&-
expect 3 "$EVNE" check none.yaml --watch
expect 2 "$EVNE" check own.json --watch --write-baseline x.json
finish
