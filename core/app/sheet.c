/* How: the last stages of job.c, for a view that no plugin made. */
#include "sheet.h"

#include "doc/template.h"
#include "layout/layout.h"
#include "pdf/write.h"
#include "version.h"

evne_status evne_sheet_open(evne_arena *arena, const evne_paths *paths, evne_sheet *sheet,
                            evne_error *err)
{
    *sheet = (evne_sheet){.arena = arena, .paths = paths};
    EVNE_TRY(evne_fonts_open(arena, paths->fonts, &sheet->fonts, err));
    sheet->hyphens = evne_hyphens_open(arena, paths->hyphenation);
    return EVNE_OK;
}

void evne_sheet_close(evne_sheet *sheet)
{
    evne_hyphens_close(sheet->hyphens);
    evne_fonts_close(sheet->fonts);
}

evne_value *evne_sheet_text(const evne_sheet *sheet, evne_str words)
{
    evne_buf out = {.arena = sheet->arena};

    for (size_t at = 0; at < words.len;) {
        uint32_t c = evne_utf8_next(words, &at);
        bool is_shown = c != EVNE_NO_CODE_POINT &&
                        (c == '\n' || (c >= ' ' && evne_fonts_covers(sheet->fonts, c)));

        evne_utf8_put(&out, is_shown ? c : '?');
    }
    return evne_value_new_text(sheet->arena, NULL, evne_buf_str(&out));
}

const char *evne_sheet_moment(evne_arena *arena, evne_moment when)
{
    evne_buf out = {.arena = arena};
    int minute = when.second_of_day / 60;

    evne_date_short(&out, when.date);
    evne_buf_printf(&out, " kl. %02d.%02d", minute / 60, minute % 60);
    return evne_buf_text(&out);
}

evne_status evne_sheet_make(const evne_sheet *sheet, const char *template_name,
                            const evne_value *view, evne_moment now, evne_str *out, evne_error *err)
{
    const evne_folders *folders = &sheet->paths->templates;
    evne_template_env env = {.folders = folders->paths, .n_folders = folders->count, .lang = "da"};
    evne_pdf_facts made = {.program = EVNE_STR(EVNE_PROGRAM), .created = now};
    const evne_value *nobody = evne_value_new_list(sheet->arena, NULL, NULL, 0);
    evne_metrics metrics = *evne_fonts_metrics(sheet->fonts);
    const evne_template *source = NULL;
    const evne_pages *pages = NULL;
    evne_doc *doc = NULL;

    EVNE_TRY(evne_template_open(sheet->arena, template_name, &env, &source, err));
    EVNE_TRY(evne_template_fill(sheet->arena, source, view, nobody, &doc, err));
    metrics.hyphens = sheet->hyphens;
    EVNE_TRY(evne_layout_run(sheet->arena, doc, &metrics, &pages, err));
    made.title = doc->title;
    return evne_pdf_write(sheet->arena, pages, sheet->fonts, &made, out, err);
}
