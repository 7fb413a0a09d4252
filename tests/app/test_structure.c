/*
 * Structural rules, the evidence chain, figures, and whether an internship can be used: for each a
 * sample that was changed so that the rule speaks at exactly one line, and one that was changed
 * almost alike and must stay silent.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/copies.h"
#include "app/job.h"
#include "base/file.h"
#include "data/casefile.h"

#define A "01-dossier-butik-bogbinderi"
#define B "02-praktikplan-plejecenter"
#define C "03-logbog-13-uger"
#define F "06-dossier-hukommelse-traethed"
#define DOSSIER "rehab-dossier"
#define PLAN "praktikplan"
#define LOG "logbog-sammenfatning"

enum { MOST_CHANGES = 5, CODE = 3 };

/* `find` stands exactly once in the sample; behind a star it is changed everywhere. */
typedef struct change {
    const char *find, *with;
} change;

typedef struct mutation {
    const char *rule; /* its code, then those that may come with it */
    const char *sample, *report;
    const char *path, *mark; /* where the rule speaks: a path, and words of that line */
    evne_severity severity;
    change speaks[MOST_CHANGES], silent[MOST_CHANGES];
} mutation;

/* Observations of a dimension that no sample has, for balance. */
#define SEEN(id, day, role, words)                                                                 \
    "  - id: " id "\n    dato: \"2026-03-" day "\"\n    sted: Butik, lager\n    opgave: Lager\n"   \
    "    dimensioner: [opgaveloesning]\n    iagttaget: " words "\n"                                \
    "    kilde: {rolle: " role ", navn: Lone Dahl Rasmussen}\n"
#define DID "Borger gennemførte opgaven på egen hånd."
#define STOPPED "Borger standsede efter 10 minutter og lagde sig."
#define EIGHT(last)                                                                                \
    "observationer:\n" SEEN("O-31", "02", "konsulent", DID) SEEN("O-32", "03", "konsulent", DID)   \
        SEEN("O-33", "04", "konsulent", DID) SEEN("O-34", "05", "konsulent", DID)                  \
            SEEN("O-35", "06", "konsulent", DID) SEEN("O-36", "09", "konsulent", DID)              \
                SEEN("O-37", "10", "konsulent", DID) SEEN("O-38", "11", "konsulent", last)
#define FIVE(words, last)                                                                          \
    "observationer:\n" SEEN("O-31", "17", "konsulent", words)                                      \
        SEEN("O-32", "18", "arbejdsgiver", words) SEEN("O-33", "19", "konsulent", words)           \
            SEEN("O-34", "24", "konsulent", words) SEEN("O-35", "25", "konsulent", last)

/* A third placement beside the others, its observations, log and intensity. */
#define PLACE                                                                                      \
    {                                                                                              \
        "fremmoede:\n  periode",                                                                   \
            "  - id: P-3\n    type: virksomhedspraktik\n    arbejdsgiver: {navn: Havnens "         \
            "Bogcafé}\n"                                                                          \
            "    start: \"2026-05-18\"\n    slut: \"2026-07-03\"\nfremmoede:\n  periode"           \
    }
#define THERE(id, day, role, task)                                                                 \
    "  - id: " id "\n    dato: \"2026-05-" day "\"\n    sted: Café, disk\n    placering: P-3\n"   \
    "    opgave: " task "\n    dimensioner: [opgaveloesning]\n    iagttaget: Borger pakkede 9 "    \
    "poser.\n    kilde: {rolle: " role ", navn: Per Holm}\n    skaanehensyn_i_brug: [S-3, S-1]\n"
#define WITNESSES(task)                                                                            \
    {                                                                                              \
        "observationer:\n", "observationer:\n" THERE("O-31", "19", "konsulent", "Pakning")         \
                                THERE("O-32", "20", "arbejdsgiver", "Pakning")                     \
                                    THERE("O-33", "21", "arbejdsgiver", task)                      \
    }
#define SHIFT(id, day, status, more)                                                               \
    "  - id: " id "\n    dato: \"2026-05-" day "\"\n    placering: P-3\n    status: " status "\n"  \
    "    planlagt: {start: \"13:00\", slut: \"14:00\"}\n" more
#define WORKED                                                                                     \
    "    faktisk: {start: \"13:00\", slut: \"14:00\"}\n    opgaver: [Pakning]\n"                   \
    "    skala: {smerte_foer: 2, smerte_efter: 3}\n"
#define SHIFTS(third, more)                                                                        \
    {                                                                                              \
        "logbog:\n",                                                                               \
            "logbog:\n" SHIFT("L-31", "19", "moedt", WORKED) SHIFT("L-32", "20", "moedt", WORKED)  \
                SHIFT("L-33", "21", third, more) SHIFT("L-34", "22", "sygdom", "")                 \
    }
#define INTENSITY                                                                                  \
    {                                                                                              \
        "effektiv_arbejdsevne:\n",                                                                 \
            "effektiv_arbejdsevne:\n  - {opgave: Pakning, placering: P-3, timer_pr_dag: 1, "       \
            "dage_pr_uge: 2, maengde: 9, norm: 9, effektivitet_pct: 100, grundlag: O-32,\n"        \
            "    vurderet_af: arbejdsgiver}\n"                                                     \
    }

static const mutation mutations[] = {
    {"X01",
     A,
     DOSSIER,
     "observationer[5]",
     "- id: O-05",
     EVNE_SEVERE_ERROR,
     {{"    sted: Butik, kasse 2\n", ""}},
     {{"    sted: Butik, kasse 2\n", "    sted: Kasse 2\n"}}},
    {"X02",
     A,
     DOSSIER,
     "helbred[1].kilde",
     "kilde: {rolle: laege, dato",
     EVNE_SEVERE_ERROR,
     {{"{rolle: laege, dokument: LÆ 265, dato", "{rolle: laege, dato"}},
     {{"{rolle: borger, dokument: Samtale, dato", "{rolle: borger, dato"}}},
    {"X03",
     A,
     DOSSIER,
     "besvarelse[1].grundlag[2]",
     "grundlag: [O-11, O-99",
     EVNE_SEVERE_ERROR,
     {{"[O-11, O-15, O-17", "[O-11, O-99, O-17"}},
     {{"[O-11, O-15, O-17", "[O-11, bilag 2, O-17"}}},
    {"X03",
     A,
     DOSSIER,
     "skaanehensyn[6].grundlag[1]",
     "grundlag: [L-99",
     EVNE_SEVERE_ERROR,
     {{"    effekt: Ingen forsinkelser registreret.\n",
       "    effekt: Ingen forsinkelser registreret.\n    grundlag: [L-99, L-01]\n"}},
     {{"    effekt: Ingen forsinkelser registreret.\n",
       "    effekt: Ingen forsinkelser registreret.\n    grundlag: [L-01, bilag 7]\n"}}},
    {"X04",
     A,
     DOSSIER,
     "observationer[13].dato",
     "dato: \"2026-05-16\"",
     EVNE_SEVERE_ERROR,
     {{"- id: O-13\n    dato: \"2026-05-06\"", "- id: O-13\n    dato: \"2026-05-16\""}},
     {{"- id: O-13\n    dato: \"2026-05-06\"", "- id: O-13\n    dato: \"2026-05-07\""}}},
    {"X04",
     C,
     LOG,
     "logbog[1].ugedag",
     "ugedag: tirsdag\n    uge: 2026-W06\n    placering: P-1\n"
     "    status: moedt\n    planlagt: {start: \"09:00\", slut: \"11:00\"}\n    faktisk: {start: "
     "\"08:55\"",
     EVNE_SEVERE_ERROR,
     {{"dato: \"2026-02-02\"\n    ugedag: mandag", "dato: \"2026-02-02\"\n    ugedag: tirsdag"}},
     {{"dato: \"2026-02-02\"\n    ugedag: mandag\n", "dato: \"2026-02-02\"\n"}}},
    {"X05",
     A,
     DOSSIER,
     "observationer[8].skaanehensyn_i_brug[3]",
     "skaanehensyn_i_brug: [S-1, S-3, S-4]\n    maal: [M2]\n  - id: O-09",
     EVNE_SEVERE_ERROR,
     {{"Plan 2026-03-20}\n    fra: \"2026-03-25\"", "Plan 2026-03-20}\n    fra: \"2026-03-26\""}},
     {{"Plan 2026-03-20}\n    fra: \"2026-03-25\"", "Plan 2026-03-20}\n    fra: \"2026-03-24\""}}},
    {"X06",
     A,
     DOSSIER,
     "effektiv_arbejdsevne[1].effektivitet_pct",
     "effektivitet_pct: 54",
     EVNE_SEVERE_ERROR,
     {{"effektivitet_pct: 44", "effektivitet_pct: 54"}},
     {{"effektivitet_pct: 44", "effektivitet_pct: 45"}}},
    {"X07",
     A,
     DOSSIER,
     "fremmoede.aftalte_dage",
     "aftalte_dage: 38",
     EVNE_WARNING,
     {{"afbud_meldt: 3", "afbud_meldt: 4"}},
     {{"afbud_meldt: 3\n  udeblevet: 1", "afbud_meldt: 4\n  udeblevet: 0"}}},
    {"X07, E03 E01 E07 E08 N10 U01",
     A,
     DOSSIER,
     "observationer[9].dato",
     "dato: \"2026-04-15\"\n    start",
     EVNE_WARNING,
     {{"dato: \"2026-04-08\"\n    start", "dato: \"2026-04-15\"\n    start"}},
     {{"dato: \"2026-04-08\"\n    start", "dato: \"2026-04-22\"\n    start"}}},
    {"X08, E07 E08",
     F,
     DOSSIER,
     "observationer",
     "- id: O-01\n    dato",
     EVNE_WARNING,
     {{"*"
       "    kilde: {rolle: arbejdsgiver",
       "    kilde: {rolle: konsulent"},
      {"*"
       "    kilde: {rolle: ergoterapeut, navn",
       "    kilde: {rolle: konsulent, navn"}},
     {{"*"
       "    kilde: {rolle: ergoterapeut, navn",
       "    kilde: {rolle: konsulent, navn"}}},
    {"X09",
     A,
     DOSSIER,
     "observationer",
     "- id: O-01\n    dato",
     EVNE_WARNING,
     {{"[progression, motivation]", "[progression]"}},
     {{"[progression, motivation]", "[motivation]"}}},
    {"X10, E03",
     A,
     DOSSIER,
     "maalinger[1].serie[3]",
     "- dato: \"2026-05-06\"\n        vaerdier",
     EVNE_WARNING,
     {{"{dato: \"2026-05-06\", omraade: INT, tekst", "{dato: \"2026-03-25\", omraade: INT, tekst"}},
     {{"INT: -1, TID: 0, FRE: 1", "INT: -1, TID: 0, FRE: 2"}}},
    {"X11",
     A,
     DOSSIER,
     "bilag[1].dato",
     "titel: LÆ 265",
     EVNE_WARNING,
     {{"rehabiliteringsteam, dato: \"2026-06-30\"", "rehabiliteringsteam, dato: \"2026-01-30\""}},
     {{"rehabiliteringsteam, dato: \"2026-06-30\"", "rehabiliteringsteam, dato: \"2026-03-30\""}}},
    {"X12",
     C,
     LOG,
     "ugenotater",
     "- uge: 2026-W05",
     EVNE_WARNING,
     {{"- uge: 2026-W06\n    forfatter", "- uge: 2026-W05\n    forfatter"}},
     {{"Introduktion gennemført. ", ""}}},
    {"X13",
     A,
     DOSSIER,
     "observationer",
     "- id: O-31",
     EVNE_WARNING,
     {{"observationer:\n", EIGHT(DID)}},
     {{"observationer:\n", EIGHT(STOPPED)}}},
    {"X14",
     A,
     DOSSIER,
     "maalhistorik[1].aftalt_med",
     "aftalt_med: [jobrådgiver, leverandør]\n    kanal",
     EVNE_SEVERE_ERROR,
     {{"efter to timer.\n    aftalt_med: [borger, ", "efter to timer.\n    aftalt_med: ["}},
     {{"efter to timer.\n    aftalt_med: [borger, ",
       "efter to timer.\n    aftalt_med: [borgeren med bisidder, "}}},
    {"X14",
     A,
     DOSSIER,
     "maalhistorik[1].aftalt_med",
     "aftalt_med: [borgers bisidder, jobrådgiver, leverandør]",
     EVNE_SEVERE_ERROR,
     {{"efter to timer.\n    aftalt_med: [borger, ",
       "efter to timer.\n    aftalt_med: [borgers bisidder, "}},
     {{"efter to timer.\n    aftalt_med: [borger, ",
       "efter to timer.\n    aftalt_med: [Birthe Holmgaard Lauridsen, "}}},
    {"X15",
     A,
     DOSSIER,
     "bestilling.spoergsmaal[6]",
     "- id: Q6",
     EVNE_SEVERE_ERROR,
     {{"start til slut?\n", "start til slut?\n    - id: Q6\n      tekst: Hvilken transport?\n"},
      {"besvarelse:\n", "besvarelse:\n  - {spoergsmaal: Q6, ikke_besvaret_fordi: \"-\"}\n"}},
     {{"start til slut?\n", "start til slut?\n    - id: Q6\n      tekst: Hvilken transport?\n"},
      {"besvarelse:\n", "besvarelse:\n  - {spoergsmaal: Q6, svar: Bus, grundlag: [O-01]}\n"}}},
    {"X15",
     A,
     DOSSIER,
     "bestilling.spoergsmaal[6]",
     "- id: Q6",
     EVNE_SEVERE_ERROR,
     {{"start til slut?\n", "start til slut?\n    - id: Q6\n      tekst: Hvilken transport?\n"}},
     {{"start til slut?\n", "start til slut?\n    - id: Q6\n      tekst: Hvilken transport?\n"},
      {"besvarelse:\n",
       "besvarelse:\n  - {spoergsmaal: Q6, ikke_besvaret_fordi: Ikke bestilt}\n"}}},
    {"X16",
     A,
     DOSSIER,
     "",
     "(631171-0016)",
     EVNE_SEVERE_ERROR,
     {{"Borger betjente 17", "Borger (631171-0016) betjente 17"}},
     {{"Borger betjente 17", "Borger (tlf. 00 63 11 71) betjente 17"}}},
    {"X16",
     A,
     DOSSIER,
     "",
     "konsulent: {navn: Lone Dahl Rasmussen, titel",
     EVNE_SEVERE_ERROR,
     {{"email: ldr@fjordvejen", "email: 6311710016@fjordvejen"}},
     {{"email: ldr@fjordvejen", "email: 631171@fjordvejen"}}},
    {"X17",
     A,
     DOSSIER,
     "observationer[16].citat",
     "citat: Hun overså næsten ingen.",
     EVNE_SEVERE_ERROR,
     {{"    citat: Hun overså én. Det gør jeg også.\n",
       "    citat: Hun overså næsten ingen. Det gør jeg også.\n"
       "    citat_sha256: a52d43289237a624e583155d3b5e84955f851c125457b7416221f63c2709bcc4\n"}},
     {{"    citat: Hun overså én. Det gør jeg også.\n",
       "    citat: >-\n      Hun overså én.\n      Det gør jeg også.\n"
       "    citat_sha256: a52d43289237a624e583155d3b5e84955f851c125457b7416221f63c2709bcc4\n"}}},
    {"X19",
     A,
     DOSSIER,
     "helbred[2]",
     "- kilde: {rolle: borger, dokument: Samtale",
     EVNE_SEVERE_ERROR,
     {{"    betydning_for_arbejde: Behov for opgaveskift og pauser.\n", ""}},
     {{"Behov for opgaveskift og pauser.", "Pauser."}}},
    {"X20",
     A,
     DOSSIER,
     "afsendelse[1]",
     "sendt: '2026-07-16",
     EVNE_SEVERE_ERROR,
     {{"'2026-07-13T09:05:00+02:00', kvittering: LP-90142,\n    status: modtaget}",
       "'2026-07-16T09:05:00+02:00', status: sendt}"}},
     {{"  - {kanal: leverandoerportal, modtager",
       "  - {kanal: leverandoerportal, modtager: Jobcenter Nordsund, sendt: "
       "'2026-07-10T09:05:00+02:00'}\n  - {kanal: leverandoerportal, modtager"}}},
    {"X20",
     A,
     DOSSIER,
     "afsendelse[1]",
     "sendt: '2026-07-13",
     EVNE_WARNING,
     {{"kvittering: LP-90142,\n    status: modtaget}", "status: sendt}"}},
     {{"'2026-07-13T09", "'2026-07-15T09"}}},
    {"X20",
     A,
     DOSSIER,
     "afsendelse[1].sendt",
     "sendt: '2026-07-20",
     EVNE_WARNING,
     {{"'2026-07-13T09", "'2026-07-20T09"}},
     {{"'2026-07-13T09", "'2026-07-20T09"},
      {"{dage: 5, type: kalenderdage", "{dage: 6, type: arbejdsdage"}}},
    {"X21",
     B,
     PLAN,
     "praktikplan.periode.slut",
     "slut: \"2026-06-26\"",
     EVNE_WARNING,
     {{"slut: \"2026-06-12\", uger: 13", "slut: \"2026-06-26\", uger: 15"},
      {"til_uge: 2026-W24", "til_uge: 2026-W26"}},
     {{"slut: \"2026-06-12\", uger", "slut: \"2026-06-11\", uger"}}},
    {"X22",
     B,
     PLAN,
     "praktikplan.formaal_tekst",
     "formaal_tekst: >-",
     EVNE_WARNING,
     {{"Praktikken skal afklare og udvikle", "Den virksomhedsrettede beskæftigelsesindsats "
                                             "forudsætter kompetenceafklaring og"}},
     {{"Praktikken skal afklare og udvikle", "Praktikken skal afprøve"}}},

    {"E01",
     A,
     DOSSIER,
     "skaanehensyn[2].effekt",
     "effekt: Ophold ved hylder",
     EVNE_WARNING,
     {{"skaanehensyn_i_brug: [S-1, S-2]", "skaanehensyn_i_brug: [S-1]"}},
     {{"skaanehensyn_i_brug: [S-1, S-2]", "skaanehensyn_i_brug: [S-1]"},
      {"efter 18. marts.\n  - id: S-3", "efter 18. marts.\n    grundlag: L-10\n  - id: S-3"}}},
    {"E02",
     A,
     DOSSIER,
     "besvarelse[5].svar",
     "(O-41)",
     EVNE_WARNING,
     {{"fra 2 til 3 timer. Arbejds", "fra 2 til 3 timer (O-41). Arbejds"}},
     {{"fra 2 til 3 timer. Arbejds", "fra 2 til 3 timer (O-17, sag S-2026-0112). Arbejds"}}},
    {"E03",
     A,
     DOSSIER,
     "maalhistorik[1].aarsag",
     "aarsag: Observationerne",
     EVNE_WARNING,
     {{"Observationerne O-06 og O-09", "Observationerne O-06 og O-15"}},
     {{"Observationerne O-06 og O-09", "Observationerne O-06 og O-08"}}},
    {"E03",
     A,
     DOSSIER,
     "besvarelse[1]",
     "- spoergsmaal: Q1",
     EVNE_WARNING,
     {{"[O-11, O-15, O-17", "[O-11, bilag 7, O-17"},
      {"Logbog i fuld længde, dato: \"2026-07-03\", ", "Logbog i fuld længde, "}},
     {{"[O-11, O-15, O-17", "[O-11, bilag 7, O-17"}}},
    {"E04",
     A,
     DOSSIER,
     "skaanehensyn[5].effekt",
     "effekt: Gene før/efter",
     EVNE_WARNING,
     {{"ved O-11 og O-13", "ved O-06 og O-12"}},
     {{"ved O-11 og O-13", "ved O-11 og O-12"}}},
    {"E04",
     A,
     DOSSIER,
     "effektiv_arbejdsevne[4].grundlag[1]",
     "grundlag: O-16",
     EVNE_WARNING,
     {{"opgave: Kvalitetskontrol, placering: P-2", "opgave: Kvalitetskontrol, placering: P-1"}},
     {{"opgave: Kvalitetskontrol, placering: P-2, ", "opgave: Kvalitetskontrol, "}}},
    {"E04",
     A,
     DOSSIER,
     "besvarelse[3].svar",
     "mængden til 44 %",
     EVNE_WARNING,
     {{"grundlag: [O-09, O-15, O-16]", "grundlag: [O-01, O-15, O-16]"}},
     {{"grundlag: [O-09, O-15, O-16]", "grundlag: [O-01, O-09, O-15, O-16]"}}},
    {"E05",
     A,
     DOSSIER,
     "bestilling.maal[3]",
     "- id: M3",
     EVNE_WARNING,
     {{"kunder.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      status: "
       "opfyldt\n",
       "kunder.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n"}},
     {{"kunder.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      status: "
       "opfyldt\n",
       "kunder.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      status: "
       "udgået\n"}}},
    {"E05",
     F,
     DOSSIER,
     "bestilling.maal[3].status",
     "status: opfyldt\n  rapportfrist",
     EVNE_WARNING,
     {{"*"
       "    maal: [M3]\n",
       "    maal: [M2]\n"},
      {"*"
       "[M2, M3]",
       "[M2]"}},
     {{"*"
       "    maal: [M3]\n",
       "    maal: [M2, M3]\n"}}},
    {"E06",
     A,
     DOSSIER,
     "bestilling.maal[4].aendret",
     "aendret: \"2026-05-01\"",
     EVNE_WARNING,
     {{"fastsat: \"2026-04-14\"\n", "fastsat: \"2026-04-14\"\n      aendret: \"2026-05-01\"\n"}},
     {{"fastsat: \"2026-04-14\"\n", "fastsat: \"2026-04-14\"\n      aendret: \"2026-04-14\"\n"}}},
    {"E06",
     A,
     DOSSIER,
     "bestilling.maal[1].status",
     "status: erstattet",
     EVNE_WARNING,
     {{"opgavetyper i butik.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      "
       "status: opfyldt",
       "opgavetyper i butik.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      "
       "status: erstattet"}},
     {{"opgavetyper i butik.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      "
       "status: opfyldt",
       "opgavetyper i butik.\n      fastsat: \"2026-01-05\"\n      fastsat_af: jobcenter\n      "
       "status: delvist opfyldt"}}},
    {"E07",
     F,
     DOSSIER,
     "placeringer[1]",
     "- id: P-1",
     EVNE_WARNING,
     {{"*"
       "    kilde: {rolle: arbejdsgiver",
       "    kilde: {rolle: konsulent"},
      {"*"
       "vurderet_af: arbejdsgiver",
       "vurderet_af: konsulent"}},
     {{"kilde: {rolle: konsulent, navn: Rasmus Thybo}\n    situation: Første",
       "kilde: {rolle: arbejdsgiver, navn: Bodil Enevoldsen}\n    situation: Første"}}},
    {"E08",
     A,
     DOSSIER,
     "effektiv_arbejdsevne[3].vurderet_af",
     "effektivitet_pct: 69, grundlag: O-15, vurderet_af: konsulent",
     EVNE_WARNING,
     {{"grundlag: O-15, vurderet_af: arbejdsgiver", "grundlag: O-15, vurderet_af: konsulent"}},
     {{"grundlag: O-15, vurderet_af: arbejdsgiver", "grundlag: O-15, vurderet_af: leder"}}},
    {"E08",
     A,
     DOSSIER,
     "effektiv_arbejdsevne[3].vurderet_af",
     "effektivitet_pct: 69, grundlag: O-15, vurderet_af: ikke vurderet",
     EVNE_WARNING,
     {{"grundlag: O-15, vurderet_af: arbejdsgiver", "grundlag: O-15, vurderet_af: ikke vurderet"}},
     {{"grundlag: O-15, vurderet_af: arbejdsgiver", "grundlag: O-15, vurderet_af: Inger Kirkeby"}}},
    {"E09",
     A,
     DOSSIER,
     "maalinger[1].begrundelser[1].tekst",
     "tekst: \"Mængden faldt",
     EVNE_INFO,
     {{" i O-09 og til 75", " og til 75"}},
     {{" i O-09 og til 75 minutters netto den 29. april.\"}",
       " og til 75 minutters netto den 29. april.\",\n         grundlag: [O-09, O-12]}"}}},
    {"E10",
     C,
     LOG,
     "sammenfatning.konsulentens_sammenfatning",
     "Opgaverne i køkkenet",
     EVNE_WARNING,
     {{"heraf 3 vagter med dej eller vridning.",
       "heraf 3 vagter med dej eller vridning. Opgaverne i køkkenet gik som ventet."}},
     {{"heraf 3 vagter med dej eller vridning.",
       "heraf 3 vagter med dej eller vridning. Opgaverne i køkkenet gik som ventet (L-40)."}}},

    {"N01",
     C,
     LOG,
     "sammenfatning.konsulentens_sammenfatning",
     "mødte 14",
     EVNE_WARNING,
     {{"mødte 13\n    af 15", "mødte 14\n    af 15"}},
     {{"Borger mødte 13\n    af 15", "Borger mødte i hele forløbet 41\n    af 45"}}},
    {"N01",
     C,
     LOG,
     "ugenotater[1].tekst",
     "mødte 2 af 3",
     EVNE_WARNING,
     {{"Borger mødte 3 af 3 aftalte dage. Kniv", "Borger mødte 2 af 3 aftalte dage. Kniv"}},
     {{"Borger mødte 3 af 3 aftalte dage. Kniv", "Borger mødte tre af tre dage. Kniv"}}},
    {"N01",
     F,
     DOSSIER,
     "besvarelse[3].svar",
     "svar: 31 af 34",
     EVNE_WARNING,
     {{"svar: 29 af 34 vagter", "svar: 31 af 34 vagter"}},
     {{"svar: 29 af 34 vagter er gennemført",
       "svar: Borger mødte 29 af 33 aftalte dage. I de første uger mødte borger 4 af 5 dage"}}},
    {"N02",
     A,
     DOSSIER,
     "skaanehensyn[4].effekt",
     "7 af 9 (87 %)",
     EVNE_WARNING,
     {{"7 af 9.", "7 af 9 (87 %)."}},
     {{"7 af 9.", "7 af 9 (78 %)."}}},
    {"N02",
     F,
     DOSSIER,
     "besvarelse[3].svar",
     "svar: Fremmødet var 95 %",
     EVNE_WARNING,
     {{"svar: 29 af 34 vagter er gennemført.", "svar: Fremmødet var 95 %."}},
     {{"svar: 29 af 34 vagter er gennemført.", "svar: Fremmødet var 88 %."}}},
    {"N03",
     A,
     DOSSIER,
     "besvarelse[1].svar",
     "arbejdede 15 timer",
     EVNE_WARNING,
     {{"fulgt af afbud næste dag.",
       "fulgt af afbud næste dag. Borger arbejdede 15 timer om ugen."}},
     {{"fulgt af afbud næste dag.", "fulgt af afbud næste dag. Borger arbejdede 6 timer om ugen "
                                    "og ønskede at nå 15 timer om ugen."}}},
    {"N04",
     A,
     DOSSIER,
     "besvarelse[3].svar",
     "79 %",
     EVNE_WARNING,
     {{"opfyldning, 69 %", "opfyldning, 79 %"}},
     {{"opfyldning, 69 %", "opfyldning, 68 %"}}},
    {"N05",
     A,
     DOSSIER,
     "besvarelse[5].svar",
     "fra 9 til 4",
     EVNE_WARNING,
     {{"gik fra 8 til 4 på skalaen", "gik fra 9 til 4 på skalaen"}},
     {{"gik fra 8 til 4 på skalaen", "gik fra 8 til 6 på skalaen"}}},
    {"N06",
     C,
     LOG,
     "skaanehensyn[1].effekt",
     "effekt: Gener efter vagt var 2",
     EVNE_WARNING,
     {{"effekt: Ingen løft over 5 kg registreret efter 5. marts.",
       "effekt: Gener efter vagt var 2 i median."}},
     {{"effekt: Ingen løft over 5 kg registreret efter 5. marts.",
       "effekt: Gener efter vagt var 5 i median."}}},
    {"N07",
     A,
     DOSSIER,
     "besvarelse[2].svar",
     "Fire skånehensyn",
     EVNE_WARNING,
     {{"Seks skånehensyn er afprøvet", "Fire skånehensyn er afprøvet"}},
     {{"Seks skånehensyn er afprøvet", "6 skånehensyn er afprøvet"}}},
    {"N07, U02",
     A,
     DOSSIER,
     "besvarelse[2].svar",
     "Seks skånehensyn",
     EVNE_WARNING,
     {{"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold",
       "fra: \"2026-03-18\"\n    afproevet: false\n    effekt: Ophold"}},
     {{"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold",
       "fra: \"2026-03-18\"\n    effekt: Ophold"}}},
    {"N08",
     A,
     DOSSIER,
     "maalinger[1].begrundelser[1].tekst",
     "til 95 minutters",
     EVNE_WARNING,
     {{"til 75 minutters netto den 29. april", "til 95 minutters netto den 29. april"}},
     {{"til 75 minutters netto den 29. april", "til 95 minutters netto den 30. april"}}},
    {"N08",
     A,
     DOSSIER,
     "besvarelse[1].svar",
     "på 4 timer",
     EVNE_WARNING,
     {{"En vagt på 3,5 timer den 10. juni", "En vagt på 4 timer den 10. juni"}},
     {{"En vagt på 3,5 timer den 10. juni", "En vagt på 3 timer den 10. juni"}}},
    {"N09",
     C,
     LOG,
     "sammenfatning.konsulentens_sammenfatning",
     "over 5 på skalaen",
     EVNE_WARNING,
     {{"efter\n    4 vagter, heraf", "efter\n    6 vagter, heraf"}},
     {{"gener over 5 på skalaen", "gener på mindst 6 på skalaen"}}},
    {"N10",
     A,
     DOSSIER,
     "effektiv_arbejdsevne[3].maengde",
     "maengde: 97",
     EVNE_WARNING,
     {{"maengde: 96", "maengde: 97"}},
     {{"effektivitet_pct: 69, grundlag: O-15,", "effektivitet_pct: 69, grundlag: [O-15, O-19],"}}},
    {"N11",
     C,
     LOG,
     "fremmoede.gennemfoerte_timer",
     "gennemfoerte_timer: 60",
     EVNE_WARNING,
     {{"logbog:\n", "fremmoede: {aftalte_dage: 46, moedte_dage: 41, afbud_meldt: 1, sygdom: 2, "
                    "udeblevet: 1, aftalt_fri: 1, gennemfoerte_timer: 60}\nlogbog:\n"}},
     {{"logbog:\n", "fremmoede: {aftalte_dage: 46, moedte_dage: 41, afbud_meldt: 1, sygdom: 2, "
                    "udeblevet: 1, aftalt_fri: 1, gennemfoerte_timer: 85}\nlogbog:\n"}}},

    {"U01",
     A,
     DOSSIER,
     "placeringer[2]",
     "- id: P-2",
     EVNE_WARNING,
     {{"*"
       "    placering: P-2\n    status",
       "    placering: \"-\"\n    status"}},
     {{"    placering: P-2\n    status: afbud", "    placering: \"-\"\n    status: afbud"}}},
    {"U02, N07",
     A,
     DOSSIER,
     "skaanehensyn[2]",
     "- id: S-2",
     EVNE_INFO,
     {{"skaanehensyn_i_brug: [S-1, S-2]", "skaanehensyn_i_brug: [S-1]"},
      {"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold ved hylder er ikke "
       "registreret "
       "efter 18. marts.",
       "fra: \"2026-03-18\"\n    afproevet: false"}},
     {{"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold",
       "fra: \"2026-03-18\"\n    effekt: Ophold"}}},
    {"U02, N07",
     A,
     DOSSIER,
     "skaanehensyn[2].afproevet",
     "afproevet: false",
     EVNE_WARNING,
     {{"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold",
       "fra: \"2026-03-18\"\n    afproevet: false\n    effekt: Ophold"}},
     {{"fra: \"2026-03-18\"\n    afproevet: true\n    effekt: Ophold",
       "fra: \"2026-03-18\"\n    effekt: Ophold"}}},
    {"U02",
     A,
     DOSSIER,
     "placeringer[3]",
     "- id: P-3",
     EVNE_WARNING,
     {PLACE,
      WITNESSES("Rengøring"),
      SHIFTS("moedt", WORKED),
      INTENSITY,
      {"*"
       "    skaanehensyn_i_brug: [S-3, S-1]\n",
       ""}},
     {PLACE, WITNESSES("Rengøring"), SHIFTS("moedt", WORKED), INTENSITY}},
    {"U03",
     A,
     DOSSIER,
     "placeringer[3]",
     "- id: P-3",
     EVNE_WARNING,
     {PLACE, WITNESSES("Pakning"), SHIFTS("moedt", WORKED), INTENSITY},
     {PLACE, WITNESSES("Rengøring"), SHIFTS("moedt", WORKED), INTENSITY}},
    {"U04",
     A,
     DOSSIER,
     "placeringer[3]",
     "- id: P-3",
     EVNE_WARNING,
     {PLACE, WITNESSES("Rengøring"), SHIFTS("moedt", WORKED)},
     {PLACE, WITNESSES("Rengøring"), SHIFTS("moedt", WORKED), INTENSITY}},
    {"U05",
     A,
     DOSSIER,
     "placeringer[3]",
     "- id: P-3",
     EVNE_WARNING,
     {PLACE, WITNESSES("Rengøring"), SHIFTS("sygdom", ""), INTENSITY},
     {PLACE, WITNESSES("Rengøring"), SHIFTS("afbud", ""), INTENSITY}},
    {"U06",
     A,
     DOSSIER,
     "placeringer[3]",
     "- id: P-3",
     EVNE_INFO,
     {PLACE,
      WITNESSES("Rengøring"),
      SHIFTS("moedt", WORKED),
      INTENSITY,
      {"*"
       "    skala: {smerte_foer: 2, smerte_efter: 3}\n",
       ""}},
     {PLACE,
      WITNESSES("Rengøring"),
      SHIFTS("moedt", WORKED),
      INTENSITY,
      {"*"
       "    skala: {smerte_foer: 2, smerte_efter: 3}\n",
       "    eftervirkning: Gik en tur.\n"}}},
    {"U07, X09",
     B,
     DOSSIER,
     "observationer",
     "- id: O-31",
     EVNE_WARNING,
     {{"observationer: []\n", FIVE(STOPPED, STOPPED)}},
     {{"observationer: []\n", FIVE(STOPPED, DID)}}},
    {"U08, X09",
     B,
     DOSSIER,
     "observationer",
     "- id: O-31",
     EVNE_WARNING,
     {{"observationer: []\n", FIVE(DID, DID)}},
     {{"observationer: []\n", FIVE(DID, STOPPED)}}},
};

static evne_arena *arena;

static void make_arena(void)
{
    arena = evne_arena_new(0, NULL, NULL);
}

static void free_arena(void)
{
    evne_arena_free(arena);
}

/* --- changing a sample --- */

static evne_str replace(evne_str text, const change *c, const char *rule)
{
    evne_buf out = {.arena = arena};
    bool everywhere = c->find[0] == '*';
    const char *at = text.p, *found, *find = c->find + everywhere;
    size_t n = 0;

    for (; (found = strstr(at, find)) != NULL; n++) {
        evne_buf_put(&out, at, (size_t)(found - at));
        evne_buf_puts(&out, c->with);
        at = found + strlen(find);
    }
    evne_buf_puts(&out, at);
    ck_assert_msg(everywhere ? n > 0 : n == 1, "%s: '%s' stands %zu times", rule, c->find, n);
    return evne_str_of(evne_buf_text(&out));
}

static evne_str sample_text(const char *name)
{
    evne_str text;
    evne_error err;

    ck_assert_int_eq(evne_file_read(arena,
                                    evne_arena_printf(arena, EVNE_ROOT "/samples/%s.yaml", name),
                                    EVNE_CASEFILE_BYTES, &text, &err),
                     EVNE_OK);
    return evne_str_of(evne_arena_copy(arena, text.p, text.len));
}

static evne_str changed(const mutation *m, const change *changes)
{
    evne_str text = sample_text(m->sample);

    for (size_t i = 0; i < MOST_CHANGES && changes[i].find; i++)
        text = replace(text, &changes[i], m->rule);
    return text;
}

static uint32_t line_of(evne_str text, const char *mark, const char *rule)
{
    const char *found = strstr(text.p, mark);
    uint32_t line = 1;

    ck_assert_msg(found != NULL, "%s: no '%s'", rule, mark);
    for (const char *at = text.p; at < found; at++)
        line += *at == '\n';
    return line;
}

/* --- checking it --- */

static const evne_problems *findings(const mutation *m, evne_str text)
{
    static const evne_folders none;
    evne_paths paths;
    evne_error err;
    evne_outcome outcome;
    evne_job_request request = {
        .paths = &paths, .case_path = "sag.yaml", .case_bytes = text, .report = m->report};

    ck_assert_int_eq(evne_paths_find(arena, EVNE_ROOT, &none, &none, &paths, &err), EVNE_OK);
    evne_outcome_init(&outcome, arena);
    evne_job_check(&request, &outcome);
    ck_assert_msg(outcome.status == EVNE_OK || outcome.status == EVNE_FINDINGS, "%s: %s", m->rule,
                  outcome.err.text);
    return outcome.problems;
}

static bool says_same(const evne_problem *a, const evne_problem *b)
{
    return strcmp(a->code, b->code) == 0 && strcmp(a->path, b->path) == 0 &&
           strcmp(a->message, b->message) == 0;
}

static bool was_there(const evne_problems *before, const evne_problem *p)
{
    for (size_t i = 0; i < evne_problems_count(before); i++)
        if (says_same(evne_problems_at(before, i), p))
            return true;
    return false;
}

static const char *told(const mutation *m, const evne_problem *p)
{
    return evne_arena_printf(arena, "%s: line %u: %s: %s [%s]", m->rule, p->line, p->path,
                             p->message, p->code);
}

/* What the objectivity rules (plugins/rules) say of the changed words is not at stake here. */
static bool is_of_words(const evne_problem *p)
{
    return p->code[0] && strchr("VGDAKSBPTJRCH", p->code[0]) && isdigit((unsigned char)p->code[1]);
}

static bool may_come(const mutation *m, const evne_problem *p)
{
    if (is_of_words(p))
        return true;
    return strlen(m->rule) > CODE && strstr(m->rule + CODE, p->code) != NULL;
}

/* The rule speaks once, where it should, and nothing else does. */
static void hold_speaking(const mutation *m, const evne_problems *before)
{
    evne_str text = changed(m, m->speaks);
    const evne_problems *after = findings(m, text);
    uint32_t line = line_of(text, m->mark, m->rule);
    size_t n = 0;

    for (size_t i = 0; i < evne_problems_count(after); i++) {
        const evne_problem *p = evne_problems_at(after, i);
        if (was_there(before, p) || may_come(m, p))
            continue;
        ck_assert_msg(strncmp(p->code, m->rule, CODE) == 0 && strcmp(p->path, m->path) == 0, "%s",
                      told(m, p));
        ck_assert_msg(p->line == line, "%s, not %u", told(m, p), line);
        ck_assert_msg(p->severity == m->severity && p->suggestion[0], "%s", told(m, p));
        n++;
    }
    ck_assert_msg(n == 1, "%s at %s speaks %zu times", m->rule, m->path, n);
}

static void hold_silent(const mutation *m, const evne_problems *before)
{
    const evne_problems *after = findings(m, changed(m, m->silent));

    for (size_t i = 0; i < evne_problems_count(after); i++) {
        const evne_problem *p = evne_problems_at(after, i);
        ck_assert_msg(was_there(before, p) || may_come(m, p), "almost: %s", told(m, p));
    }
}

static void hold(const mutation *m)
{
    const evne_problems *before = findings(m, sample_text(m->sample));

    hold_speaking(m, before);
    hold_silent(m, before);
}

START_TEST(each_rule_speaks_at_its_line_and_is_silent_beside_it)
{
    hold(&mutations[_i]);
}
END_TEST

/* Every rule that a report may give is in the table above, but for X18, which needs two cases. */
START_TEST(no_rule_is_left_out)
{
    static const char *const rules[] = {
        "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13",
        "X14", "X15", "X16", "X17", "X19", "X20", "X21", "X22", "E01", "E02", "E03", "E04", "E05",
        "E06", "E07", "E08", "E09", "E10", "N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08",
        "N09", "N10", "N11", "U01", "U02", "U03", "U04", "U05", "U06", "U07", "U08"};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        bool found = false;
        for (size_t j = 0; j < sizeof mutations / sizeof *mutations; j++)
            found = found || strncmp(mutations[j].rule, rules[i], CODE) == 0;
        ck_assert_msg(found, "%s has no case", rules[i]);
    }
}
END_TEST

/* --- figures in sentences --- */

typedef struct told_figure {
    const char *sample, *report, *after; /* the sentence is put behind these words */
    bool is_wrong;
    const char *sentence;
} told_figure;

#define C_SUMMARY C, LOG, "heraf 3 vagter med dej eller vridning."
#define A_ANSWER A, DOSSIER, "højere 2. juli."
#define F_ANSWER F, DOSSIER, "Efter to vagter angav borger søvn resten af dagen."

/*
 * What is wrong is found; what is right, belongs to somebody else, or cannot be told is left alone.
 * The log of the first sample is whole, those of the others are extracts.
 */
static const told_figure figures[] = {
    {C_SUMMARY, false, "Borger mødte 41 af 45 aftalte dage i hele forløbet."},
    {C_SUMMARY, true, "Borger mødte 44 af 45 aftalte dage i hele forløbet."},
    {C_SUMMARY, false, "Fremmødet var 91 % i hele forløbet."},
    {C_SUMMARY, true, "Fremmødet var 97 % i hele forløbet."},
    {C_SUMMARY, false, "I uge 6 mødte borger 3 af 3 dage."},
    {C_SUMMARY, true, "I uge 6 mødte borger 2 af 3 dage."},
    {C_SUMMARY, false, "Borger mødte 3 af 4 dage til tiden."},
    {C_SUMMARY, false, "Borger mødte 5 af 6 vagter på 3 timer uden pause."},
    {C_SUMMARY, false, "Bussen kom 2 af 3 gange for sent."},
    {C_SUMMARY, false, "Borger mødte 2 af 3 kolleger i pausen."},
    {C_SUMMARY, false, "I marts mødte borger 12 af 14 dage."},
    {C_SUMMARY, false, "I butikken mødte borger 3 af 4 dage."},
    {C_SUMMARY, false, "Borger fortæller, at hun mødte 10 af 10 dage i sit tidligere job."},
    {C_SUMMARY, false, "Arbejdsgiver oplyser »hun mødte 45 af 45 dage«."},
    {C_SUMMARY, false, "Ønsket er, at borger møder 45 af 45 dage."},
    {C_SUMMARY, false, "Borger vurderer selv, at hun kan arbejde 15 timer om ugen."},
    {C_SUMMARY, false, "Målet var 15 timer om ugen."},
    {C_SUMMARY, false, "Borger arbejdede ca. 7 timer om ugen."},
    {C_SUMMARY, true, "Borger arbejdede 30 timer om ugen i hele forløbet."},
    {C_SUMMARY, false, "Medianen for gener efter vagt var 5."},
    {C_SUMMARY, true, "Medianen for gener efter vagt var 9."},
    {C_SUMMARY, false, "Borger mødte forberedt og pakkede 14 af 20 kasser på 40 minutter."},
    {C_SUMMARY, false, "Mængden var 80 % af en ordinær medarbejders."},
    {C_SUMMARY, false, "Fremmødet steg med 10 %."},
    {C_SUMMARY, false, "Hun kom 20 minutter for sent 1 af 4 gange."},
    {C_SUMMARY, true, "Borger angav gener over 7 efter 1 vagter."},
    {C_SUMMARY, false,
     "Af 12 vagter med dej gik gener fra 3 til 6 på skalaen 0-10 i 2 af 3 tilfælde (67 %)."},
    {C_SUMMARY, true, "Af 12 vagter gik gener op i 2 af 3 tilfælde (50 %)."},
    {A_ANSWER, false, "Borger mødte 33 af 37 aftalte dage."},
    {A_ANSWER, false, "Borger mødte 33 ud af 38 dage (87 %)."},
    {A_ANSWER, true, "Borger mødte 35 af 37 aftalte dage."},
    {A_ANSWER, true, "Borger mødte 33 af 37 dage (95 %)."},
    {A_ANSWER, false, "Borger mødte 19 af 22 dage i logbogen."},
    {A_ANSWER, false, "I P-2 mødte borger 14 af 15 vagter."},
    {A_ANSWER, false, "Fremmødet var 89 %."},
    {A_ANSWER, true, "Fremmødet var 98 %."},
    {A_ANSWER, false, "Fremmødet var 98 % i de sidste fire uger."},
    {A_ANSWER, false, "I anden praktik mødte borger 12 af 13 dage."},
    {A_ANSWER, false,
     "Mængden var 67 % af en ordinær medarbejders mængde efter borgers eget skøn."},
    {A_ANSWER, false, "Mængden var 100 af 140 hæfter, 71 % af en ordinær medarbejders."},
    {A_ANSWER, false, "Gener gik fra 3 til 5 på skalaen 0-10 (O-07)."},
    {A_ANSWER, true, "Gener gik fra 9 til 1 på skalaen 0-10."},
    {A_ANSWER, false, "Vagten gik fra 2 til 3 timer på en skala, borger selv valgte."},
    {A_ANSWER, false, "To hjælpemidler er ansøgt, og tre hjælpemidler er afprøvet."},
    {A_ANSWER, true, "Fem hjælpemidler er afprøvet."},
    {A_ANSWER, false, "Borger arbejdede 37 timer om ugen i sit tidligere job."},
    {A_ANSWER, false, "Borger arbejdede 37 timer om ugen som lagermedarbejder til 2019."},
    {A_ANSWER, false, "Borger holdt 6 timer om ugen i seks uger."},
    {A_ANSWER, false, "Vagten på 3 timer den 29. april blev afbrudt."},
    {A_ANSWER, false, "Borger var på kursus i 15 timer om ugen."},
    {F_ANSWER, false, "Borger mødte 29 af 33 dage."},
    {F_ANSWER, true, "Borger mødte 31 af 33 dage."},
    {F_ANSWER, false, "Fremmødet er 88 procent."},
    {F_ANSWER, false, "Borger kom 2 af 3 gange med bus."},
    {F_ANSWER, false, "Borger mødte 8 af 8 vagter efter at høreværn blev taget i brug."},
    {F_ANSWER, false, "De første dage mødte borger 3 af 4 dage."},
};

static bool has_figure_finding(const evne_problems *problems)
{
    for (size_t i = 0; i < evne_problems_count(problems); i++)
        if (evne_problems_at(problems, i)->code[0] == 'N')
            return true;
    return false;
}

START_TEST(a_figure_is_doubted_only_when_the_data_say_otherwise)
{
    const told_figure *f = &figures[_i];
    mutation m = {.rule = "N00", .sample = f->sample, .report = f->report};
    change c = {f->after, evne_arena_printf(arena, "%s %s", f->after, f->sentence)};
    const evne_problems *found = findings(&m, replace(sample_text(f->sample), &c, m.rule));

    ck_assert_msg(has_figure_finding(found) == f->is_wrong, "%s", f->sentence);
}
END_TEST

/* --- X18 --- */

static const char *written(const char *name, const char *yaml)
{
    evne_error err;

    ck_assert_int_eq(evne_file_write(arena, name, evne_str_of(yaml), true, &err), EVNE_OK);
    return name;
}

#define CITIZEN(cpr, cvr, words)                                                                    \
    "borger: {cpr: \"" cpr "\"}\nleverandoer: {cvr: \"" cvr "\"}\nobservationer:\n  - id: O-01\n"   \
    "    iagttaget: >-\n      " words "\n    citat: Jeg kunne lide at være der hver eneste dag i " \
    "praktikken.\n"
#define SENTENCE "Borger pakkede 14 kolli ud på 70 minutter efter én\n      mundtlig instruktion."
#define REWRAPPED                                                                                  \
    "Dagen før var fri. Borger pakkede 14 kolli\n      ud på 70 minutter efter én mundtlig "    \
    "instruktion."

static const evne_problems *compared(const char *second)
{
    const char *paths[] = {
        written("x18-a.yaml", CITIZEN("631171-0016", "00205079", SENTENCE " Hun gik kl. 11.")),
        written("x18-b.yaml", second)};
    evne_copies_request request = {paths, 2};
    evne_outcome outcome;

    evne_outcome_init(&outcome, arena);
    evne_copies_check(&request, &outcome);
    remove(paths[0]);
    remove(paths[1]);
    ck_assert_int_eq(outcome.status, EVNE_OK);
    evne_problems_sort(outcome.problems);
    return outcome.problems;
}

START_TEST(a_sentence_of_two_citizens_is_found_in_both)
{
    const evne_problems *found = compared(CITIZEN("621180-0024", "00205079", REWRAPPED));
    const evne_problem *first, *second;

    ck_assert_uint_eq(evne_problems_count(found), 2);
    first = evne_problems_at(found, 0), second = evne_problems_at(found, 1);
    ck_assert_str_eq(first->code, "X18");
    ck_assert_str_eq(first->path, "observationer[1].iagttaget");
    ck_assert_uint_eq(first->line, 5);
    ck_assert_int_eq(first->severity, EVNE_WARNING);
    ck_assert_ptr_nonnull(strstr(first->message, "»Borger pakkede 14 kolli ud på 70 minutter"));
    ck_assert_ptr_nonnull(strstr(first->message, "x18-b.yaml:5"));
    ck_assert_ptr_nonnull(strstr(second->message, "x18-a.yaml:5"));
}
END_TEST

/* What a citizen said, short sentences, another supplier, the same citizen again: no copies. */
START_TEST(what_is_no_copy_is_left_alone)
{
    ck_assert_uint_eq(evne_problems_count(
                          compared(CITIZEN("621180-0024", "00205079", "Borger pakkede varer ud."))),
                      0);
    ck_assert_uint_eq(evne_problems_count(compared(CITIZEN("621180-0024", "00301019", REWRAPPED))),
                      0);
    ck_assert_uint_eq(evne_problems_count(compared(CITIZEN("631171-0016", "00205079", REWRAPPED))),
                      0);
    ck_assert_uint_eq(evne_problems_count(compared("borger: [")), 0);
}
END_TEST

Suite *test_structure(void);

Suite *test_structure(void)
{
    Suite *suite = suite_create("structure");
    TCase *tcase = tcase_create("structure");

    tcase_add_checked_fixture(tcase, make_arena, free_arena);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, each_rule_speaks_at_its_line_and_is_silent_beside_it, 0,
                        (int)(sizeof mutations / sizeof *mutations));
    tcase_add_loop_test(tcase, a_figure_is_doubted_only_when_the_data_say_otherwise, 0,
                        (int)(sizeof figures / sizeof *figures));
    tcase_add_test(tcase, no_rule_is_left_out);
    tcase_add_test(tcase, a_sentence_of_two_citizens_is_found_in_both);
    tcase_add_test(tcase, what_is_no_copy_is_left_alone);
    suite_add_tcase(suite, tcase);
    return suite;
}
