/* How: the same facts twice; what a signature claims of itself is called claimed in both. */
#include "verdict.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void write_reasons(evne_buf *out, const char *indent, const evne_reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++)
        evne_buf_printf(out, "%s%s [%s]\n", indent, reasons->list[i].text, reasons->list[i].code);
}

static void write_name(evne_buf *out, const evne_signature *s)
{
    evne_buf_puts(out, s->signer[0] ? s->signer : "ukendt underskriver");
    if (s->organisation[0])
        evne_buf_printf(out, ", %s", s->organisation);
}

static const char *revocation_danish(const evne_signature *s)
{
    if (strcmp(s->revocation, "good") == 0)
        return "undersøgt, ingen var spærret";
    if (strcmp(s->revocation, "revoked") == 0)
        return "et certifikat var spærret";
    if (strcmp(s->revocation, "none") == 0)
        return "udstederen oplyser intet sted at spørge";
    return "kan ikke afgøres ud fra filen";
}

static void write_facts(evne_buf *out, const evne_signature *s)
{
    evne_buf_printf(out, "     %s · %s",
                    s->is_intact ? s->is_timestamp ? "indholdet er det, der blev stemplet"
                                                   : "indholdet er det, der blev underskrevet"
                                 : "indholdet svarer ikke til underskriften",
                    s->is_trusted ? "certifikatet er betroet" : "certifikatet er ikke betroet");
    if (s->level[0])
        evne_buf_printf(out, " · PAdES %s", s->level);
    if (s->algorithm[0])
        evne_buf_printf(out, " · %s", s->algorithm);
    evne_buf_puts(out, "\n");
    if (s->proven_time[0])
        evne_buf_printf(out, "     fandtes bevisligt den %s (tidsstempel)\n", s->proven_time);
    if (s->stamped_time[0] && !s->proven_time[0])
        evne_buf_printf(out, "     tidsstemplet siger %s, men det er ikke bevist\n",
                        s->stamped_time);
    if (s->revocation[0])
        evne_buf_printf(out, "     spærring af certifikater: %s\n", revocation_danish(s));
    if (s->claimed_time[0])
        evne_buf_printf(out, "     tid efter underskriverens eget ur: %s\n", s->claimed_time);
    if (s->certifies)
        evne_buf_printf(out, "     certificerer dokumentet: derefter må der %s\n",
                        s->certifies == 1 ? "intet tilføjes" : "kun udfyldes og underskrives");
    if (s->issuer[0])
        evne_buf_printf(out, "     certifikat %s, udstedt af %s\n", s->serial, s->issuer);
}

static void write_later(evne_buf *out, const evne_signature *s)
{
    if (s->has_changes_after)
        evne_buf_puts(out, "     filen er ændret efter underskriften\n");
    else if (s->n_later)
        evne_buf_printf(out, "     siden er der kun kommet %zu %s til\n", s->n_later,
                        s->n_later == 1 ? "underskrift" : "underskrifter");
    else if (s->n_later_stamps)
        evne_buf_printf(out, "     siden er der kun kommet tidsstempler og beviser til\n");
    else if (s->covers_file)
        evne_buf_puts(out, "     dækker hele filen\n");
}

static void write_signature(evne_buf *out, size_t number, const evne_signature *s)
{
    evne_buf_printf(out, "  %zu. %s%s: %s, ", number, s->is_timestamp ? "tidsstempel " : "",
                    s->role[0] ? s->role : "uden felt", evne_verdict_danish(s->status));
    write_name(out, s);
    evne_buf_puts(out, "\n");
    write_facts(out, s);
    write_later(out, s);
    write_reasons(out, "     - ", &s->reasons);
}

void evne_verdict_write(evne_buf *out, const char *file, const evne_verdict *verdict)
{
    evne_buf_printf(out, "%s: %s\n", file, evne_verdict_danish(verdict->status));
    for (size_t i = 0; i < verdict->n_signatures; i++)
        write_signature(out, i + 1, &verdict->signatures[i]);
    for (size_t i = 0; i < verdict->n_open; i++)
        evne_buf_printf(out, "  mangler: %s\n", verdict->open_roles[i]);
    if (verdict->has_original)
        evne_buf_printf(out, "  %s\n",
                        verdict->begins_with_original ? "begynder byte for byte med originalen"
                                                      : "begynder ikke med originalen");
    write_reasons(out, "  - ", &verdict->reasons);
}

static json_t *reasons_json(const evne_reasons *reasons)
{
    json_t *list = json_array();

    for (size_t i = 0; i < reasons->n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "code", reasons->list[i].code,
                                              "status", evne_verdict_name(reasons->list[i].status),
                                              "text", reasons->list[i].text));
    return list;
}

static json_t *texts_json(const char *const *texts, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_string(texts[i]));
    return list;
}

static json_t *signature_json(const evne_signature *s)
{
    json_t *facts =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "role", s->role,
                  "status", evne_verdict_name(s->status), "signer", s->signer, "organisation",
                  s->organisation, "certificateSerial", s->serial, "issuer", s->issuer, "validFrom",
                  s->valid_from, "validTo", s->valid_to, "claimedTime", s->claimed_time, "meaning",
                  s->meaning, "level", s->level, "algorithm", s->algorithm);
    json_t *more = json_pack("{s:b, s:b, s:b, s:b, s:b, s:i, s:i}", "intact", s->is_intact,
                             "trusted", s->is_trusted, "coversRevision", s->covers_revision,
                             "coversFile", s->covers_file, "changedAfter", s->has_changes_after,
                             "revision", (int)s->revision, "laterSignatures", (int)s->n_later);

    json_object_update(facts, more);
    json_decref(more);
    json_object_set_new(facts, "timestamp", json_boolean(s->is_timestamp));
    json_object_set_new(facts, "stampedTime", json_string(s->stamped_time));
    json_object_set_new(facts, "provenTime", json_string(s->proven_time));
    json_object_set_new(facts, "revocation", json_string(s->revocation));
    json_object_set_new(facts, "laterTimestamps", json_integer((json_int_t)s->n_later_stamps));
    json_object_set_new(facts, "certifies", json_integer(s->certifies));
    json_object_set_new(facts, "chain", texts_json(s->chain, s->n_chain));
    json_object_set_new(facts, "reasons", reasons_json(&s->reasons));
    return facts;
}

evne_str evne_verdict_json(evne_arena *arena, const char *file, const evne_verdict *verdict)
{
    json_t *signatures = json_array(), *facts;
    evne_str kept;
    char *text;

    for (size_t i = 0; i < verdict->n_signatures; i++)
        json_array_append_new(signatures, signature_json(&verdict->signatures[i]));
    facts = json_pack("{s:s, s:s, s:i, s:o, s:o, s:o}", "file", file, "verdict",
                      evne_verdict_name(verdict->status), "revisions", (int)verdict->n_revisions,
                      "signatures", signatures, "open",
                      texts_json(verdict->open_roles, verdict->n_open), "reasons",
                      reasons_json(&verdict->reasons));
    if (verdict->has_original)
        json_object_set_new(facts, "beginsWithOriginal",
                            json_boolean(verdict->begins_with_original));
    text = json_dumps(facts, JSON_COMPACT | JSON_PRESERVE_ORDER);
    kept = evne_str_of(evne_arena_text(arena, text ? text : "{}"));
    free(text);
    json_decref(facts);
    return kept;
}
