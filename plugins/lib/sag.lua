--- The case format arbejdsevne-sag/1: every field, its type and its printed name.
-- Shared blocks stand here once. A report picks what it reads (lib/schema.lua) and says what it
-- needs; `sag.alle` is the whole format, so a misspelt key is found whatever report is made.
--
-- What is required here is what domain and law demand wherever the block is used.

local v = use("vaerdier")
local schema = use("schema")
local blokke = use("blokke")
local planer = use("sag_plan")

local sag = {}

sag.indsatsplan, sag.praktikplan = planer.indsatsplan, planer.praktikplan
sag.opstartssamtale, sag.ugeskema = planer.opstartssamtale, planer.ugeskema
sag.undervisning = planer.undervisning

--- BL-HOVED: the head of a case.
sag.hoved = {
  { "skema", "text", label = "Format", pattern = "arbejdsevne-sag/1",
    pattern_hint = "skriv arbejdsevne-sag/1" },
  { "sag.id", "text", label = "Sag", max = 40, pattern = "[\\p{L}\\p{N}._-]+",
    pattern_hint = "brug bogstaver, tal, punktum, bindestreg og understregning" },
  { "sag.titel", "text", label = "Titel", max = 200 },
  { "sag.retsgrundlag", "text", label = "Retsgrundlag", stemme = "ingen", hint = "dk-2026-02" },
  { "sag.fortrolighed", "choice", label = "Fortrolighed", choice = v.fortrolighed, open = true,
    optional = true },
  { "sag.moededato", "date", label = "Teammøde", optional = true },
  { "sag.dato", "date", label = "Dokumentets dato", optional = true,
    hint = "udelades den, bruges konsulentens dato i underskrifter" },
  { "sag.version", "int", label = "Dokumentets version", optional = true, min = 1, max = 999 },
}

-- What the program itself reads or keeps: which reports, which language, and the record of an
-- embedded case (versions and digests of everything that a rendering depends on).
sag.program = {
  { "sag.rapporttyper", "list", label = "Rapporttyper", optional = true, lenient = true, each = "text",
    stemme = "ingen" },
  { "sag.sprog", "text", label = "Sprog", optional = true },
  { "fremstilling.rapport", "text", label = "Rapport", optional = true },
  { "fremstilling.version", "text", label = "Dokumentets version", optional = true },
  { "fremstilling.dato", "text", label = "Dokumentets dato", optional = true },
  { "fremstilling.program", "text", label = "Program", optional = true },
  { "fremstilling.plugin", "text", label = "Rapporttypens kontrolsum", optional = true },
  { "fremstilling.skabelon", "text", label = "Skabelonens kontrolsum", optional = true },
  { "fremstilling.retsgrundlag", "text", label = "Retsgrundlagets kontrolsum", optional = true },
  { "fremstilling.skrifter", "text", label = "Skrifternes kontrolsum", optional = true },
  { "fremstilling.organisation", "text", label = "Organisationsfilens kontrolsum", optional = true },
  { "fremstilling.regler", "text", label = "Reglernes kontrolsum", optional = true },
  { "fremstilling.regelpakker", "text", label = "Regelpakker", optional = true },
  { "fremstilling.uddrag", "text", label = "Uddrag til", optional = true },
  { "fremstilling.data", "text", label = "Datas kontrolsum", optional = true },
}

--- Findings that the consultant sets aside, for the log of quality assurance: the program reads
-- them (core/app/setaside.h), and no report prints or embeds them.
sag.tilsidesaettelser = {
  { "tilsidesaettelser", "list", label = "Tilsidesatte bemærkninger", optional = true, each = {
    { "regel", "text", label = "Regel", stemme = "ingen", max = 20, hint = "V01" },
    { "sted", "text", label = "Sted", stemme = "ingen", max = 200,
      hint = "observationer[O-07].iagttaget" },
    { "saetning", "long", label = "Sætning", stemme = "ingen" },
    { "begrundelse", "long", label = "Begrundelse", stemme = "ingen", min = 10 },
    { "navn", "navn", label = "Tilsidesat af" },
    { "dato", "date", label = "Dato" },
  } },
}

--- BL-BORGER: the citizen. No report prints the whole CPR number, so none passes it on.
sag.borger = schema.join({
  { "borger.navn", "navn", label = "Borger" },
  { "borger.cpr", "cpr", label = "CPR-nr.", mask = true },
}, schema.set(blokke.address("borger.adresse"), { "borger.adresse.vej", "borger.adresse.by" },
  { stemme = "ingen" }), {
  { "borger.telefon", "telefon", label = "Telefon", optional = true },
  { "borger.email", "email", label = "E-mail", optional = true },
  { "borger.foretrukken_tiltale", "choice", label = "Tiltale", choice = v.tiltale, open = true,
    optional = true },
  { "borger.tolk.behov", "bool", label = "Behov for tolk" },
  { "borger.tolk.sprog", "text", label = "Tolkesprog", optional = true },
  { "borger.tolk.omfang", "text", label = "Tolkning til", optional = true },
  { "borger.bisidder.deltager", "bool", label = "Bisidder deltager", optional = true },
  { "borger.bisidder.rolle", "text", label = "Bisidderens rolle", optional = true },
  { "borger.koen", "choice", label = "Køn", choice = v.koen, optional = true },
})

--- BL-PARTER: authority, supplier, other professionals.
sag.parter = schema.join({
  { "myndighed.navn", "text", label = "Myndighed", stemme = "navn" },
  { "myndighed.enhed", "text", label = "Enhed", stemme = "navn", optional = true },
  { "myndighed.cvr", "cvr", label = "CVR-nr.", optional = true },
}, blokke.address("myndighed.adresse"), {
  { "myndighed.telefon", "telefon", label = "Telefon", optional = true },
  { "myndighed.email", "email", label = "E-mail", optional = true },
  { "myndighed.digital_post", "bool", label = "Digital Post", optional = true },
}, blokke.person("myndighed.sagsbehandler", "Sagsbehandler"), {
  { "myndighed.sagsnr", "text", label = "Sagsnummer", stemme = "ingen" },
  { "leverandoer.navn", "text", label = "Leverandør", stemme = "navn" },
  { "leverandoer.cvr", "cvr", label = "CVR-nr." },
  { "leverandoer.pnr", "pnr", label = "P-nr.", optional = true },
}, blokke.address("leverandoer.adresse"), {
  { "leverandoer.telefon", "telefon", label = "Telefon", optional = true },
  { "leverandoer.email", "email", label = "E-mail", optional = true },
}, blokke.person("leverandoer.konsulent", "Konsulent"), {
  { "leverandoer.fagpersoner", "list", label = "Fagpersoner", optional = true, each =
    schema.join({
      { "navn", "navn", label = "Navn" },
      { "titel", "text", label = "Titel", stemme = "ingen", optional = true },
      { "autorisation", "text", label = "Autorisation", stemme = "ingen", optional = true },
      { "telefon", "telefon", label = "Telefon", optional = true },
      { "email", "email", label = "E-mail", optional = true },
    }) },
}, blokke.person("leverandoer.mentor", "Mentor", true), {
  { "leverandoer.mentor.timer_pr_uge", "num", label = "Mentortimer pr. uge", min = 0, max = 37,
    optional = true },
})

--- BL-BESTILLING: what was ordered, the questions to answer, the goals.
sag.bestilling = {
  { "bestilling.nr", "text", label = "Bestilling", stemme = "ingen", max = 60 },
  { "bestilling.dato", "date", label = "Bestillingens dato" },
  { "bestilling.indsats", "text", label = "Indsats", stemme = "myndighed" },
  { "bestilling.formaal", "long", label = "Formål", stemme = "myndighed", optional = true },
  { "bestilling.timer_pr_uge", "num", label = "Timer pr. uge", min = 0, max = 60, unit = "timer" },
  { "bestilling.varighed_uger", "int", label = "Varighed", min = 1, max = 260, unit = "uger" },
  { "bestilling.spoergsmaal", "list", label = "Spørgsmål", optional = true, each = {
    { "id", "id", label = "Nr." },
    { "tekst", "long", label = "Spørgsmål", stemme = "myndighed" },
  } },
  { "bestilling.maal", "list", label = "Mål", min = 1, each = {
    { "id", "id", label = "Nr." },
    { "tekst", "long", label = "Mål", stemme = "myndighed" },
    { "fastsat", "date", label = "Fastsat", optional = true },
    { "fastsat_af", "text", label = "Fastsat af", stemme = "ingen", optional = true },
    { "aendret", "date", label = "Ændret", optional = true },
    { "status", "choice", label = "Status", choice = v.maalstatus, open = true, optional = true },
  } },
  { "bestilling.rapportfrist.dage", "int", label = "Rapportfrist", min = 0, max = 365, unit = "dage" },
  { "bestilling.rapportfrist.type", "choice", label = "Fristens art", choice = v.dagtype },
  { "bestilling.rapportfrist.regnes_fra", "choice", label = "Fristen regnes fra",
    choice = v.frist_fra, open = true },
}

--- BL-MAALHIST: goals are changed in agreement, and each change is kept.
sag.maalhistorik = {
  { "maalhistorik", "list", label = "Ændringer af mål", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "maal", "ref", label = "Mål", to = "bestilling.maal" },
    { "fra", "long", label = "Fra", stemme = "myndighed", optional = true },
    { "til", "long", label = "Til", stemme = "plan" },
    { "aarsag", "long", label = "Årsag" },
    { "aftalt_med", "list", label = "Aftalt med", min = 1, lenient = true, each = "text", stemme = "ingen",
      to = blokke.bevis },
    { "kanal", "text", label = "Aftalt hvordan", stemme = "ingen" },
    { "note", "long", label = "Bemærkning", optional = true },
  } },
}

--- BL-FORLOEB: the course and its parts.
sag.forloeb = {
  { "forloeb.start", "date", label = "Start" },
  { "forloeb.slut_planlagt", "date", label = "Planlagt slut" },
  { "forloeb.slut_faktisk", "date", label = "Faktisk slut", optional = true },
  { "forloeb.status", "choice", label = "Status", choice = v.indsatsstatus },
  { "forloeb.faser", "list", label = "Faser", optional = true, each = {
    { "navn", "text", label = "Fase" },
    { "fra", "date", label = "Fra" },
    { "til", "date", label = "Til", optional = true },
  } },
  { "forloeb.pauser", "list", label = "Pauser", optional = true, each = {
    { "fra", "date", label = "Fra" },
    { "til", "date", label = "Til", optional = true },
    { "aarsag", "text", label = "Årsag", optional = true },
  } },
  { "forloeb.afbrud", "group", label = "Afbrydelse", optional = true },
  { "forloeb.afbrud.dato", "date", label = "Afbrudt" },
  { "forloeb.afbrud.aarsag_kode", "choice", label = "Årsag", choice = v.afbrud, open = true },
  { "forloeb.afbrud.tekst", "long", label = "Beskrivelse", optional = true },
  { "forloeb.afbrud.besluttet_af", "text", label = "Besluttet af", stemme = "ingen", optional = true },
  { "forloeb.parallelle_indsatser", "list", label = "Parallelle indsatser", optional = true, each = {
    { "organisation", "text", label = "Organisation", stemme = "navn" },
    { "fra", "date", label = "Fra", optional = true },
    { "til", "date", label = "Til", optional = true },
    { "kontakt", "text", label = "Kontakt", stemme = "ingen", optional = true },
    { "aftale", "long", label = "Aftale", stemme = "plan", optional = true },
  } },
  { "forloeb.aktiviteter", "list", label = "Leveret indsats", optional = true, each = {
    { "navn", "text", label = "Aktivitet" },
    { "antal", "int", label = "Antal", optional = true },
    { "timer", "num", label = "Timer", optional = true },
  } },
  { "forloeb.ansigt_til_ansigt_timer", "num", label = "Ansigt til ansigt-timer", optional = true },
}

--- What the citizen brings along.
sag.baggrund = {
  { "baggrund.uddannelse", "list", label = "Uddannelse", optional = true, each = {
    { "niveau", "choice", label = "Niveau", choice = v.uddannelse, open = true, optional = true },
    { "navn", "text", label = "Uddannelse" },
    { "aar", "year", label = "År", optional = true },
    { "gennemfoert", "bool", label = "Gennemført", optional = true },
  } },
  { "baggrund.erhverv", "list", label = "Erhvervserfaring", optional = true, each = {
    { "fra", "year", label = "Fra", optional = true },
    { "til", "year", label = "Til", optional = true },
    { "stilling", "text", label = "Stilling" },
    { "timer_pr_uge", "num", label = "Timer pr. uge", min = 0, max = 100, optional = true },
  } },
  { "baggrund.forsoergelse", "list", label = "Forsørgelse", optional = true, each = {
    { "fra", "date", label = "Fra" },
    { "til", "date", label = "Til", optional = true },
    { "art", "text", label = "Art" },
  } },
  { "baggrund.tidligere_indsats", "list", label = "Tidligere indsats", optional = true,
    lenient = true, each = "long" },
  { "baggrund.sprog", "list", label = "Sprog", optional = true, lenient = true, each = "text" },
  { "baggrund.koerekort", "text", label = "Kørekort", optional = true },
  { "baggrund.transport", "text", label = "Transport", optional = true },
}

sag.ressourceprofil = {
  { "ressourceprofil", "list", label = "Ressourceprofil", optional = true, each = {
    { "nr", "int", label = "Nr.", min = 1, max = 12 },
    { "element", "text", label = "Element", stemme = "ingen" },
    { "tekst", "long", label = "Oplysning", stemme = "kilde" },
    { "kilde", "text", label = "Kilde", stemme = "ingen" },
  } },
}

--- Health: sourced statements only, each with what it means for work (X02, X19 in lib/kontrol).
sag.helbred = {
  { "helbred", "list", label = "Helbred", optional = true, each = {
    { "kilde.rolle", "choice", label = "Kilde", choice = v.rolle, open = true },
    { "kilde.navn", "navn", label = "Navn", optional = true },
    { "kilde.dokument", "text", label = "Dokument", stemme = "ingen", optional = true },
    { "kilde.dato", "date", label = "Dato", optional = true },
    { "kilde.bilag", "int", label = "Bilag", optional = true },
    { "tekst", "long", label = "Oplysning", stemme = "kilde" },
    { "betydning_for_arbejde", "long", label = "Betydning for arbejdet", optional = true },
  } },
}

sag.oensker = {
  { "oensker", "long", label = "Borgers ønsker", optional = true },
}

sag.hensyn = {
  { "skaanehensyn", "list", label = "Skånehensyn", optional = true, each = blokke.hensyn },
  { "hjaelpemidler", "list", label = "Hjælpemidler", optional = true, each = blokke.hjaelpemidler },
  { "kompenserende_ordninger", "list", label = "Kompenserende ordninger", optional = true,
    each = blokke.ordninger },
}

--- BL-PLACERING: where the citizen works.
sag.placeringer = {
  { "placeringer", "list", label = "Praktikker", optional = true, each = schema.join({
    { "id", "id", label = "Nr." },
    { "type", "choice", label = "Type", choice = v.placering, open = true },
  }, blokke.employer("arbejdsgiver"), {
    { "start", "date", label = "Start" },
    { "slut", "date", label = "Slut", optional = true },
    { "stilling", "text", label = "Stilling", optional = true },
    { "formaal", "choice", label = "Formål", choice = v.formaal, open = true, optional = true },
    { "opgaver", "list", label = "Opgaver", optional = true, each = {
      { "id", "id", label = "Nr.", optional = true },
      { "navn", "text", label = "Opgave" },
      { "fra", "date", label = "Fra", optional = true },
      { "til", "date", label = "Til", optional = true },
      { "udfald", "choice", label = "Udfald", choice = v.udfald, open = true, optional = true },
      { "note", "long", label = "Bemærkning", optional = true },
    } },
    { "optrapning", "list", label = "Optrapning", optional = true, each = {
      { "fra_uge", "week", label = "Fra uge" },
      { "dage", "int", label = "Dage pr. uge", min = 0, max = 7 },
      { "timer_pr_dag", "num", label = "Timer pr. dag", min = 0, max = 24 },
    } },
    { "transport", "text", label = "Transport", optional = true },
    { "afslutning", "long", label = "Afslutning", optional = true },
  }) },
}

--- BL-OBS: one observation. Date, place, task and source are asked for by X01 (lib/kontrol), which
-- names the observation.
sag.observationer = {
  { "observationer", "list", label = "Iagttagelser", optional = true, each = {
    { "id", "id", label = "Nr." },
    { "dato", "date", label = "Dato", optional = true },
    { "start", "time", label = "Start", optional = true },
    { "slut", "time", label = "Slut", optional = true },
    { "varighed_min", "int", label = "Varighed", min = 0, max = 1440, unit = "minutter", optional = true },
    { "sted", "text", label = "Sted", optional = true },
    { "placering", "ref", label = "Praktik", to = "placeringer", optional = true },
    { "opgave", "text", label = "Opgave", optional = true },
    { "situation", "long", label = "Situation", stemme = "observation", optional = true },
    blokke.choices("dimensioner", "Emner", v.dimension),
    { "iagttaget", "long", label = "Iagttaget", stemme = "observation" },
    { "maalinger", "list", label = "Målinger", optional = true, each = {
      { "navn", "text", label = "Måling" },
      { "vaerdi", "num", label = "Værdi" },
      { "enhed", "text", label = "Enhed", stemme = "ingen", optional = true },
      { "reference", "num", label = "Reference", optional = true },
      { "metode", "text", label = "Metode", stemme = "ingen", optional = true },
    } },
    { "kilde.rolle", "choice", label = "Kilde", choice = v.rolle, open = true, optional = true },
    { "kilde.navn", "navn", label = "Kildens navn", optional = true },
    { "kilde.dokument", "text", label = "Dokument", stemme = "ingen", optional = true },
    { "kilde.dato", "date", label = "Dokumentets dato", optional = true },
    { "kilde.bilag", "int", label = "Bilag", optional = true },
    { "citat", "long", label = "Citat", stemme = "borger", optional = true },
    blokke.sha256("citat", "Citatets kontrolsum"),
    { "citat_af", "choice", label = "Sagt af", choice = v.rolle, open = true, optional = true },
    blokke.refs("skaanehensyn_i_brug", "Hensyn i brug", "skaanehensyn"),
    blokke.refs("hjaelpemidler_i_brug", "Hjælpemidler i brug", "hjaelpemidler"),
    blokke.refs("maal", "Mål", "bestilling.maal"),
    { "vurdering", "long", label = "Faglig vurdering", stemme = "vurdering", optional = true },
    { "vurdering_af.navn", "navn", label = "Vurderet af", optional = true },
    { "vurdering_af.rolle", "choice", label = "Vurdererens rolle", choice = v.rolle, open = true,
      optional = true },
    { "vurdering_af.dato", "date", label = "Vurderet", optional = true },
    { "tilladelse", "text", label = "Samtykke", optional = true },
  } },
}

--- BL-FREMMOEDE and the log it is counted from.
sag.logbog = {
  { "logbog", "list", label = "Logbog", optional = true, each = {
    { "id", "id", label = "Nr." },
    { "dato", "date", label = "Dato" },
    { "ugedag", "choice", label = "Ugedag", choice = v.ugedag, optional = true },
    { "uge", "week", label = "Uge", optional = true },
    { "placering", "ref", label = "Praktik", to = "placeringer", optional = true },
    { "status", "choice", label = "Fremmøde", choice = v.status },
    { "planlagt", "group", label = "Aftalt tid", optional = true },
    { "planlagt.start", "time", label = "Aftalt start" },
    { "planlagt.slut", "time", label = "Aftalt slut" },
    { "faktisk", "group", label = "Faktisk tid", optional = true },
    { "faktisk.start", "time", label = "Start" },
    { "faktisk.slut", "time", label = "Slut" },
    { "faktisk.pause_min", "int", label = "Pause", min = 0, max = 1440, unit = "minutter",
      optional = true },
    { "netto_min", "int", label = "Nettotid", min = 0, max = 1440, unit = "minutter", optional = true },
    { "opgaver", "list", label = "Opgaver", optional = true, lenient = true, each = "text" },
    { "skala", "table", label = "Egen vurdering", optional = true, each = "num", min = 0, max = 10 },
    { "borgers_ord", "long", label = "Borgers ord", stemme = "borger", optional = true },
    blokke.sha256("borgers_ord", "Ordenes kontrolsum"),
    { "gik_godt", "long", label = "Hvad gik godt", stemme = "borger", optional = true },
    { "var_svaert", "long", label = "Hvad var svært", stemme = "borger", optional = true },
    { "eftervirkning", "long", label = "Eftervirkning", stemme = "borger", optional = true },
    { "note", "list", label = "Noter", optional = true, lenient = true, each = {
      { "kilde", "choice", label = "Kilde", choice = v.rolle, open = true },
      { "tekst", "long", label = "Note", stemme = blokke.stemme_af_kilde },
    } },
  } },
}

sag.ugenotater = {
  { "ugenotater", "list", label = "Ugenotater", optional = true, each = {
    { "uge", "week", label = "Uge" },
    { "forfatter", "navn", label = "Forfatter" },
    { "tekst", "long", label = "Notat" },
  } },
}

sag.helligdage = {
  { "helligdage", "list", label = "Helligdage", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "navn", "text", label = "Navn" },
    { "virkning", "text", label = "Virkning", stemme = "plan", optional = true },
  } },
}

local function days(key, label)
  return { "fremmoede." .. key, "int", label = label, min = 0, max = 2000, unit = "dage", optional = true }
end

sag.fremmoede = {
  { "fremmoede", "group", label = "Fremmøde", optional = true },
  { "fremmoede.periode.fra", "date", label = "Fra", optional = true },
  { "fremmoede.periode.til", "date", label = "Til", optional = true },
  { "fremmoede.aftalte_dage", "int", label = "Aftalte dage", min = 0, max = 2000, unit = "dage" },
  { "fremmoede.moedte_dage", "int", label = "Mødte dage", min = 0, max = 2000, unit = "dage" },
  days("afbud_meldt", "Afbud"), days("sygdom", "Sygdom"), days("udeblevet", "Udeblevet"),
  days("forsinket", "Forsinket"), days("gaaet_foer_tid", "Gik før tid"), days("aftalt_fri", "Aftalt fri"),
  days("helligdage", "Helligdage"),
  { "fremmoede.aftalte_timer", "num", label = "Aftalte timer", min = 0, max = 20000, unit = "timer",
    optional = true },
  { "fremmoede.gennemfoerte_timer", "num", label = "Gennemførte timer", min = 0, max = 20000,
    unit = "timer", optional = true },
  { "fremmoede.note", "long", label = "Note", optional = true },
}

--- Four numbers per task (domain 4.4).
sag.effektiv_arbejdsevne = {
  { "effektiv_arbejdsevne", "list", label = "Effektiv arbejdsevne", optional = true, each = {
    { "opgave", "text", label = "Opgave" },
    { "placering", "ref", label = "Praktik", to = "placeringer", optional = true },
    { "timer_pr_dag", "num", label = "Timer pr. dag", min = 0, max = 24 },
    { "dage_pr_uge", "num", label = "Dage pr. uge", min = 0, max = 7 },
    { "maengde", "num", label = "Mængde", optional = true },
    { "norm", "num", label = "Ordinær medarbejder", optional = true },
    { "enhed", "text", label = "Enhed", stemme = "ingen", optional = true },
    { "effektivitet_pct", "num", label = "Intensitet", min = 0, max = 1000, unit = "%", optional = true },
    { "grundlag", "list", label = "Grundlag", min = 1, lenient = true, each = "text", stemme = "ingen",
      to = blokke.bevis },
    { "vurderet_af", "text", label = "Vurderet af", stemme = "ingen" },
    blokke.refs("hensyn", "Hensyn til stede", "skaanehensyn hjaelpemidler"),
    { "eftervirkning", "long", label = "Eftervirkning", optional = true },
  } },
}

--- BL-MAAL: measurements over time.
sag.maalinger = {
  { "maalinger", "list", label = "Målinger", optional = true, each = {
    { "id", "id", label = "Nr." },
    { "instrument", "choice", label = "Måleredskab", choice = v.instrument },
    { "navn", "text", label = "Navn" },
    { "vurderet_af", "navn", label = "Vurderet af", optional = true },
    { "retning", "choice", label = "Retning", choice = v.retning, optional = true },
    { "maal_vaerdi", "num", label = "Mål", optional = true },
    { "maks", "num", label = "Højeste værdi", optional = true },
    { "omraader", "list", label = "Områder", optional = true, each = {
      { "id", "id", label = "Nr." },
      { "navn", "text", label = "Område" },
      { "kort", "text", label = "Kort navn", stemme = "ingen", optional = true, max = 24 },
    } },
    { "aktiviteter", "list", label = "Aktiviteter", optional = true, each = {
      { "omraade", "text", label = "Område", stemme = "ingen" },
      { "aktivitet", "text", label = "Aktivitet" },
    } },
    { "serie", "list", label = "Måleserie", min = 1, each = {
      { "dato", "date", label = "Dato" },
      { "vaerdi", "num", label = "Værdi", optional = true },
      { "maks", "num", label = "Højeste værdi", optional = true },
      { "vaerdier", "table", label = "Værdier", optional = true, each = "num" },
      { "skala", "text", label = "Skala", stemme = "ingen", optional = true },
      { "instrument", "text", label = "Måleredskab", stemme = "ingen", optional = true },
      { "vurderet_af", "navn", label = "Vurderet af", optional = true },
      { "note", "text", label = "Note til målingen", optional = true },
    } },
    { "begrundelser", "list", label = "Begrundelser", optional = true, each = {
      { "dato", "date", label = "Dato" },
      { "omraade", "text", label = "Område", stemme = "ingen", optional = true },
      { "tekst", "long", label = "Begrundelse" },
      blokke.grundlag,
    } },
  } },
}

sag.opfoelgninger = {
  { "opfoelgninger", "list", label = "Opfølgninger", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "type", "text", label = "Form", stemme = "ingen" },
    { "deltagere", "text", label = "Deltagere", stemme = "ingen", optional = true },
    { "aftale", "long", label = "Aftale", stemme = "plan", optional = true },
  } },
}

sag.slutsamtale = {
  { "slutsamtale", "group", label = "Slutsamtale", optional = true },
  { "slutsamtale.dato", "date", label = "Dato" },
  { "slutsamtale.sted", "text", label = "Sted", optional = true },
  { "slutsamtale.deltagere", "list", label = "Deltagere", optional = true, lenient = true, each = "text",
    stemme = "ingen" },
  { "slutsamtale.aftale", "long", label = "Aftale", stemme = "plan", optional = true },
}

--- The consultant's summary of a log, and how the log was kept.
sag.sammenfatning = {
  { "sammenfatning", "group", label = "Sammenfatning", optional = true },
  { "sammenfatning.periode.fra", "date", label = "Fra", optional = true },
  { "sammenfatning.periode.til", "date", label = "Til", optional = true },
  { "sammenfatning.foering.skrevet_af", "text", label = "Skrevet af", optional = true },
  { "sammenfatning.foering.hjaelp", "text", label = "Hjælp", optional = true },
  { "sammenfatning.foering.sprog", "text", label = "Sprog", optional = true },
  { "sammenfatning.foering.tolk", "text", label = "Tolk", optional = true },
  { "sammenfatning.foering.vaerktoej", "text", label = "Værktøj", optional = true },
  { "sammenfatning.foering.manglende_uger", "text", label = "Uger uden logbog", optional = true },
  { "sammenfatning.konsulentens_sammenfatning", "long", label = "Konsulentens sammenfatning",
    optional = true, max = 3500 },
  { "sammenfatning.borgers_kommentar", "long", label = "Borgers kommentar", stemme = "borger",
    optional = true },
}

--- Answers to the order's questions (X03, X15 in lib/kontrol).
sag.besvarelse = {
  { "besvarelse", "list", label = "Svar på spørgsmålene", optional = true, each = {
    { "spoergsmaal", "ref", label = "Spørgsmål", to = "bestilling.spoergsmaal" },
    { "svar", "long", label = "Svar", optional = true },
    blokke.grundlag,
    { "forbehold", "long", label = "Forbehold", optional = true },
    { "ikke_besvaret_fordi", "long", label = "Ikke besvaret, fordi", optional = true },
  } },
}

sag.resultat = {
  { "resultat", "long", label = "Resultat", optional = true },
  { "afslutning.aarsag_kode", "choice", label = "Årsag", choice = v.afbrud, open = true, optional = true },
  { "afslutning.afgangsstatus", "choice", label = "Afgangsstatus", choice = v.afgangsstatus,
    open = true, optional = true },
  { "afslutning.efterfoelgende", "long", label = "Næste skridt", optional = true },
}

sag.borgers_kommentar = {
  { "borgers_kommentar", "long", label = "Borgers kommentar", stemme = "borger", optional = true },
}

--- BL-BILAG
sag.bilag = {
  { "bilag", "list", label = "Bilag", optional = true, each = {
    { "nr", "int", label = "Nr.", min = 1, max = 999 },
    { "titel", "text", label = "Titel", stemme = "ingen" },
    { "dato", "date", label = "Dato", optional = true },
    { "udsteder", "text", label = "Udsteder", stemme = "ingen", optional = true },
    { "sider", "int", label = "Sider", min = 1, max = 9999, optional = true },
    { "rekvireret", "date", label = "Rekvireret", optional = true },
    { "modtaget", "date", label = "Modtaget", optional = true },
  } },
}

--- BL-UNDERSKRIFT, in the order of signing.
sag.underskrifter = {
  { "underskrifter", "list", label = "Underskrifter", optional = true, each = {
    { "rolle", "choice", label = "Rolle", choice = v.rolle, open = true },
    { "navn", "navn", label = "Navn" },
    { "titel", "text", label = "Titel", stemme = "ingen", optional = true },
    { "organisation", "text", label = "Organisation", stemme = "navn", optional = true },
    { "cvr", "cvr", label = "CVR-nr.", optional = true },
    { "kraevet", "bool", label = "Kræves", optional = true },
    { "dato", "date", label = "Dato", optional = true },
    { "metode", "text", label = "Metode", stemme = "ingen", optional = true },
    { "betydning", "text", label = "Betydning", stemme = "ingen", optional = true,
      hint = "I jeg-form; trykkes kun, når rapporten ikke selv siger, hvad rollens underskrift betyder" },
  } },
}

--- BL-AFSENDELSE: one row per attempt.
sag.afsendelse = {
  { "afsendelse", "list", label = "Afsendelse", optional = true, each = {
    { "kanal", "choice", label = "Kanal", choice = v.kanal, open = true },
    { "modtager", "text", label = "Modtager", stemme = "navn" },
    { "sendt", "moment", label = "Sendt", optional = true },
    { "kvittering", "text", label = "Kvittering", stemme = "ingen", optional = true },
    { "status", "choice", label = "Status", choice = v.afsendelse, open = true, optional = true },
    { "sha256", "text", label = "Filens kontrolsum", stemme = "ingen", optional = true },
    { "forsoeg", "int", label = "Forsøg", min = 1, optional = true },
  } },
}

--- The fields `path .. key` are left out when their sibling `rolle` is one of the health side:
-- what an employer may read.
function sag.unless_health(list, path, keys)
  local hidden, unless = {}, { key = "rolle" }
  for i, key in ipairs(keys) do
    hidden[i] = path .. key
  end
  for i, role in ipairs(v.sundhed) do
    unless[i] = role
  end
  return schema.set(list, hidden, { unless = unless })
end

--- The whole format: what `known` is for every report.
sag.alle = schema.join(sag.hoved, sag.program, sag.tilsidesaettelser, sag.borger, sag.parter, sag.bestilling,
  sag.maalhistorik, sag.forloeb, sag.baggrund, sag.ressourceprofil, sag.helbred, sag.oensker,
  sag.indsatsplan, sag.praktikplan, sag.opstartssamtale, sag.placeringer, sag.hensyn,
  sag.observationer, sag.logbog, sag.ugenotater, sag.helligdage, sag.fremmoede,
  sag.effektiv_arbejdsevne, sag.maalinger, sag.ugeskema, sag.undervisning, sag.opfoelgninger,
  sag.slutsamtale, sag.sammenfatning, sag.besvarelse, sag.resultat, sag.borgers_kommentar, sag.bilag,
  sag.underskrifter, sag.afsendelse)

return sag
