# Sourced by tests/cli/test_*.sh: a folder of its own, a few words to test with, a count at the end.
# EVNE is the program, EVNE_ROOT the source tree; both come from ctest.
set -uo pipefail
# shellcheck disable=SC2034
samples=$EVNE_ROOT/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1
unset EVNE_DATA XDG_DATA_HOME
n_passed=0 n_failed=0

pass() { n_passed=$((n_passed + 1)); }
fail() {
    n_failed=$((n_failed + 1))
    echo "FAILED: $*" >&2
}

# expect CODE COMMAND...: the command ends with that exit code; its output is in out and err.
expect() {
    local code=$1 got
    shift
    "$@" >out 2>err </dev/null
    got=$?
    if [ "$got" -eq "$code" ]; then
        pass
    else
        fail "'${*##*/}' ended with $got, not $code"
        sed 's/^/    /' err >&2
    fi
}

# says FILE TEXT: the file has the text.
says() {
    if grep -qF -- "$2" "$1"; then pass; else
        fail "$1 does not say '$2'"
        head -20 "$1" | sed 's/^/    /' >&2
    fi
}
says_not() { if grep -qF -- "$2" "$1"; then fail "$1 says '$2'"; else pass; fi; }
same() { if cmp -s "$1" "$2"; then pass; else fail "$1 and $2 differ"; fi; }
absent() { if [ -e "$1" ]; then fail "$1 exists"; else pass; fi; }
equal() { if [ "$1" = "$2" ]; then pass; else fail "'$1' is not '$2'${3:+: $3}"; fi; }

# every report that the samples name, as lines "case report"
sample_reports() {
    echo "01-dossier-butik-bogbinderi rehab-dossier"
    echo "01-dossier-butik-bogbinderi logbog-sammenfatning"
    echo "02-praktikplan-plejecenter praktikplan"
    echo "03-logbog-13-uger logbog-sammenfatning"
    echo "06-dossier-hukommelse-traethed rehab-dossier"
}

finish() {
    echo "$n_passed passed, $n_failed failed"
    [ "$n_failed" -eq 0 ]
}
