# Help, versions, unknown words, and the commands that only tell.
. "$(dirname "$0")/lib.sh"

expect 0 "$EVNE" --version
says out "Evne "
expect 0 "$EVNE" --help
for command in new check render sign verify data reports schema show lsp; do
    says out "  $command"
    expect 0 "$EVNE" "$command" --help
    says out "usage: evne $command"
    says out "--format"
    expect 0 "$EVNE" --help
done
expect 2 "$EVNE"
says err "usage: evne COMMAND"
expect 2 "$EVNE" rendr
says err "no command 'rendr'"
expect 2 "$EVNE" check --reprot x "$samples/01-dossier-butik-bogbinderi.yaml"
says err "--reprot"
expect 2 "$EVNE" check
says err "usage: evne check CASE..."
expect 2 "$EVNE" render a.yaml b --format xml
says err "no format 'xml'"
expect 2 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikpla
says err "praktikplan"

expect 0 "$EVNE" reports
for report in rehab-dossier praktikplan logbog-sammenfatning; do
    says out "$report"
done
expect 0 "$EVNE" reports --format json
says out '"id": "praktikplan"'
for report in rehab-dossier praktikplan logbog-sammenfatning; do
    expect 0 "$EVNE" schema "$report"
    says out "https://json-schema.org/draft/2020-12/schema"
    says out '"borger"'
    expect 0 "$EVNE" new "$report"
    says out "skema: arbejdsevne-sag/1"
    cp out new.yaml
    expect 1 "$EVNE" check new.yaml --report "$report" # a skeleton is readable YAML with findings
    says_not err "ukendt"
done

# A plugin and a template of one's own, made as the README says.
mkdir own
sed -e 's/^  id  .*/  id = "minplan",/' -e 's/^  template .*/  template = "minplan",/' \
    "$EVNE_ROOT/plugins/praktikplan.lua" >own/minplan.lua
cp "$EVNE_ROOT/templates/praktikplan.da.md" own/minplan.da.md
expect 0 "$EVNE" reports --plugin-dir own
says out minplan
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" minplan --plugin-dir own \
    --template-dir own --output own/minplan.pdf
expect 0 "$EVNE" show "$samples/02-praktikplan-plejecenter.yaml" praktikplan --stage values
says out "Maryam"
for stage in view document pages; do
    expect 0 "$EVNE" show "$samples/02-praktikplan-plejecenter.yaml" praktikplan --stage "$stage"
    says out "Egelunden"
done
expect 2 "$EVNE" show "$samples/02-praktikplan-plejecenter.yaml" praktikplan --stage paper
finish
