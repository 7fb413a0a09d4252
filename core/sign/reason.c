/* How: one table. A code that is not in it counts as invalid, so a slip of the pen cannot pass. */
#include "reason.h"

#include <string.h>

#include "shown.h"

enum { MAX_REASONS = 100 };

#define BAD EVNE_VERDICT_INVALID
#define OPEN EVNE_VERDICT_UNDETERMINED
#define REMARK EVNE_VERDICT_VALID

static const struct {
    const char *code;
    evne_verdict_status status;
    const char *sentence;
} table[] = {
    /* the file */
    {"file.header", BAD, "filen begynder ikke som en PDF skal"},
    {"file.truncated", BAD, "filen er afkortet: slutningen mangler"},
    {"file.trailing", BAD, "der er føjet indhold til efter dokumentets slutning"},
    {"file.xref", BAD, "filens indholdsfortegnelse (krydshenvisningerne) er forkert"},
    {"file.object", BAD, "et objekt i filen er ikke skrevet efter reglerne"},
    {"file.overlap", BAD, "to objekter i filen dækker hinanden"},
    {"file.unaccounted", BAD, "filen indeholder noget, som ikke hører til dokumentet"},
    {"file.limits", BAD, "filen er større, end der kan kontrolleres"},
    {"file.encrypted", OPEN, "filen er krypteret og kan ikke kontrolleres"},
    {"file.xref_stream", OPEN,
     "filen er opbygget på en måde, som denne version ikke kan kontrollere"},
    {"file.second_opinion", BAD, "to læsere af filen er ikke enige om, hvad der står i den"},
    {"file.form", BAD, "filens formularfelter er ikke skrevet efter reglerne"},
    {"file.pages", BAD, "filens sider er ikke ordnet efter reglerne"},
    {"file.xfa", BAD, "filen har en XFA-formular, som kan vise andet end det underskrevne"},
    {"file.active", REMARK, "filen har indhold, der kan vise sig forskelligt"},
    {"file.unsigned", BAD, "dokumentet er ikke underskrevet"},
    {"original.differs", BAD, "filen begynder ikke med det oprindelige dokument"},
    /* the signature in the file */
    {"signature.orphan", BAD, "filen indeholder en underskrift, som ikke hører til noget felt"},
    {"signature.shared", BAD, "to felter deler den samme underskrift"},
    {"signature.replaced", BAD, "underskriften er ændret eller flyttet i en senere revision"},
    {"signature.dictionary", BAD,
     "underskriftens oplysninger er ufuldstændige eller skrevet forkert"},
    {"signature.format", OPEN, "underskriftens format understøttes ikke"},
    {"signature.reference", OPEN,
     "underskriften har bestemmelser, som ikke kan kontrolleres endnu"},
    {"certification.form", BAD, "certificeringen af dokumentet er skrevet forkert"},
    {"certification.not_first", BAD,
     "dokumentet er certificeret, efter at en anden havde skrevet under"},
    {"certification.perms", BAD,
     "dokumentets certificering og kataloget er ikke enige om, hvem der certificerer"},
    {"certification.other", OPEN,
     "dokumentet har tilladelser, som denne version ikke kan kontrollere"},
    {"certification.forbids", BAD, "dokumentet er certificeret, så intet må tilføjes"},
    {"lock.form", BAD, "låsningen af felter er skrevet forkert"},
    {"lock.differs", BAD, "underskriften låser andre felter, end dens felt foreskriver"},
    {"lock.broken", BAD, "et felt er udfyldt, efter at en underskrift låste det"},
    {"byterange.form", BAD, "underskriftens dækning (ByteRange) er skrevet forkert"},
    {"byterange.gap", BAD, "underskriften springer andet over end sin egen plads"},
    {"byterange.coverage", BAD, "underskriften dækker ikke hele det dokument, den står i"},
    {"contents.form", BAD, "underskriftens indhold er ikke skrevet efter reglerne"},
    {"contents.padding", BAD, "der ligger noget efter underskriften på dens plads"},
    /* the CMS object */
    {"cms.encoding", BAD, "underskriftens data følger ikke reglerne (DER)"},
    {"cms.structure", BAD, "underskriftens data er ikke opbygget efter reglerne (CMS)"},
    {"cms.signers", BAD, "underskriften skal have netop én underskriver"},
    {"cms.embedded", BAD, "underskriften indeholder selv det, den skulle dække"},
    {"cms.attributes", BAD,
     "underskriftens attributter mangler, står dobbelt eller er ikke tilladt"},
    {"cms.unsigned", OPEN, "underskriften har tilføjelser, som denne version ikke kan kontrollere"},
    {"cms.certificate", BAD,
     "underskriverens certifikat mangler eller er et andet end det angivne"},
    {"cms.extra_certificate", BAD, "underskriften indeholder certifikater, som ikke hører til"},
    {"cms.weak", BAD, "underskriften bruger en nøgle eller metode, som ikke er sikker nok"},
    {"cms.signature", BAD, "underskriften passer ikke til certifikatet"},
    {"content.digest", BAD, "dokumentet er ændret, efter at det blev underskrevet"},
    /* the certificate */
    {"certificate.no_roots", OPEN, "der er ikke angivet, hvilke udstedere der er tillid til"},
    {"certificate.untrusted", BAD, "certifikatet er ikke udstedt af nogen, der er tillid til"},
    {"certificate.expired", BAD, "certifikatet er udløbet, og der er intet tidsstempel"},
    {"certificate.not_yet_valid", BAD, "certifikatet gælder ikke endnu"},
    {"certificate.issuer_expired", BAD, "et af udstederens certifikater gælder ikke længere"},
    {"certificate.weak", BAD, "et certifikat bruger en nøgle eller metode, som ikke er sikker nok"},
    {"certificate.purpose", BAD, "certifikatet må ikke bruges til underskrifter"},
    {"certificate.chain", BAD, "kæden af certifikater er ikke i orden"},
    {"time.outside", REMARK, "det oplyste tidspunkt ligger uden for certifikatets gyldighed"},
    {"signer.other_name", REMARK, "feltet er lavet til en anden end den, der har underskrevet"},
    {"signer.claimed_name", REMARK, "underskriften oplyser et andet navn end certifikatet"},
    /* time-stamps */
    {"timestamp.form", BAD, "et tidsstempel er ikke skrevet efter reglerne"},
    {"timestamp.weak", BAD, "et tidsstempel bruger en nøgle eller metode, som ikke er sikker nok"},
    {"timestamp.certificate", BAD,
     "et tidsstempels certifikat mangler eller er et andet end det angivne"},
    {"timestamp.extra_certificate", BAD,
     "et tidsstempel indeholder certifikater, som ikke hører til"},
    {"timestamp.field", BAD, "et tidsstempel står på en underskrifts plads eller viser noget"},
    {"timestamp.certifies", BAD, "et tidsstempel certificerer dokumentet, som kun en person kan"},
    {"timestamp.purpose", BAD, "et tidsstempel er udstedt med et certifikat til andre formål"},
    {"timestamp.signature", BAD, "et tidsstempels underskrift passer ikke"},
    {"timestamp.imprint", BAD, "et tidsstempel gælder noget andet end det, det står ved"},
    {"timestamp.order", BAD, "et tidsstempel er yngre end et, der er kommet til senere"},
    {"timestamp.untrusted", BAD, "et tidsstempel er ikke udstedt af nogen, der er tillid til"},
    {"timestamp.expired", BAD, "et tidsstempels certifikat er udløbet, og intet nyere dækker det"},
    {"timestamp.chain", BAD, "et tidsstempels kæde af certifikater er ikke i orden"},
    {"timestamp.revoked", BAD, "et tidsstempels certifikat er spærret"},
    {"timestamp.revocation_unknown", OPEN,
     "det kan ikke afgøres, om et tidsstempels certifikat er spærret"},
    {"timestamp.revocation_old", REMARK,
     "det nyeste tidsstempels certifikat er kontrolleret ved stemplingen og ikke siden"},
    {"timestamp.no_roots", OPEN,
     "der er ikke angivet, hvilke udstedere af tidsstempler der er tillid til"},
    /* revocation and its evidence */
    {"certificate.revoked", BAD, "certifikatet var spærret på det tidspunkt, der er bevist"},
    {"certificate.revocation_unknown", OPEN,
     "det kan ikke afgøres, om certifikatet var spærret, da der blev underskrevet"},
    {"certificate.revocation_old", REMARK,
     "beviset for, at certifikatet ikke var spærret, er mere end et døgn ældre end det tidspunkt, "
     "der er bevist; det er fra"},
    {"dss.form", BAD, "filens beviser (DSS) er ikke skrevet efter reglerne"},
    /* what came after */
    {"change.unsigned_update", BAD, "der er en senere ændring, som ingen har underskrevet"},
    {"change.trailer", BAD, "en senere ændring retter i filens slutoplysninger"},
    {"change.object", BAD, "en senere ændring retter i dokumentets indhold"},
    {"change.content", BAD, "en senere ændring retter i det, siderne viser"},
    {"change.page", BAD, "en senere ændring retter i siderne eller deres rækkefølge"},
    {"change.annotation", BAD, "en senere ændring tilføjer eller retter en anmærkning på en side"},
    {"change.cover", BAD, "en senere underskrift kan dække det, siden viser"},
    {"change.catalog", BAD, "en senere ændring retter i dokumentets katalog"},
    {"change.font", BAD, "en senere ændring skifter en skrifttype og dermed teksten, man ser"},
    {"change.metadata", BAD, "en senere ændring retter i dokumentets oplysninger"},
    {"change.attachment", BAD, "en senere ændring retter i en vedhæftet fil"},
    {"change.structure", BAD, "en senere ændring retter i det, der læses højt"},
    {"change.signature", BAD, "en senere ændring retter i en underskrift"},
    {"change.generation", BAD, "en senere ændring genbruger et objekts nummer"},
    {"change.removed", BAD, "en senere ændring fjerner noget fra dokumentet"},
    {"change.field", BAD, "en senere ændring retter mere i et felt end dets underskrift"},
    {"change.form", BAD, "en senere ændring retter i formularen"},
    {"change.unreferenced", BAD,
     "en senere ændring tilføjer indhold, som intet tilladt formål har"},
    {"change.dangling", BAD,
     "en senere ændring giver indhold til noget, dokumentet henviste til, uden at det fandtes"},
    {"change.several", BAD, "en senere ændring indeholder mere end én underskrift"},
};

static size_t find(const char *code)
{
    size_t i = 0;

    while (i < sizeof table / sizeof *table && strcmp(table[i].code, code) != 0)
        i++;
    return i;
}

const char *evne_reason_sentence(const char *code)
{
    size_t i = find(code);

    return i < sizeof table / sizeof *table ? table[i].sentence : NULL;
}

static bool is_there(const evne_reasons *reasons, const char *code, const char *text)
{
    for (size_t i = 0; i < reasons->n; i++)
        if (strcmp(reasons->list[i].code, code) == 0 && strcmp(reasons->list[i].text, text) == 0)
            return true;
    return false;
}

void evne_reasons_copy(evne_reasons *reasons, const evne_reason *reason)
{
    if (is_there(reasons, reason->code, reason->text))
        return;
    if (!reasons->list)
        reasons->list = evne_arena_array(reasons->arena, MAX_REASONS, sizeof *reasons->list);
    if (reasons->n < MAX_REASONS)
        reasons->list[reasons->n++] = *reason;
    else if (reason->status > evne_reasons_status(reasons))
        reasons->list[MAX_REASONS - 1] = *reason;
}

void evne_reasons_add(evne_reasons *reasons, const char *code, const char *detail)
{
    size_t i = find(code);
    bool known = i < sizeof table / sizeof *table;
    const char *sentence = known ? table[i].sentence : "ukendt fejl";
    const char *text = detail && *detail
                           ? evne_arena_printf(reasons->arena, "%s: %s", sentence,
                                               evne_shown(reasons->arena, evne_str_of(detail)))
                           : sentence;

    evne_reasons_copy(reasons, &(evne_reason){.code = known ? table[i].code : "unknown",
                                              .status = known ? table[i].status : BAD,
                                              .text = text});
}

evne_verdict_status evne_reasons_status(const evne_reasons *reasons)
{
    evne_verdict_status gravest = EVNE_VERDICT_VALID;

    for (size_t i = 0; i < reasons->n; i++)
        if (reasons->list[i].status > gravest)
            gravest = reasons->list[i].status;
    return gravest;
}

const char *evne_verdict_danish(evne_verdict_status status)
{
    static const char *const names[] = {"gyldig", "kan ikke afgøres", "ugyldig",
                                        "ikke underskrevet"};

    return names[status];
}

const char *evne_verdict_name(evne_verdict_status status)
{
    static const char *const names[] = {"valid", "undetermined", "invalid", "unsigned"};

    return names[status];
}

evne_status evne_verdict_exit(evne_verdict_status status)
{
    static const evne_status exits[] = {EVNE_OK, EVNE_UNDETERMINED, EVNE_INVALID, EVNE_INVALID};

    return exits[status];
}
