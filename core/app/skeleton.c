/*
 * How: one walk over the fields. Each line is `key: example  # Label, rule`; an optional line, and
 * all that lies below it, starts with "# ", so that taking the mark away gives valid YAML.
 */
#include "base/number.h"
#include "job.h"
#include "schema.h"

typedef struct pen {
    evne_buf *out;
    int depth;
    bool is_optional; /* inside something that is commented out */
} pen;

static void write_field(pen *p, const evne_field *field, const char *lead);

static void start_line(const pen *p, const char *lead)
{
    evne_buf_puts(p->out, p->is_optional ? "# " : "");
    for (int i = 0; i < p->depth; i++)
        evne_buf_puts(p->out, "  ");
    evne_buf_puts(p->out, lead);
}

static const char *example(const evne_field *field)
{
    static const char *const examples[] = {
        [EVNE_FIELD_TEXT] = "\"\"",
        [EVNE_FIELD_LONG] = "\"\"",
        [EVNE_FIELD_NAME] = "{fornavn: \"\", efternavn: \"\"}",
        [EVNE_FIELD_DATE] = "\"2026-01-31\"",
        [EVNE_FIELD_YEAR] = "\"2026\"",
        [EVNE_FIELD_TIME] = "\"08:30\"",
        [EVNE_FIELD_WEEK] = "2026-W05",
        [EVNE_FIELD_MOMENT] = "\"2026-01-31T09:05:00+01:00\"",
        [EVNE_FIELD_NUM] = "0",
        [EVNE_FIELD_INT] = "0",
        [EVNE_FIELD_BOOL] = "false",
        [EVNE_FIELD_CHOICE] = "",
        [EVNE_FIELD_ID] = "X-1",
        [EVNE_FIELD_REF] = "X-1",
        [EVNE_FIELD_CPR] = "\"000000-0000\"",
        [EVNE_FIELD_CVR] = "\"00000000\"",
        [EVNE_FIELD_PNR] = "\"0000000000\"",
        [EVNE_FIELD_POSTAL_CODE] = "\"0000\"",
        [EVNE_FIELD_PHONE] = "\"00 00 00 00\"",
        [EVNE_FIELD_EMAIL] = "\"\"",
    };

    return examples[field->type];
}

static void write_choices(pen *p, const evne_field *field)
{
    evne_buf_puts(p->out, ": ");
    for (size_t i = 0; i < field->n_choices; i++) {
        evne_buf_puts(p->out, i ? " | " : "");
        evne_buf_put_str(p->out, field->choices[i].value);
    }
}

static void write_bound(pen *p, const char *word, double bound)
{
    evne_buf_printf(p->out, ", %s ", word);
    evne_number_danish(p->out, bound, evne_number_decimals(bound, 2));
}

static void write_comment(pen *p, const evne_field *field)
{
    evne_buf_puts(p->out, "  # ");
    evne_buf_put_str(p->out, evne_field_label(field));
    if (field->type == EVNE_FIELD_CHOICE)
        write_choices(p, field);
    if (field->unit.len)
        evne_buf_printf(p->out, " (%.*s)", EVNE_STR_ARGS(field->unit));
    if (field->has_min)
        write_bound(p, "mindst", field->min);
    if (field->has_max)
        write_bound(p, "højst", field->max);
    if (field->hint.len)
        evne_buf_printf(p->out, ". %.*s", EVNE_STR_ARGS(field->hint));
    evne_buf_puts(p->out, field->is_optional ? " (kan udelades)\n" : "\n");
}

static void write_children(pen *p, const evne_field *group, const char *first_lead)
{
    for (size_t i = 0; i < group->n_children; i++)
        write_field(p, &group->children[i], i == 0 ? first_lead : *first_lead ? "  " : "");
}

static void write_list(pen *p, const evne_field *field)
{
    const evne_field *item = field->n_children ? field->children : NULL;

    p->depth++;
    if (item && item->type == EVNE_FIELD_GROUP) {
        bool was_optional = p->is_optional;
        write_children(p, item, "- ");
        p->is_optional = was_optional;
    } else if (item && item->type != EVNE_FIELD_LIST && item->type != EVNE_FIELD_TABLE) {
        start_line(p, "- ");
        evne_buf_printf(p->out, "%s\n", example(item));
    }
    p->depth--;
}

static void write_value(pen *p, const evne_field *field)
{
    switch (field->type) {
    case EVNE_FIELD_GROUP:
        write_comment(p, field);
        p->depth++;
        write_children(p, field, "");
        p->depth--;
        break;
    case EVNE_FIELD_LIST:
        write_comment(p, field);
        write_list(p, field);
        break;
    case EVNE_FIELD_TABLE:
        evne_buf_puts(p->out, " {}");
        write_comment(p, field);
        break;
    default:
        evne_buf_printf(p->out, " %s", example(field));
        write_comment(p, field);
    }
}

static void write_field(pen *p, const evne_field *field, const char *lead)
{
    bool was_optional = p->is_optional, is_first_of_item = lead[0] == '-';

    p->is_optional = was_optional || (field->is_optional && !is_first_of_item);
    start_line(p, lead);
    if (lead[0])
        p->depth++;
    evne_buf_printf(p->out, "%.*s:", EVNE_STR_ARGS(field->key));
    write_value(p, field);
    if (lead[0])
        p->depth--;
    p->is_optional = was_optional;
}

void evne_skeleton_write(evne_buf *out, const evne_plugin_info *report)
{
    pen p = {.out = out};

    evne_buf_printf(out, "# Sag til %.*s (%.*s). Linjer, der begynder med #, kan udelades.\n",
                    EVNE_STR_ARGS(report->title_da), EVNE_STR_ARGS(report->id));
    evne_buf_puts(out, "skema: " EVNE_CASE_FORMAT "\n");
    for (size_t i = 0; i < report->fields->n_children; i++)
        if (!evne_str_is(report->fields->children[i].key, "skema"))
            write_field(&p, &report->fields->children[i], "");
}
