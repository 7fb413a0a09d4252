/* How: a table; the longest beginning of a code that is in it counts. */
#include "sarif_rules.h"

#include <stddef.h>
#include <string.h>

static const evne_known_rule known[] = {
    {"X01", "struktur", "Iagttagelse uden dato, sted, opgave eller kilde"},
    {"X02", "struktur", "Lægelig eller skriftlig kilde uden dokument og dato"},
    {"X03", "struktur", "Konklusion uden iagttagelse, måling eller bilag"},
    {"X04", "struktur", "Dato uden for forløbet, eller datoer, der modsiger hinanden"},
    {"X05", "struktur", "Hensyn eller hjælpemiddel brugt, før det gjaldt"},
    {"X06", "struktur", "Procent, der ikke svarer til mængde og reference"},
    {"X07", "struktur", "Fremmødet går ikke op"},
    {"X08", "struktur", "Kun én slags kilde i hele dossieret"},
    {"X09", "struktur", "Emne uden iagttagelser"},
    {"X10", "struktur", "Ændret måling uden begrundelse"},
    {"X11", "struktur", "Lægeligt bilag ældre end retsgrundlagets frist"},
    {"X12", "struktur", "Uge uden logbog og uden forklaring"},
    {"X13", "balance", "Alle iagttagelser om et emne peger samme vej"},
    {"X14", "struktur", "Mål ændret uden borgers aftale"},
    {"X15", "struktur", "Bestillingens spørgsmål er ikke besvaret"},
    {"X16", "identifikator", "Cpr-nummer uden for sit felt"},
    {"X17", "struktur", "Citat ændret, efter at det blev skrevet ned"},
    {"X18", "struktur", "Samme sætning i to borgeres sager"},
    {"X19", "helbred", "Helbredsoplysning uden betydning for arbejdet"},
    {"X20", "struktur", "Afsendt uden kvittering inden fristen"},
    {"X21", "struktur", "Planen går ud over retsgrundlagets grænser"},
    {"X22", "læsbarhed", "Teksten er svær at læse"},
    {"E", "grundlag", "Kæden fra bestilling til iagttagelse er brudt"},
    {"N", "tal", "Tallet i teksten passer ikke med sagens data"},
    {"U", "praktik", "Praktikken bærer ikke det, den bruges til"},
    {"felt.", "felter", "Et felt mangler eller har ikke den form, det skal have"},
    {"yaml.", "fil", "Filen er ikke YAML, som en sag må være"},
    {"sag.", "sag", "Sagens hoved er ikke, som det skal være"},
    {"tegn.", "tegn", "Et tegn, som ingen skrift har"},
    {"regel.", "regler", "En objektivitetsregel kan ikke bruges"},
    {"mitid.", "mitid", "Noget, den nationale signeringstjeneste afviser"},
    {"citat.", "struktur", "Et citat uden gyldig kontrolsum"},
    {"bilag.", "struktur", "Et bilag, der ikke findes"},
    {"underskrift.", "underskrift", "Underskrifterne mangler eller står i forkert rækkefølge"},
    {"udgangspunkt.", "udgangspunkt", "Udgangspunktet nævner noget, der ikke findes mere"},
    {"dossier.", "mangler", "Dossieret mangler noget, der ventes"},
    {"logbog.", "mangler", "Sammenfatningen mangler noget, der ventes"},
};

static const evne_known_rule other = {"", "rapport", "Rapportens egen kontrol"};

const evne_known_rule *evne_known_rule_of(const char *code)
{
    const evne_known_rule *found = &other;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(code, known[i].code, strlen(known[i].code)) == 0 &&
            strlen(known[i].code) >= strlen(found->code))
            found = &known[i];
    return found;
}
