# A file of the mitid profile that someone else signed first, as the national service does: every
# further role signs in its box, time-stamps and evidence follow, and nothing of it is a change.
. "$(dirname "$0")/lib.sh"
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY
foreign_file=$EVNE_BUILD/tests/sign/foreign_file
rules=$EVNE_BUILD/tests/pdf/pdf_rules
[ -x "$foreign_file" ] || { echo "no $foreign_file: build all targets" >&2; exit 1; }

mkdir ca
mkfifo port
"$EVNE_HTTP" ca >port &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
read -r port <port
"$EVNE_ROOT/tests/tsa/make.sh" ca "$port" || exit 1
url=http://127.0.0.1:$port

# HOW OUT [TSA]
foreign() { "$foreign_file" plan.pdf "$2" ca/borger.pem ca/borger.pem Underskrift-1 "$1" ${3:+"$3"}; }
sign() { # IN ROLE OUT [OPTION...]
    "$EVNE" sign "$1" --role "$2" --key "file:ca/$2.pem" --output "$3" --force "${@:4}"
}
extend() { "$EVNE" extend "$1" --level "$2" --tsa "$url/tsa" --trust ca/root.pem --output "$3" --force; }
verify() { "$EVNE" verify "$@" --trust ca/root.pem; }
pdfsig_accepts() { # FILE COUNT
    pdfsig -nocert "$1" >out 2>err
    equal "$(grep -c 'Signature is Valid' out)" "$2" "pdfsig on $1"
}

expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --profile mitid \
    --output plan.pdf
expect 0 "$rules" plan.pdf
expect 0 "$EVNE" check --profile mitid plan.pdf
# MitID comes first: our own signature would make the service refuse the file.
expect 3 sign plan.pdf arbejdsgiver no.pdf
says err "MitID first"
absent no.pdf

# Every way in which an update can be written: table or stream, packed or not, lists inside or not.
for how in table table+i table+l table+il table+v stream stream+il deflated deflated+v packed \
    packed+i packed+lv table+e stream+le deflated+lei; do
    expect 0 foreign $how first.pdf "$url/tsa"
    expect 0 qpdf --check first.pdf
    verify first.pdf >out
    says out "mangler: arbejdsgiver"
    expect 0 sign first.pdf arbejdsgiver two.pdf --level B-T --tsa "$url/tsa"
    expect 0 sign two.pdf medarbejderrepraesentant three.pdf
    expect 0 extend three.pdf B-LTA last.pdf
    expect 0 verify last.pdf --original first.pdf
    equal "$(grep -c 'PAdES B-LTA ·' out)" 3 "$how: three signatures at B-LTA"
    says out "begynder byte for byte med originalen"
    expect 0 qpdf --check last.pdf
    pdfsig_accepts last.pdf 3
    # Renewed, and still nothing is a change.
    expect 0 extend last.pdf B-LTA renewed.pdf
    expect 0 verify renewed.pdf --original last.pdf
    # A visible field of another program stands in no structure tree; ours do.
    "$rules" renewed.pdf >out
    case $how in
    *v*) equal "$(grep -vc '7.18.1: .* annotations\|fields in the form\|^renewed' out)" 0 "$how: rules" ;;
    *) equal "$(cat out)" "" "$how: rules" ;;
    esac
done

# All five roles, in their order, each in its box, on the last page.
expect 0 foreign deflated all.pdf "$url/tsa"
expect 2 sign all.pdf konsulent no.pdf
says err "must sign before"
for role in arbejdsgiver medarbejderrepraesentant borger konsulent jobcenter; do
    cp all.pdf before.pdf
    expect 0 sign before.pdf $role all.pdf --level B-T --tsa "$url/tsa"
    expect 0 "$rules" all.pdf
    expect 2 sign all.pdf $role no.pdf
    says err "signed already"
done
expect 0 extend all.pdf B-LTA five.pdf
expect 0 verify five.pdf --original plan.pdf
equal "$(grep -c 'PAdES B-LTA ·' out)" 6 "six signatures at B-LTA"
says_not out "mangler"
says out "kun kommet tidsstempler og beviser til"
pdfsig_accepts five.pdf 6
expect 0 "$rules" five.pdf
qpdf --qdf --object-streams=disable five.pdf five.qdf 2>/dev/null
equal "$(grep -ac '/S /Form' five.qdf)" 5 "five Form elements"
expect 2 "$EVNE" sign five.pdf --role direktoer --key file:ca/borger.pem --output no.pdf
says err "jobcenter"
absent no.pdf

# One byte in the middle of each later revision: refused.
from=$(stat -c %s plan.pdf) to=$(stat -c %s five.pdf)
for i in 1 2 3 4 5 6 7 8; do
    at=$((from + (to - from) * i / 9))
    cp five.pdf changed.pdf
    byte=$(dd if=five.pdf bs=1 skip="$at" count=1 2>/dev/null | od -An -tu1)
    # shellcheck disable=SC2059
    printf "$(printf '\\%03o' $(((byte + 1) % 256)))" |
        dd of=changed.pdf bs=1 seek="$at" conv=notrunc 2>/dev/null
    expect 1 verify changed.pdf
done

# A draft keeps no places; an archive file has its own fields.
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --profile mitid --draft \
    --output draft.pdf
mv draft.pdf plan.pdf
expect 0 foreign table first.pdf
expect 2 sign first.pdf arbejdsgiver no.pdf
says err "there is no field 'arbejdsgiver'"
finish
