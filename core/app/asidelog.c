/* How: one map for each finding, in the order of the list; the template does the rest. */
#include "asidelog.h"

#include "base/file.h"
#include "sheet.h"

enum { KEYS = 8 };

typedef struct map {
    const evne_sheet *sheet;
    evne_pair pairs[KEYS];
    size_t n;
} map;

static void put(map *m, const char *key, const evne_value *value)
{
    m->pairs[m->n++] = (evne_pair){.key = evne_str_of(key), .value = value};
}

static void put_text(map *m, const char *key, const char *words)
{
    put(m, key, evne_sheet_text(m->sheet, evne_str_of(words)));
}

static const evne_value *close_map(const map *m)
{
    return evne_value_new_map(m->sheet->arena, NULL, m->pairs, m->n);
}

static const char *date_text(evne_arena *arena, const char *iso)
{
    evne_buf out = {.arena = arena};
    evne_date date;

    if (!evne_date_parse(evne_str_of(iso), &date))
        return iso;
    evne_date_short(&out, date);
    return evne_buf_text(&out);
}

static const evne_value *finding(const evne_sheet *sheet, const evne_problem *p)
{
    map m = {.sheet = sheet};

    put_text(&m, "regel",
             evne_arena_printf(sheet->arena, "%s, %s", p->code, evne_severity_danish(p->severity)));
    put_text(&m, "sted",
             evne_arena_printf(sheet->arena, "%s, linje %u\n%s", evne_file_name(p->file),
                               (unsigned)p->line, p->path));
    put_text(&m, "saetning",
             p->sentence[0] ? evne_arena_printf(sheet->arena, "%s\n%s", p->sentence, p->message)
                            : p->message);
    put_text(&m, "hvem",
             evne_arena_printf(sheet->arena, "%s\n%s", p->set_aside_by,
                               date_text(sheet->arena, p->set_aside_on)));
    put_text(&m, "begrundelse", p->set_aside_why);
    return close_map(&m);
}

static const evne_value *findings(const evne_sheet *sheet, const evne_problems *problems)
{
    size_t n = evne_problems_count(problems);
    const evne_value **items = evne_arena_array(sheet->arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++)
        items[i] = finding(sheet, evne_problems_at(problems, i));
    return evne_value_new_list(sheet->arena, NULL, items, n);
}

static const evne_value *files(const evne_sheet *sheet, const evne_asidelog *log)
{
    const evne_value **items = evne_arena_array(sheet->arena, log->n_files + 1, sizeof(*items));

    for (size_t i = 0; i < log->n_files; i++)
        items[i] = evne_sheet_text(sheet, evne_str_of(evne_file_name(log->files[i])));
    return evne_value_new_list(sheet->arena, NULL, items, log->n_files);
}

static evne_status make(const evne_sheet *sheet, const evne_asidelog *log, evne_str *out,
                        evne_error *err)
{
    map view = {.sheet = sheet};

    put_text(&view, "tid", evne_sheet_moment(sheet->arena, log->now));
    put(&view, "sager", files(sheet, log));
    put(&view, "bemaerkninger", findings(sheet, log->set_aside));
    return evne_sheet_make(sheet, "tilsidesat", close_map(&view), log->now, out, err);
}

evne_status evne_asidelog_make(evne_arena *arena, const evne_asidelog *log, evne_str *out,
                               evne_error *err)
{
    evne_sheet sheet;
    evne_status status = evne_sheet_open(arena, log->paths, &sheet, err);

    *out = (evne_str){0};
    if (status == EVNE_OK)
        status = make(&sheet, log, out, err);
    evne_sheet_close(&sheet);
    return status;
}
