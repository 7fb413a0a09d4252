/* How: small PDFs are written with printf; whatever must not fail ends the program when it does. */
#include "fixtures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

const char *const fixture_roles[5] = {"arbejdsgiver", "medarbejderrepraesentant", "borger",
                                      "konsulent", "jobcenter"};

static void must(evne_status status, const evne_error *err)
{
    if (status == EVNE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->text);
    abort();
}

evne_str fixture_base(evne_arena *arena)
{
    evne_error err = {0};
    evne_str bytes = {0};

    must(evne_file_read(arena, EVNE_ROOT "/tests/sign/fixtures/base.pdf", 1 << 20, &bytes, &err),
         &err);
    return bytes;
}

/* The table and trailer for objects at `starts`, whose numbers ascend. */
static void put_end(evne_buf *pdf, const int *numbers, const size_t *starts, size_t n,
                    const char *trailer)
{
    size_t at = pdf->len;

    evne_buf_puts(pdf, "xref\n");
    for (size_t i = 0; i < n; i++)
        evne_buf_printf(pdf, "%d 1\n%010zu %05d %c \n", numbers[i], starts[i],
                        numbers[i] ? 0 : 65535, numbers[i] ? 'n' : 'f');
    evne_buf_printf(pdf, "trailer\n<<%s>>\nstartxref\n%zu\n%%%%EOF\n", trailer, at);
}

evne_str fixture_pdf(evne_arena *arena, const char *const *bodies, size_t n)
{
    evne_buf pdf = {.arena = arena};
    size_t *starts = evne_arena_array(arena, n + 1, sizeof *starts);
    int *numbers = evne_arena_array(arena, n + 1, sizeof *numbers);

    evne_buf_puts(&pdf, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    for (size_t i = 0; i < n; i++) {
        numbers[i + 1] = (int)i + 1;
        starts[i + 1] = pdf.len;
        evne_buf_printf(&pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, bodies[i]);
    }
    put_end(&pdf, numbers, starts, n + 1,
            evne_arena_printf(arena, "/Size %zu/Root 1 0 R/ID[<00112233><44556677>]", n + 1));
    return evne_buf_str(&pdf);
}

evne_str fixture_form(evne_arena *arena, size_t n)
{
    const char *bodies[16] = {"<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>",
                              "<</Type/Pages/Kids[4 0 R]/Count 1>>"};
    evne_buf fields = {.arena = arena};

    for (size_t i = 0; i < n; i++) {
        evne_buf_printf(&fields, "%zu 0 R ", 6 + i);
        bodies[5 + i] = evne_arena_printf(
            arena,
            "<</Type/Annot/Subtype/Widget/FT/Sig/Ff 2/F 4/T(%s)/Rect[50 %zu 250 %zu]/P 4 0 R>>",
            fixture_roles[i], 100 + 60 * i, 150 + 60 * i);
    }
    bodies[2] = evne_arena_printf(arena, "<</Fields[%s]>>", evne_buf_text(&fields));
    bodies[3] = evne_arena_printf(arena,
                                  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
                                  "/Resources<<>>/Annots[%s]>>",
                                  evne_buf_text(&fields));
    bodies[4] = "<</Length 34>>\nstream\n0.5 g 10 10 100 100 re f % aftale\n\nendstream";
    return fixture_pdf(arena, bodies, 5 + n);
}

/* Row and place of role `i` as objects 8 + 2 i and 9 + 2 i; what the page draws there. */
static void put_place(evne_arena *arena, size_t i, const char **bodies, evne_buf *content)
{
    size_t row = 8 + 2 * i, bottom = 100 + 60 * i;

    bodies[row - 1] = evne_arena_printf(arena, "<</S/Div/P 4 0 R/K[%zu 0 R]>>", row + 1);
    bodies[row] = evne_arena_printf(arena,
                                    "<</S/P/P %zu 0 R/Pg 6 0 R/T(%s: Rolle, Navn. Jeg er enig.)"
                                    "/A<</O/Layout/Placement/Block/BBox[50 %zu 250 %zu]>>/K %zu>>",
                                    row, fixture_roles[i], bottom, bottom + 50, i);
    evne_buf_printf(content, "/P <</MCID %zu>> BDC 50 %zu 200 50 re S EMC\n", i, bottom);
}

evne_str fixture_places(evne_arena *arena, size_t n)
{
    const char *bodies[17] = {"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R"
                              "/MarkInfo<</Marked true>>/Lang(da-DK)>>",
                              "<</Type/Pages/Kids[6 0 R]/Count 1>>"};
    evne_buf rows = {.arena = arena}, places = {.arena = arena}, content = {.arena = arena};

    for (size_t i = 0; i < n; i++) {
        put_place(arena, i, bodies, &content);
        evne_buf_printf(&rows, "%zu 0 R ", 8 + 2 * i);
        evne_buf_printf(&places, "%zu 0 R ", 9 + 2 * i);
    }
    bodies[2] = "<</Type/StructTreeRoot/K 4 0 R/ParentTree 5 0 R/ParentTreeNextKey 1>>";
    bodies[3] = evne_arena_printf(arena, "<</S/Document/P 3 0 R/K[%s]>>", evne_buf_text(&rows));
    bodies[4] = evne_arena_printf(arena, "<</Nums[0[%s]]>>", evne_buf_text(&places));
    bodies[5] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<<>>"
                "/StructParents 0/Tabs/S>>";
    bodies[6] = evne_arena_printf(arena, "<</Length %zu>>\nstream\n%s\nendstream", content.len,
                                  evne_buf_text(&content));
    return fixture_pdf(arena, bodies, 7 + 2 * n);
}

/* The number after the last `word`. */
static size_t last_number(evne_str pdf, const char *word)
{
    size_t len = strlen(word), at = pdf.len - len;

    while (memcmp(pdf.p + at, word, len) != 0)
        at--;
    return strtoul(pdf.p + at + len, NULL, 10); /* something else ends the digits */
}

evne_str fixture_update(evne_arena *arena, evne_str pdf, size_t n, const int *numbers,
                        const char *const *bodies, const char *extra)
{
    evne_buf out = {.arena = arena};
    size_t *starts = evne_arena_array(arena, n + 1, sizeof *starts);
    size_t size = last_number(pdf, "/Size ");

    evne_buf_put_str(&out, pdf);
    for (size_t i = 0; i < n; i++) {
        size = (size_t)numbers[i] >= size ? (size_t)numbers[i] + 1 : size;
        starts[i] = out.len;
        evne_buf_printf(&out, "%d 0 obj\n%s\nendobj\n", numbers[i], bodies[i]);
    }
    put_end(&out, numbers, starts, n,
            evne_arena_printf(arena, "/Size %zu/Root 1 0 R/Prev %zu%s", size,
                              last_number(pdf, "startxref"), extra));
    return evne_buf_str(&out);
}

const char *fixture_key_path(evne_arena *arena, const char *file)
{
    return evne_file_join(arena, EVNE_TEST_KEYS, file);
}

evne_moment fixture_now(void)
{
    return (evne_moment){.date = {2026, 11, 22}, .second_of_day = 36000, .offset_min = 60};
}

evne_key *fixture_key(evne_arena *arena, const char *name)
{
    const char *key = fixture_key_path(arena, evne_arena_printf(arena, "%s.key.pem", name));
    const char *certificate = fixture_key_path(arena, evne_arena_printf(arena, "%s.pem", name));
    evne_key *out = NULL;
    evne_error err = {0};

    must(evne_key_load(arena, key, certificate, NULL, &out, &err), &err);
    return out;
}

static evne_status sign_with(evne_arena *arena, evne_str pdf, const char *role, const char *name,
                             size_t reserve, evne_str *out, evne_error *err)
{
    evne_key *key = fixture_key(arena, name);
    evne_sign_options options = {.role = role,
                                 .key = key,
                                 .when = fixture_now(),
                                 .reason = "Jeg har læst planen.",
                                 .force = true,
                                 .reserve = reserve};
    evne_status status = evne_sign(arena, pdf, &options, out, err);

    evne_key_free(key);
    return status;
}

evne_status fixture_try_sign(evne_arena *arena, evne_str pdf, const char *role, const char *name,
                             evne_str *out, evne_error *err)
{
    return sign_with(arena, pdf, role, name, 0, out, err);
}

evne_str fixture_sign_small(evne_arena *arena, evne_str pdf, const char *role, const char *name)
{
    evne_error err = {0};
    evne_str out = {0};

    must(sign_with(arena, pdf, role, name, 2600, &out, &err), &err);
    return out;
}

evne_str fixture_sign(evne_arena *arena, evne_str pdf, const char *role, const char *name)
{
    evne_error err = {0};
    evne_str out = {0};

    must(fixture_try_sign(arena, pdf, role, name, &out, &err), &err);
    return out;
}

const evne_verdict *fixture_verify(evne_arena *arena, evne_str pdf)
{
    const char *roots[] = {fixture_key_path(arena, "root.pem")};
    evne_verify_options options = {.roots = roots, .n_roots = 1, .now = fixture_now()};
    const evne_verdict *verdict = NULL;
    evne_error err = {0};

    must(evne_verify(arena, pdf, &options, &verdict, &err), &err);
    return verdict;
}

bool fixture_has(const evne_reasons *reasons, const char *code)
{
    for (size_t i = 0; i < reasons->n; i++)
        if (strcmp(reasons->list[i].code, code) == 0)
            return true;
    return false;
}

bool fixture_says(const evne_verdict *verdict, const char *code)
{
    bool says = fixture_has(&verdict->reasons, code);

    for (size_t i = 0; i < verdict->n_signatures; i++)
        says |= fixture_has(&verdict->signatures[i].reasons, code);
    return says;
}

evne_str fixture_swap(evne_arena *arena, evne_str pdf, const char *from, const char *to)
{
    char *copy = evne_arena_copy(arena, pdf.p, pdf.len);
    size_t len = strlen(from), at = pdf.len - len + 1;

    if (strlen(to) != len)
        abort();
    while (at-- > 0)
        if (memcmp(copy + at, from, len) == 0) {
            memcpy(copy + at, to, len);
            return (evne_str){copy, pdf.len};
        }
    fprintf(stderr, "'%s' is not in the file\n", from);
    abort();
}
