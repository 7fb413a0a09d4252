# Whatever is killed or full leaves no output file or a whole one.
. "$(dirname "$0")/lib.sh"

case=$samples/02-praktikplan-plejecenter.yaml
begin=$(date +%s%N)
expect 0 "$EVNE" render "$case" praktikplan --output whole.pdf
took=$(($(date +%s%N) - begin)) # where to strike, not how fast it must be
# kill_after NANOSECONDS FILE...: renders FILE and kills the program after that time.
kill_after() {
    local at=$1
    shift
    { timeout -s KILL "$((at / 1000000000)).$(printf %09d $((at % 1000000000)))" "$EVNE" render "$case" praktikplan --output "$@"; } \
        >/dev/null 2>&1
}
for i in $(seq 1 48); do
    at=$((took * i / 40))
    rm -f killed.pdf
    kill_after "$at" killed.pdf 2>/dev/null
    if [ -e killed.pdf ] && ! cmp -s killed.pdf whole.pdf; then fail "half a file after $at ns"; fi
    printf 'earlier' >kept.pdf
    kill_after "$at" kept.pdf --force 2>/dev/null
    if [ "$(head -c 7 kept.pdf)" != earlier ] && ! cmp -s kept.pdf whole.pdf; then
        fail "half a replacement after $at ns"
    fi
done
pass
expect 5 bash -c '"$1" schema praktikplan >/dev/full' _ "$EVNE"
says err "standard output"
# What is no file is left alone, a file keeps its mode, and a size limit is an error.
mkfifo pipe
expect 5 "$EVNE" render "$case" praktikplan --output pipe --force
if [ -p pipe ]; then pass; else fail "the pipe was replaced"; fi
expect 5 "$EVNE" render "$case" praktikplan --output . --force
(umask 077 && : >private.pdf)
expect 0 "$EVNE" render "$case" praktikplan --output private.pdf --force
equal "$(stat -c %a private.pdf)" 600 "mode"
# shellcheck disable=SC2016
expect 5 bash -c 'ulimit -f 20; "$1" render "$2" praktikplan --output limited.pdf' _ "$EVNE" "$case"
absent limited.pdf
expect 5 env EVNE_DATA=/nonexistent "$EVNE" reports
says err "EVNE_DATA"
mkdir locked && chmod 500 locked
if [ "$(id -u)" -ne 0 ]; then
    expect 5 "$EVNE" render "$case" praktikplan --output locked/a.pdf
fi
expect 5 env EVNE_DATA=/nonexistent "$EVNE" reports --data-dir /nonexistent
says err "/nonexistent"

# A plugin and a template of one's own that are wrong: file and line, exit code 4.
mkdir -p mine && printf 'return {\n  api = 1,\n  id = "mine",\n  fiels = {},\n}\n' >mine/mine.lua
expect 4 "$EVNE" render "$case" mine --plugin-dir mine
says err "mine.lua"
says err "fiels"
printf 'local x = 1\nreturn x +\n' >mine/mine.lua
expect 4 "$EVNE" render "$case" mine --plugin-dir mine
says err "mine.lua:3"
printf 'while true do end\n' >mine/mine.lua
expect 4 "$EVNE" render "$case" mine --plugin-dir mine
says err "instructions"
mkdir -p own && printf -- '---\ntitle: x\n---\n# x\n\n{{ borger.nvn }}\n' >own/praktikplan.da.md
expect 4 "$EVNE" render "$case" praktikplan --template-dir own
says err "praktikplan.da.md:6"

# A character that no font has is a finding at its place.
sed 's/navn: Anretning af morgenmad/navn: "Anretning \\U0001F9FF"/' "$case" >emoji.yaml
expect 1 "$EVNE" render emoji.yaml praktikplan --output emoji.pdf
says err "U+1F9FF"
says err "emoji.yaml:"
absent emoji.pdf
finish
