# The pages of every sample as text. `--update` rewrites them: read the difference.
. "$(dirname "$0")/lib.sh"

golden=$EVNE_ROOT/tests/golden
while read -r case report; do
    expected=$golden/$report/$case.pages.txt
    expect 0 "$EVNE" show "$samples/$case.yaml" "$report" --stage pages
    if [ "${1:-}" = --update ]; then
        mkdir -p "${expected%/*}"
        cp out "$expected"
    fi
    same out "$expected"
done < <(sample_reports)
finish
