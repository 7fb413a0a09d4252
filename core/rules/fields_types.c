/*
 * How: one function per type takes the text of a scalar and either makes the typed value or says
 * what is wrong; a table picks the function. Days, weeks and times are in fields_dates.c.
 */
#include <string.h>

#include "base/number.h"
#include "fieldpass.h"
#include "suggest.h"

static const struct {
    const char *danish, *example;
} types[] = {
    [EVNE_FIELD_GROUP] = {"en gruppe af felter", "..."},
    [EVNE_FIELD_LIST] = {"en liste", "..."},
    [EVNE_FIELD_TABLE] = {"en gruppe af felter", "..."},
    [EVNE_FIELD_TEXT] = {"en tekst på én linje", "..."},
    [EVNE_FIELD_LONG] = {"en tekst", "..."},
    [EVNE_FIELD_NAME] = {"et navn", "..."},
    [EVNE_FIELD_DATE] = {"en dato", "2026-03-02"},
    [EVNE_FIELD_YEAR] = {"et årstal eller en dato", "2026"},
    [EVNE_FIELD_TIME] = {"et klokkeslæt", "08:30"},
    [EVNE_FIELD_WEEK] = {"en uge", "2026-W07"},
    [EVNE_FIELD_MOMENT] = {"et tidspunkt med tidszone", "2026-07-13T09:05:00+02:00"},
    [EVNE_FIELD_NUM] = {"et tal", "2,5"},
    [EVNE_FIELD_INT] = {"et helt tal", "4"},
    [EVNE_FIELD_BOOL] = {"ja eller nej", "ja"},
    [EVNE_FIELD_CHOICE] = {"en af de faste værdier", "..."},
    [EVNE_FIELD_ID] = {"et id af bogstaver, cifre, - og _", "A-1"},
    [EVNE_FIELD_REF] = {"en henvisning til et id", "A-1"},
    [EVNE_FIELD_CPR] = {"et cpr-nummer", "ddmmåå-xxxx"},
    [EVNE_FIELD_CVR] = {"et cvr-nummer på 8 cifre", "\"00102032\""},
    [EVNE_FIELD_PNR] = {"et p-nummer på 10 cifre", "\"0000004711\""},
    [EVNE_FIELD_POSTAL_CODE] = {"et postnummer på 4 cifre", "\"4999\""},
    [EVNE_FIELD_PHONE] = {"et telefonnummer på 8 cifre", "\"00 40 11 22\""},
    [EVNE_FIELD_EMAIL] = {"en mailadresse", "navn@firma.example"},
};

const char *evne_field_type_danish(evne_field_type type)
{
    return types[type].danish;
}

const char *evne_field_type_example(evne_field_type type)
{
    return types[type].example;
}

static bool all_digits(evne_str text, size_t count)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len == count;
}

static const char *plain(evne_fieldpass *pass, double number)
{
    evne_buf buf = {.arena = pass->arena};

    evne_number_danish(&buf, number, evne_number_decimals(number, 6));
    return evne_buf_text(&buf);
}

static void check_range(evne_fieldpass *pass, const evne_subject *s, double number)
{
    const evne_field *f = s->field;
    bool is_low = f->has_min && number < f->min;

    if (!is_low && !(f->has_max && number > f->max))
        return;
    evne_subject_report(pass, s, "felt.vaerdi",
                        evne_arena_printf(pass->arena, "'%.*s' er %s, men kan %s være %s",
                                          EVNE_STR_ARGS(s->label), plain(pass, number),
                                          is_low ? "mindst" : "højst",
                                          plain(pass, is_low ? f->min : f->max)),
                        NULL);
}

static void refuse_number(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_str unit = s->field->unit;
    const char *suggestion = "skriv tallet med cifre og højst ét komma, uden punktum i tusinder";

    if (unit.len)
        suggestion = evne_arena_printf(pass->arena, "skriv kun tallet; enheden er %.*s",
                                       EVNE_STR_ARGS(unit));
    evne_subject_refuse(pass, s, text, "det er ikke et tal", suggestion);
}

static const evne_value *take_number(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    double number;

    if (!evne_number_parse(text, &number)) {
        refuse_number(pass, s, text);
        return NULL;
    }
    if (s->field->type == EVNE_FIELD_INT && number != (double)(long long)number) {
        evne_subject_refuse(pass, s, text, "det skal være et helt tal",
                            "skriv tallet uden decimaler");
        return NULL;
    }
    check_range(pass, s, number);
    return evne_value_new_number(pass->arena, &s->value->place, number);
}

static const evne_value *take_bool(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    static const char *const words[] = {"nej", "ja", "false", "true", "no", "yes"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (evne_suggest_same(text, evne_str_of(words[i])))
            return evne_value_new_bool(pass->arena, &s->value->place, i % 2 == 1);
    evne_subject_refuse(pass, s, text, "det er hverken ja eller nej", "skriv ja eller nej");
    return NULL;
}

static evne_str choice_at(const void *choices, size_t index)
{
    return ((const evne_choice *)choices)[index].value;
}

static void refuse_choice(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    const evne_field *f = s->field;
    evne_nearest nearest = {.wanted = text};
    const char *words = evne_fieldpass_words(pass, f->choices, f->n_choices, choice_at);
    evne_str shown = evne_fieldpass_quote(pass, text);
    char *suggestion;

    for (size_t i = 0; i < f->n_choices && pass->n_lookups < EVNE_FIELDS_LOOKUPS; i++)
        evne_suggest_consider(&nearest, f->choices[i].value);
    pass->n_lookups++;
    suggestion = nearest.word.len ? evne_arena_printf(pass->arena, "mente du '%.*s'? Kendte: %s",
                                                      EVNE_STR_ARGS(nearest.word), words)
                                  : evne_arena_printf(pass->arena, "vælg mellem: %s", words);
    evne_fieldpass_report(pass, &s->value->place, f->is_open ? EVNE_WARNING : EVNE_SEVERE_ERROR,
                          "felt.vaerdi",
                          evne_arena_printf(pass->arena, "'%.*s' er '%.*s': %s",
                                            EVNE_STR_ARGS(s->label), EVNE_STR_ARGS(shown),
                                            f->is_open ? "det er ikke en af de kendte værdier"
                                                       : "det er ikke en af de mulige værdier"),
                          suggestion);
}

static evne_str shown_as(const evne_field *field, evne_str text)
{
    for (size_t i = 0; i + 1 < field->n_shown_as; i += 2)
        if (evne_str_eq(text, field->shown_as[i]))
            return field->shown_as[i + 1];
    return text;
}

static const evne_value *take_choice(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    for (size_t i = 0; i < s->field->n_choices; i++)
        if (evne_str_eq(text, s->field->choices[i].value))
            return evne_subject_text(pass, s, shown_as(s->field, text));
    refuse_choice(pass, s, text);
    return s->field->is_open ? evne_subject_text(pass, s, text) : NULL;
}

static bool is_id(evne_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_ascii = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                        (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        if (!is_ascii && c < 0x80)
            return false;
    }
    return text.len > 0 && text.len <= 64;
}

static const evne_value *take_id(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    if (is_id(text))
        return evne_subject_text(pass, s, text);
    evne_subject_refuse(pass, s, text, "et id er højst 64 bogstaver, cifre, - og _",
                        "skriv det som O-01 eller M1");
    return NULL;
}

static const evne_value *take_ref(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_fields_check_ref(pass, s, text);
    return evne_subject_text(pass, s, text);
}

static bool is_hidden_cpr(evne_str text)
{
    return evne_str_is(text, "xxxxxx-xxxx");
}

/* "631171-xxxx" as a masked copy has it; the century is not known, so either may fit the date. */
static bool is_masked_cpr(evne_str text)
{
    char number[11] = "";
    evne_date born;

    if (text.len != 11 || text.p[6] != '-')
        return false;
    for (size_t i = 7; i < 11; i++)
        if (text.p[i] != 'x' && text.p[i] != 'X')
            return false;
    memcpy(number, text.p, 6);
    memcpy(number + 6, "0000", 4);
    if (evne_cpr_date((evne_str){number, 10}, &born))
        return true;
    number[6] = '4';
    return evne_cpr_date((evne_str){number, 10}, &born);
}

static const evne_value *make_cpr(evne_fieldpass *pass, const evne_subject *s, evne_str text,
                                  bool is_masked)
{
    const char *tail = is_masked ? "xxxx" : text.p + text.len - 4;

    return evne_subject_text(
        pass, s, evne_str_of(evne_arena_printf(pass->arena, "%.6s-%.4s", text.p, tail)));
}

/* Numbers without modulus 11 have been issued since October 2007, so that is never an error. */
static void remark_modulus(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    if (evne_cpr_is_replacement(text) || evne_cpr_has_modulus_11(text))
        return;
    evne_fieldpass_report(pass, &s->value->place, EVNE_INFO, "felt.cpr",
                          evne_arena_printf(pass->arena,
                                            "'%.*s' opfylder ikke modulus 11; nyere numre gør det "
                                            "ikke altid",
                                            EVNE_STR_ARGS(s->label)),
                          "se efter, om nummeret er skrevet rigtigt");
}

static const evne_value *take_cpr(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    bool is_cut = is_masked_cpr(text) || is_hidden_cpr(text);

    if (is_hidden_cpr(text) || (s->field->is_hidden && (is_cut || evne_cpr_is_valid(text))))
        return evne_subject_text(pass, s, EVNE_STR("xxxxxx-xxxx"));
    if (is_cut)
        return make_cpr(pass, s, text, true);
    if (evne_cpr_is_valid(text)) {
        remark_modulus(pass, s, text);
        return make_cpr(pass, s, text, s->field->is_masked);
    }
    evne_subject_report(pass, s, "felt.vaerdi",
                        evne_arena_printf(pass->arena,
                                          "'%.*s' er ikke et cpr-nummer: det skal have 10 cifre og "
                                          "begynde med en dato",
                                          EVNE_STR_ARGS(s->label)),
                        "skriv det som ddmmåå-xxxx med cifre hele vejen, i anførselstegn");
    return NULL;
}

static evne_str without_blanks(evne_fieldpass *pass, evne_str text)
{
    evne_buf buf = {.arena = pass->arena};

    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] != ' ')
            evne_buf_put_char(&buf, text.p[i]);
    return (evne_str){evne_buf_text(&buf), buf.len};
}

static const evne_value *take_cvr(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_str digits = without_blanks(pass, text);

    if (evne_cvr_is_valid(text))
        return evne_subject_text(pass, s, digits);
    evne_subject_refuse(pass, s, text,
                        all_digits(digits, 8) ? "kontrolcifret passer ikke"
                                              : "det er ikke et cvr-nummer",
                        "skriv de 8 cifre fra CVR-registret, også nuller forrest, i anførselstegn");
    return NULL;
}

static const evne_value *take_digits(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    bool is_postal = s->field->type == EVNE_FIELD_POSTAL_CODE;
    evne_str digits = without_blanks(pass, text);

    if (all_digits(digits, is_postal ? 4 : 10) && !(is_postal && evne_str_is(digits, "0000")))
        return evne_subject_text(pass, s, digits);
    evne_subject_refuse(
        pass, s, text,
        evne_arena_printf(pass->arena, "det er ikke %s", evne_field_type_danish(s->field->type)),
        "skriv alle cifre, også nuller forrest, i anførselstegn");
    return NULL;
}

/* Eight digits, a short number of three to five, or + and a foreign one of eight to fifteen. */
static bool is_phone(evne_str text)
{
    bool is_foreign = text.len && text.p[0] == '+';
    size_t n = 0;

    for (size_t i = is_foreign; i < text.len; i++) {
        if (text.p[i] == ' ')
            continue;
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        n++;
    }
    if (is_foreign)
        return evne_str_starts(text, "+45") ? n == 10 : n >= 8 && n <= 15;
    return n == 8 || (n >= 3 && n <= 5);
}

static const evne_value *take_phone(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    if (is_phone(text))
        return evne_subject_text(pass, s, text);
    evne_subject_refuse(pass, s, text, "det er ikke et telefonnummer",
                        "skriv 8 cifre, eventuelt med mellemrum eller +45 foran, i anførselstegn");
    return NULL;
}

/* One @ with something on both sides, a dot inside what follows, no blanks or brackets. */
static bool is_email(evne_str text)
{
    const char *at = text.len ? memchr(text.p, '@', text.len) : NULL;
    const char *end = text.p + text.len, *dot = NULL;

    if (!at || at == text.p || text.len > 254)
        return false;
    for (const char *p = text.p; p < end; p++)
        if ((unsigned char)*p <= ' ' || strchr("<>()[],;:\"\\", *p) || (*p == '@' && p != at))
            return false;
    for (const char *p = at + 1; p < end; p++)
        if (*p == '.')
            dot = p;
    return dot && dot > at + 1 && dot + 1 < end && at[1] != '.';
}

static const evne_value *take_email(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    if (is_email(text))
        return evne_subject_text(pass, s, text);
    evne_subject_refuse(pass, s, text, "det er ikke en mailadresse", "skriv den som navn@firma.dk");
    return NULL;
}

static const char *text_fault(evne_str text, bool is_long)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n' && !is_long)
            return "skal stå på én linje";
        if ((c < 0x20 && c != '\n' && !(is_long && c == '\t')) || c == 0x7F)
            return "indeholder et styretegn";
    }
    return NULL;
}

static void check_length(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    const evne_field *f = s->field;
    double count = (double)evne_utf8_count(text);
    bool is_short = f->has_min && count < f->min;

    if (!is_short && !(f->has_max && count > f->max))
        return;
    evne_subject_report(pass, s, "felt.laengde",
                        evne_arena_printf(pass->arena, "'%.*s' har %s tegn, men skal have %s %s",
                                          EVNE_STR_ARGS(s->label), plain(pass, count),
                                          is_short ? "mindst" : "højst",
                                          plain(pass, is_short ? f->min : f->max)),
                        is_short ? "skriv mere udførligt" : "skriv kortere");
}

static const evne_value *take_text(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    const char *fault = text_fault(text, s->field->type == EVNE_FIELD_LONG);

    if (fault) {
        evne_subject_report(
            pass, s, "felt.vaerdi",
            evne_arena_printf(pass->arena, "'%.*s' %s", EVNE_STR_ARGS(s->label), fault),
            "brug >- foran en tekst, der er delt over flere linjer");
        return NULL;
    }
    check_length(pass, s, text);
    return evne_subject_text(pass, s, text);
}

typedef const evne_value *take_scalar(evne_fieldpass *pass, const evne_subject *s, evne_str text);

static take_scalar *const takers[] = {
    [EVNE_FIELD_TEXT] = take_text,
    [EVNE_FIELD_LONG] = take_text,
    [EVNE_FIELD_NAME] = take_text,
    [EVNE_FIELD_DATE] = evne_fields_date,
    [EVNE_FIELD_YEAR] = evne_fields_year,
    [EVNE_FIELD_TIME] = evne_fields_time,
    [EVNE_FIELD_WEEK] = evne_fields_week,
    [EVNE_FIELD_MOMENT] = evne_fields_moment,
    [EVNE_FIELD_NUM] = take_number,
    [EVNE_FIELD_INT] = take_number,
    [EVNE_FIELD_BOOL] = take_bool,
    [EVNE_FIELD_CHOICE] = take_choice,
    [EVNE_FIELD_ID] = take_id,
    [EVNE_FIELD_REF] = take_ref,
    [EVNE_FIELD_CPR] = take_cpr,
    [EVNE_FIELD_CVR] = take_cvr,
    [EVNE_FIELD_PNR] = take_digits,
    [EVNE_FIELD_POSTAL_CODE] = take_digits,
    [EVNE_FIELD_PHONE] = take_phone,
    [EVNE_FIELD_EMAIL] = take_email,
};

/* A pattern that runs into a limit has not been kept, and is reported as that. */
static void check_pattern(evne_fieldpass *pass, const evne_subject *s, evne_str text)
{
    evne_matching matching = evne_pattern_match_whole(s->field->pattern, text);
    evne_str shown = evne_fieldpass_quote(pass, text), hint = s->field->pattern_hint;

    if (matching == EVNE_MATCH)
        return;
    evne_subject_report(pass, s, "felt.moenster",
                        evne_arena_printf(pass->arena, "'%.*s' er '%.*s': %s",
                                          EVNE_STR_ARGS(s->label), EVNE_STR_ARGS(shown),
                                          matching == EVNE_NO_MATCH
                                              ? "det har ikke den rette form"
                                              : "formen kunne ikke prøves til ende"),
                        hint.len ? evne_arena_copy(pass->arena, hint.p, hint.len) : NULL);
}

/* The text of any scalar; values that the program made may be numbers and bools already. */
static evne_str scalar_text(evne_fieldpass *pass, const evne_value *value)
{
    evne_buf buf = {.arena = pass->arena};
    evne_str text = evne_value_text(value);

    if (value->kind == EVNE_BOOL)
        return value->as.truth ? EVNE_STR("ja") : EVNE_STR("nej");
    if (value->kind == EVNE_NUMBER) {
        evne_number_plain(&buf, value->as.number);
        return (evne_str){evne_buf_text(&buf), buf.len};
    }
    while (text.len && strchr(" \t\r\n", text.p[text.len - 1]))
        text.len--;
    return text;
}

const evne_value *evne_fields_scalar(evne_fieldpass *pass, const evne_subject *s)
{
    evne_str text = scalar_text(pass, s->value);
    const evne_value *typed = takers[s->field->type](pass, s, text);

    if (typed && typed->kind == EVNE_TEXT && s->field->pattern)
        check_pattern(pass, s, text);
    return typed;
}
