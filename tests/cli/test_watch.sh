# render --watch: at once, and again on every save; no case ends it, a signal does, with exit code 0.
. "$(dirname "$0")/lib.sh"

cp "$samples/02-praktikplan-plejecenter.yaml" plan.yaml
mkdir own
cp "$EVNE_ROOT"/templates/praktikplan.da.md own
cp -r "$EVNE_ROOT/plugins" plugins
mkfifo told wrong
exec 7<>told 8<>wrong # both ends, so that neither side waits for the other to open
"$EVNE" render plan.yaml praktikplan --watch --output plan.pdf --template-dir own \
    --plugin-dir plugins >&7 2>&8 &
watcher=$!
trap 'kill -KILL $watcher 2>/dev/null; rm -rf "$work"' EXIT

# hears FD TEXT: within a minute a line with TEXT comes; lines before it pass.
hears() {
    local line
    while read -r -t 60 -u "$1" line; do
        case $line in *"$2"*) pass && return ;; esac
    done
    fail "no '$2' came"
}
hash_of() { sha256sum plan.pdf | cut -d ' ' -f 1; }
# A save as editors make it: a new file is renamed over the old one.
save() { sed "$1" plan.yaml >plan.new && mv plan.new plan.yaml; }

hears 8 "Ctrl-C"
hears 7 plan.pdf
first=$(hash_of)

save 's/Egelunden/Egelonden/'
hears 7 plan.pdf
second=$(hash_of)
if [ "$first" != "$second" ]; then pass; else fail "a renamed case is not rendered again"; fi

sed 's/Egelonden/Egelunden/' plan.yaml >plan.copy && cat plan.copy >plan.yaml
hears 7 plan.pdf
while [ "$(hash_of)" != "$first" ] && read -r -t 60 -u 7 _; do :; done
equal "$(hash_of)" "$first" "the case written in place"

# A case with errors, one that is no YAML, none at all: told, and the watch goes on.
save 's/slut: "2026-06-12", uger/slut: "2026-02-31", uger/'
hears 8 "nothing rendered"
printf 'a: [1\n' >plan.yaml
hears 8 "plan.yaml"
rm plan.yaml
hears 8 "cannot open 'plan.yaml'"
equal "$(hash_of)" "$first" "a bad case leaves the file alone"
cp plan.copy plan.yaml
hears 7 plan.pdf

# A template: broken, then mended with another word.
cp own/praktikplan.da.md good.md
printf '{%% end %%}\n' >>own/praktikplan.da.md
hears 8 "praktikplan.da.md"
sed 's/Underskrifter/Signaturer/' good.md >own/praktikplan.da.md
hears 7 plan.pdf
while [ "$(hash_of)" = "$first" ] && read -r -t 60 -u 7 _; do :; done
if [ "$(hash_of)" != "$first" ]; then pass; else fail "a saved template is not used"; fi

# A plugin, a module that it loads, a legal profile in a folder below: a fault in each is told of.
for source in plugins/praktikplan.lua plugins/lib/plan.lua plugins/profiles/dk-2026-02.yaml; do
    cp "$source" good
    printf '\n]]: [\n' >>"$source"
    hears 8 "${source##*/}"
    cp good "$source"
    hears 7 plan.pdf
done
mkdir plugins/lib/new # a folder that comes later is watched too
printf 'x' >plugins/lib/new/x.lua
hears 7 plan.pdf

kill -TERM "$watcher"
wait "$watcher"
equal $? 0 "exit code after SIGTERM"

# It replaces only what it has made itself; what no save can mend ends it.
expect 5 "$EVNE" render plan.yaml praktikplan --watch --output plan.pdf
says err "--force"
expect 2 "$EVNE" render plan.yaml praktikplan --watch --output -
expect 3 "$EVNE" render missing.yaml praktikplan --watch
expect 2 "$EVNE" data plan.pdf --watch

# Ctrl-C; a shell without job control starts background work deaf to SIGINT, so it is given back.
env --default-signal=INT "$EVNE" render plan.yaml praktikplan --watch --output plan.pdf --force \
    --format json >&7 2>&8 &
watcher=$!
hears 7 '"document"'
hears 7 '}'
kill -INT "$watcher"
wait "$watcher"
equal $? 0 "exit code after SIGINT"
finish
