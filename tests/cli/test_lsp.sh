# evne lsp: the program itself, through pipes, as an editor starts it.
. "$(dirname "$0")/lib.sh"
export LC_ALL=C # lengths are bytes

mkfifo asked told
exec 7<>asked 8<>told # both ends, so that neither side waits for the other to open

start() { # start ARGUMENT...
    "$EVNE" lsp "$@" <asked >&8 2>err 7>&- 8>&- &
    server=$!
}
trap 'kill -KILL $server 2>/dev/null; rm -rf "$work"' EXIT

send() { printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1" >&7; }
note() { send "{\"jsonrpc\":\"2.0\",\"method\":\"$1\",\"params\":$2}"; }
ask() { send "{\"jsonrpc\":\"2.0\",\"id\":$1,\"method\":\"$2\",\"params\":$3}"; }
place() { echo "{\"textDocument\":{\"uri\":\"file:///sag.yaml\"},\"position\":{\"line\":$1,\"character\":$2}}"; }
# as a JSON string
quote() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' "$1" | awk '{ printf "%s\\n", $0 }'; }

# hears TEXT: within a minute a message with TEXT comes, kept in `heard`; those before it pass.
hears() {
    local length
    while IFS= read -r -t 60 -u 8 length; do
        length=${length//[!0-9]/}
        IFS= read -r -t 60 -u 8 _
        IFS= read -r -t 60 -N "${length:-1}" -u 8 heard
        case $heard in *"$1"*) pass && return ;; esac
    done
    fail "no '$1' came"
}
heard_has() { case $heard in *"$1"*) pass ;; *) fail "no '$1' in: $heard" ;; esac; }
open_case() { # open_case VERSION FILE
    note textDocument/didOpen "{\"textDocument\":{\"uri\":\"file:///sag.yaml\",\"languageId\":\"yaml\",\"version\":$1,\"text\":\"$(quote "$2")\"}}"
}

# A session: what the command finds is what the editor is told.
start
ask 1 initialize '{"capabilities":{"general":{"positionEncodings":["utf-32"]},"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}}}'
hears '"positionEncoding":"utf-32"'
note initialized '{}'
sed -e 's/^  tolk: {behov/  tolk: {behvo/' "$samples/02-praktikplan-plejecenter.yaml" >sag.yaml
open_case 1 sag.yaml
hears '"version":1'
heard_has "'behvo' er ikke et felt her"
expect 1 "$EVNE" check sag.yaml --format json
equal "$(grep -o '"source":"evne"' <<<"$heard" | wc -l)" "$(grep -c '"code"' out)" "findings"
line=$(grep -n behvo sag.yaml | cut -d : -f 1)
ask 2 textDocument/hover "$(place $((line - 1)) 10)"
hears '"id":2'
heard_has "mente du 'behov'?"
ask 3 textDocument/codeAction "{\"textDocument\":{\"uri\":\"file:///sag.yaml\"},\"range\":{\"start\":{\"line\":$((line - 1)),\"character\":10},\"end\":{\"line\":$((line - 1)),\"character\":10}},\"context\":{\"diagnostics\":[]}}"
hears '"id":3'
heard_has '"newText":"behov"'
note textDocument/didChange "{\"textDocument\":{\"uri\":\"file:///sag.yaml\",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":$((line - 1)),\"character\":9},\"end\":{\"line\":$((line - 1)),\"character\":14}},\"text\":\"behov\"}]}"
hears '"version":2'
case $heard in *behvo*) fail "a mended key is still found" ;; *) pass ;; esac

# A hostile case costs the server nothing but one finding; the next one is checked as before.
head -c 3000000 /dev/zero | tr '\0' '[' >deep.yaml
printf 'skema: arbejdsevne-sag/1\nsag: ' | cat - deep.yaml >hostile.yaml
open_case 3 hostile.yaml
hears '"version":3'
heard_has '"severity":1'
open_case 4 sag.yaml
hears '"version":4'
heard_has behvo

# What cannot be read as a message, and what is cancelled, is answered; the talk goes on.
send '{'
hears '-32700'
ask 4 evne/none '{}'
hears '-32601'
printf 'Content-Length: 34000000\r\n\r\n' >&7
head -c 34000000 /dev/zero >&7
hears 'too large'
ask 5 shutdown null
hears '"id":5'
note exit null
wait "$server"
equal $? 0 "exit code after shutdown and exit"
says_not err "sag"

# exit alone, an editor that dies, a length that is none.
start
note exit null
wait "$server"
equal $? 1 "exit code without shutdown"
expect 1 "$EVNE" lsp
printf 'Content-Length: x\r\n\r\n{}' | "$EVNE" lsp >out 2>err
equal $? 3 "exit code of a talk that cannot be followed"
says out '-32600'
says err "cannot be followed"
expect 0 "$EVNE" lsp --help
says out "Language Server Protocol"
expect 2 "$EVNE" lsp sag.yaml
expect 2 "$EVNE" lsp --plugin-dir none
finish
