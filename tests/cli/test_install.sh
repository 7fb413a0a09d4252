# An installed tree runs without the source tree, and the library links from its pkg-config file.
. "$(dirname "$0")/lib.sh"

expect 0 cmake --install "$EVNE_BUILD" --prefix "$work/tree"
env -u EVNE_DATA "$work/tree/bin/evne" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan \
    --output installed.pdf >out 2>err || fail "the installed program does not render: $(cat err)"
expect 0 "$EVNE" render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output built.pdf
same installed.pdf built.pdf
binaries="$work/tree/bin $work/tree/lib"
[ "$(nm "$EVNE" 2>/dev/null | grep -c __asan_init)" -eq 0 ] || binaries= # sanitizers keep paths
# shellcheck disable=SC2086
if grep -rqa "$EVNE_ROOT/core" $binaries "$work/tree/share"; then fail "installed files name the source tree"; else pass; fi
expect 0 test -s "$work/tree/share/man/man1/evne.1"
if ls "$work/tree/share/evne/fonts"/*.ttf >/dev/null 2>&1; then pass; else fail "fonts are not installed"; fi

# A shipped pack that somebody edited: its compiled form no longer fits, and the packs are read.
cp -r "$work/tree" edited
for pack in "$work"/edited/share/evne/plugins/rules/v*.yaml; do printf '# edited here\n' >>"$pack"; done
env -u EVNE_DATA edited/bin/evne render "$samples/02-praktikplan-plejecenter.yaml" praktikplan --output edited.pdf \
    >out 2>err || fail "the program does not render after an edit: $(cat err)"
"$EVNE" data built.pdf | grep "regler:" >before
"$EVNE" data edited.pdf | grep "regler:" >after
if cmp -s before after; then fail "an edited pack leaves no trace in the document"; else pass; fi

cat >use.c <<'C'
#include <evne.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    evne_session *session = evne_session_open(&(evne_session_options){.data_dir = argv[1]});
    evne_result *result = evne_session_render(session, argv[2], "praktikplan", 0);
    size_t len = 0;
    const void *pdf = evne_result_bytes(result, &len);
    int code = evne_result_code(result);
    (void)argc;
    if (pdf)
        fwrite(pdf, 1, len, stdout);
    else
        fprintf(stderr, "%s %s\n", evne_result_error(result), evne_result_json(result));
    evne_result_free(result);
    evne_session_close(session);
    return code;
}
C
pc=$(dirname "$(find "$work/tree" -name evne.pc)")
flags=$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs evne)
sanitize=
if [ "$(nm "$EVNE" 2>/dev/null | grep -c __asan_init)" -gt 0 ]; then sanitize=-fsanitize=address,undefined; fi
# shellcheck disable=SC2086
expect 0 ${sanitize:+clang} ${sanitize:-cc} use.c -o use $flags "-Wl,-rpath,$(dirname "$pc")"
"$work/use" "$work/tree/share/evne" "$samples/02-praktikplan-plejecenter.yaml" >library.pdf 2>err ||
    fail "the library does not render: $(cat err)"
same library.pdf built.pdf
equal "$(nm -D --defined-only "$(dirname "$pc")/libevne.so" | awk '$2 == "T" {print $3}' |
    grep -cvE '^evne_(version|session_|result_)')" 0 "the library shows only its own names"
finish
