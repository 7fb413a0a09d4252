--- The parts of the case format that plan ahead: employment plan, internship plan, start talk, weekly
-- schedule, modules and certificates.

local v = use("vaerdier")
local schema = use("schema")
local blokke = use("blokke")

local dele = {}

dele.indsatsplan = {
  { "indsatsplan.uddannelsesniveau", "text", label = "Uddannelsesniveau", optional = true },
  { "indsatsplan.erhvervserfaring", "text", label = "Erhvervserfaring", optional = true },
  { "indsatsplan.arbejdsmaessige_forhold", "long", label = "Arbejdsmæssige forhold", optional = true },
  { "indsatsplan.abc_plan", "list", label = "ABC-plan", optional = true, each = {
    { "prioritet", "text", label = "Prioritet" },
    { "branche", "text", label = "Branche" },
    { "jobmaal", "text", label = "Jobmål", stemme = "plan", optional = true },
    { "begrundelse", "long", label = "Begrundelse", optional = true },
  } },
  { "indsatsplan.kompetencekort", "list", label = "Kompetencekort", optional = true, each = {
    { "omraade", "text", label = "Område" },
    { "niveau", "text", label = "Niveau", optional = true },
    { "bevis", "text", label = "Bevis", optional = true },
    { "maal", "text", label = "Mål", optional = true },
  } },
  { "indsatsplan.cv.opdateret", "date", label = "CV opdateret", optional = true },
  { "indsatsplan.cv.sted", "text", label = "CV findes på", optional = true },
  { "indsatsplan.ansoegninger", "list", label = "Ansøgninger", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "virksomhed", "text", label = "Virksomhed", stemme = "navn" },
    { "type", "text", label = "Type", optional = true },
    { "udfald", "text", label = "Udfald", optional = true },
  } },
  { "indsatsplan.tilladelser", "list", label = "Tilladelser og kurser", optional = true, each = {
    { "navn", "text", label = "Navn" },
    { "status", "text", label = "Status", optional = true },
    { "dato", "date", label = "Dato", optional = true },
  } },
}

-- The P-number says which workplace it is, and somebody there must be reachable.
local host = schema.required(blokke.employer("praktikplan.arbejdsgiver"), {
  "praktikplan.arbejdsgiver.cvr", "praktikplan.arbejdsgiver.pnr", "praktikplan.arbejdsgiver.adresse.vej",
  "praktikplan.arbejdsgiver.adresse.postnr", "praktikplan.arbejdsgiver.adresse.by",
  "praktikplan.arbejdsgiver.kontakt.navn", "praktikplan.arbejdsgiver.praktikvaert.navn",
})

--- The internship plan (domain 3.3).
dele.praktikplan = schema.join({
  { "praktikplan.nr", "int", label = "Plan nr.", min = 1, max = 99 },
  { "praktikplan.erstatter", "int", label = "Erstatter plan nr.", optional = true, min = 1, max = 99 },
  { "praktikplan.status", "choice", label = "Status", choice = v.planstatus, open = true, optional = true },
  { "praktikplan.maalgruppe", "choice", label = "Målgruppe", choice = v.maalgruppe, open = true,
    optional = true, hint = "afgør, hvor mange uger praktikken højst kan vare" },
}, host, {
  { "praktikplan.periode.start", "date", label = "Startdato" },
  { "praktikplan.periode.slut", "date", label = "Slutdato" },
  { "praktikplan.periode.uger", "int", label = "Uger", optional = true, min = 1, max = 104 },
  { "praktikplan.periode.begrundelse", "long", label = "Begrundelse for forlængelse", stemme = "plan",
    optional = true },
  { "praktikplan.formaal", "choice", label = "Formål", choice = v.formaal, open = true },
  { "praktikplan.formaal_tekst", "long", label = "Formål, uddybet", stemme = "plan" },
  { "praktikplan.jobmaal", "text", label = "Jobmål", stemme = "plan" },
  { "praktikplan.tidligere_ansat_her", "bool", label = "Tidligere ansat her" },
  { "praktikplan.opgaver", "list", label = "Opgaver", min = 1, each = {
    { "id", "id", label = "Nr.", optional = true },
    { "navn", "text", label = "Opgave", stemme = "plan" },
    { "beskrivelse", "long", label = "Beskrivelse", stemme = "plan" },
    { "krav", "long", label = "Krav", stemme = "plan", optional = true },
    { "vaerktoej", "text", label = "Værktøj", stemme = "plan", optional = true },
    { "risici", "text", label = "Pas på", stemme = "plan", optional = true },
    { "fra_uge", "week", label = "Fra uge", optional = true },
  } },
  { "praktikplan.ugeplan", "list", label = "Ugeplan", min = 1, each = {
    { "fra_uge", "week", label = "Fra uge" },
    { "til_uge", "week", label = "Til uge", optional = true },
    { "dage", "list", label = "Dage", min = 1, max = 7, each = {
      { "dag", "choice", label = "Dag", choice = v.ugedag },
      { "start", "time", label = "Start" },
      { "slut", "time", label = "Slut" },
      { "pause_min", "int", label = "Pause", min = 0, max = 480, unit = "minutter", optional = true },
    } },
  } },
  { "praktikplan.sammenstoed_med", "table", label = "Optaget af andet", optional = true, each = {
    { "sted", "text", label = "Sted", optional = true },
    { "dage", "list", label = "Dage", optional = true, lenient = true, each = "text", stemme = "ingen" },
    { "start", "time", label = "Start", optional = true },
    { "slut", "time", label = "Slut", optional = true },
  } },
  { "praktikplan.helligdage", "list", label = "Helligdage", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "navn", "text", label = "Navn" },
    { "virkning", "text", label = "Virkning", stemme = "plan", optional = true },
  } },
  { "praktikplan.optrapning", "list", label = "Optrapning", optional = true, each = {
    { "fra_uge", "week", label = "Fra uge" },
    { "dage", "int", label = "Dage pr. uge", min = 0, max = 7 },
    { "timer_pr_dag", "num", label = "Timer pr. dag", min = 0, max = 24 },
  } },
  { "praktikplan.skaanehensyn", "list", label = "Skånehensyn", optional = true, each = blokke.hensyn },
  { "praktikplan.hjaelpemidler", "list", label = "Hjælpemidler", optional = true, each = blokke.hjaelpemidler },
  { "praktikplan.kompenserende_ordninger", "list", label = "Ordninger", optional = true,
    each = blokke.ordninger },
  { "praktikplan.mentor_timer_pr_uge", "num", label = "Mentortimer pr. uge", min = 0, max = 37,
    optional = true },
  { "praktikplan.startkrav_til_loentimer", "list", label = "Startkrav til løntimer", optional = true,
    each = {
      { "nr", "int", label = "Nr.", min = 1, max = 99, optional = true },
      { "krav", "text", label = "Krav", stemme = "plan" },
      { "maaling", "text", label = "Måles ved", stemme = "plan", optional = true },
      { "opfyldt", "choice", label = "Opfyldt", choice = v.opfyldt, optional = true },
    } },
  { "praktikplan.virksomhedens_tilsagn", "long", label = "Virksomhedens tilsagn", stemme = "arbejdsgiver",
    optional = true },
  { "praktikplan.opfoelgning", "list", label = "Opfølgning", min = 1, each = {
    { "uge", "week", label = "Uge", optional = true },
    { "dato", "date", label = "Dato" },
    { "form", "choice", label = "Form", choice = v.opfoelgning, open = true },
    { "ansvarlig", "text", label = "Ansvarlig", stemme = "ingen" },
  } },
  { "praktikplan.ved_fravaer.meldes_til", "text", label = "Ring til", stemme = "ingen" },
  { "praktikplan.ved_fravaer.senest", "time", label = "Senest" },
  { "praktikplan.ved_fravaer.konsulenten_ringer_efter_min", "int", label = "Konsulenten ringer efter",
    min = 0, max = 1440, unit = "minutter" },
  { "praktikplan.ved_fravaer.jobcenter_orienteres", "text", label = "Jobcenter orienteres", stemme = "plan" },
  { "praktikplan.arbejdsmiljoe.instruktion", "list", label = "Instruktion", optional = true,
    lenient = true, each = "text", stemme = "plan" },
  { "praktikplan.arbejdsmiljoe.sikkerhedsudstyr", "list", label = "Sikkerhedsudstyr", optional = true,
    lenient = true, each = "text", stemme = "plan" },
  { "praktikplan.arbejdsmiljoe.arbejdsskadeforsikring", "text", label = "Arbejdsskadeforsikring",
    stemme = "plan" },
  { "praktikplan.arbejdsmiljoe.arbejdsmiljoerepraesentant", "navn",
    label = "Arbejdsmiljørepræsentant", optional = true },
  { "praktikplan.loen", "text", label = "Løn og ydelse", stemme = "plan" },
  { "praktikplan.borgers_egen_tekst", "long", label = "Borgers egen tekst", stemme = "borger",
    optional = true },
})

dele.opstartssamtale = {
  { "opstartssamtale", "group", label = "Opstartssamtale", optional = true },
  { "opstartssamtale.dato", "date", label = "Dato" },
  { "opstartssamtale.sted", "text", label = "Sted", optional = true },
  { "opstartssamtale.varighed_min", "int", label = "Varighed", min = 0, max = 1440, unit = "minutter",
    optional = true },
  { "opstartssamtale.deltagere", "list", label = "Deltagere", optional = true, each = {
    { "rolle", "choice", label = "Rolle", choice = v.rolle, open = true },
    { "navn", "navn", label = "Navn", optional = true },
  } },
  { "opstartssamtale.aftalt", "list", label = "Aftalt", optional = true, lenient = true, each = "long",
    stemme = "plan" },
}

dele.ugeskema = {
  { "ugeskema", "group", label = "Ugeskema", optional = true },
  { "ugeskema.gyldig_fra", "date", label = "Gælder fra" },
  { "ugeskema.gyldig_til", "date", label = "Gælder til", optional = true },
  { "ugeskema.tidsinterval_min", "int", label = "Interval", min = 5, max = 240, unit = "minutter",
    optional = true },
  { "ugeskema.aftalt_med_borger", "date", label = "Aftalt med borger", optional = true },
  { "ugeskema.aftaler", "list", label = "Aftaler", optional = true, lenient = true, each = "text",
    stemme = "plan" },
  { "ugeskema.dage", "list", label = "Dage", min = 1, max = 7, each = {
    { "dag", "choice", label = "Dag", choice = v.ugedag },
    { "blokke", "list", label = "Aktiviteter", optional = true, each = {
      { "start", "time", label = "Start" },
      { "slut", "time", label = "Slut" },
      { "aktivitet", "text", label = "Aktivitet", stemme = "plan" },
      { "sted", "text", label = "Sted", optional = true },
      { "kategori", "text", label = "Kategori", stemme = "ingen", optional = true },
      { "obligatorisk", "bool", label = "Skal følges", optional = true },
    } },
  } },
  { "ugeskema.fulgt", "list", label = "Fulgt", optional = true, each = {
    { "uge", "week", label = "Uge" },
    { "dage", "int", label = "Dage", min = 0, max = 7 },
    { "af", "int", label = "Af", min = 0, max = 7 },
  } },
}

--- Modules, branch packages and certificates.
dele.undervisning = {
  { "moduler", "group", label = "Moduler", optional = true },
  { "moduler.klippekort.antal_klip", "int", label = "Klip", min = 0, optional = true },
  { "moduler.klippekort.brugt", "int", label = "Brugte klip", min = 0, optional = true },
  { "moduler.klippekort.status", "text", label = "Status", optional = true },
  { "moduler.moduler", "list", label = "Moduler", optional = true, each = {
    { "nr", "int", label = "Nr.", min = 0 },
    { "navn", "text", label = "Modul" },
    { "type", "text", label = "Type", optional = true },
    { "timer", "num", label = "Timer", min = 0, optional = true },
    { "dato", "date", label = "Dato", optional = true },
    { "klip", "bool", label = "Klip", optional = true },
  } },
  { "moduler.krav", "long", label = "Krav", stemme = "plan", optional = true },
  { "branchepakke", "group", label = "Branchepakke", optional = true },
  { "branchepakke.navn", "text", label = "Branchepakke" },
  { "branchepakke.moduler", "list", label = "Moduler", optional = true, each = {
    { "nr", "int", label = "Nr.", min = 0 },
    { "navn", "text", label = "Modul" },
    { "uger", "int", label = "Uger", min = 0, optional = true },
    { "niveau_naaet", "bool", label = "Niveau nået", optional = true },
  } },
  { "branchepakke.niveaukrav", "list", label = "Niveaukrav", optional = true, each = {
    { "modul", "int", label = "Modul", min = 0 },
    { "krav", "text", label = "Krav", stemme = "plan" },
    { "maalt", "text", label = "Målt", optional = true },
    { "opfyldt", "bool", label = "Opfyldt", optional = true },
  } },
  { "branchepakke.certifikat.udstedt", "bool", label = "Certifikat udstedt", optional = true },
  { "branchepakke.certifikat.begrundelse", "long", label = "Begrundelse", optional = true },
  { "laeringsbevis", "group", label = "Læringsbevis", optional = true },
  { "laeringsbevis.nr", "text", label = "Nr.", stemme = "ingen" },
  { "laeringsbevis.udstedt", "date", label = "Udstedt" },
  { "laeringsbevis.kursus", "text", label = "Kursus" },
  { "laeringsbevis.timer", "num", label = "Timer", min = 0, optional = true },
  { "laeringsbevis.moduler", "int", label = "Moduler", min = 0, optional = true },
  { "laeringsbevis.kompetencer", "list", label = "Kompetencer", optional = true, lenient = true,
    each = "text" },
  { "laeringsbevis.underskrevet_af", "list", label = "Underskrevet af", optional = true, each = {
    { "rolle", "choice", label = "Rolle", choice = v.rolle, open = true },
    { "navn", "navn", label = "Navn" },
  } },
}

return dele
