--- Internship plan: what citizen, employer, supplier and authority agree on before an internship.
-- An employer reads and keeps it, so it holds no health data: considerations yes, their reason no.
-- Case      samples/02-praktikplan-plejecenter.yaml
-- Template  templates/praktikplan.da.md

local sag = use("sag")
local schema = use("schema")
local v = use("vaerdier")
local phrase = use("phrase")
local kontrol = use("kontrol")
local kontrol_plan = use("kontrol_plan")
local kontrol_tekst = use("kontrol_tekst")
local hoved = use("hoved")
local plan = use("plan")
local planvisning = use("planvisning")
local kurver = use("kurver")
local underskrift = use("underskrift")
local laesere = use("laesere")

local report = {
  api      = 1,
  id       = "praktikplan",
  short    = "PP",
  title    = { da = "Aftale om virksomhedspraktik", en = "Internship plan" },
  version  = "1.0.0",
  template = "praktikplan",
}

-- The paper behind a consideration stays with the case when it comes from the health side.
local function employer_copy()
  return sag.unless_health(schema.without(sag.praktikplan, { "praktikplan.opgaver[].id",
    "praktikplan.skaanehensyn[].aendret", "praktikplan.skaanehensyn[].grundlag",
    "praktikplan.hjaelpemidler[].grundlag" }), "praktikplan.skaanehensyn[].kilde.",
    { "rolle", "navn", "dokument", "dato", "bilag" })
end

report.fields = schema.join(
  schema.without(sag.hoved, { "sag.moededato", "sag.titel" }),
  schema.set(schema.without(sag.borger, { "borger.koen", "borger.bisidder" }), { "borger.cpr" },
    { mask = "all" }),
  schema.without(sag.parter, { "myndighed.digital_post", "leverandoer.fagpersoner", "leverandoer.mentor" }),
  schema.only(sag.bestilling, { "bestilling.nr", "bestilling.dato", "bestilling.maal[].id",
    "bestilling.maal[].tekst" }),
  schema.only(sag.forloeb, { "forloeb.start", "forloeb.slut_planlagt", "forloeb.slut_faktisk" }),
  sag.opstartssamtale,
  employer_copy(),
  schema.set(sag.underskrifter, { "underskrifter" }, { optional = false, min = 1 }),
  sag.afsendelse
)

report.known = sag.alle

function report.check(case, problem, info)
  if kontrol_plan.period(case, problem) then
    kontrol_plan.weekly(case, problem)
    kontrol_plan.dates(case, problem)
    kontrol_plan.holidays(case, problem)
    kontrol_plan.limits(case, problem, info.profil)
  end
  kontrol_plan.collisions(case, problem)
  kontrol_tekst.plan(case, problem)
  kontrol.states(case.praktikplan.hjaelpemidler, problem, "praktikplan.hjaelpemidler")
  kontrol_plan.representative(case, problem)
  kontrol.signatures(case, problem, kontrol_plan.signers(case))
end

function report.dated(case)
  local talk = case.opstartssamtale and case.opstartssamtale.dato
  return hoved.dated(case, table.pack(talk, case.praktikplan.periode.start))
end

local function front(case)
  local p, left, period, right = case.praktikplan, {}, {}, {}
  phrase.field(left, "Plan", phrase.join(table.pack("nr. " .. phrase.digits(p.nr),
    v.label("planstatus", p.status)), ", "))
  phrase.field(left, "Erstatter", p.erstatter and "plan nr. " .. text.number(p.erstatter))
  phrase.field(period, "Periode", phrase.period(p.periode.start, p.periode.slut))
  phrase.field(period, "Formål", v.label("formaal", p.formaal))
  phrase.field(right, "Virksomhed", p.arbejdsgiver.navn)
  return {
    moede = {}, venstre = left, periode = period, hoejre = right,
    bestilling = "",
    myndighed = case.myndighed.enhed and ", " .. case.myndighed.navn or "",
  }
end

function report.view(case, info)
  local view, p = hoved.view(case, info), case.praktikplan
  view.forside = front(case)
  view.plan = { nr = p.nr or phrase.missing, uger = plan.n_weeks(p.periode),
    periode = phrase.period(p.periode.start, p.periode.slut) }
  view.virksomhed = planvisning.company(p)
  view.formaal = planvisning.purpose(case)
  view.opstart = planvisning.start_talk(case.opstartssamtale)
  view.ugeplan, view.tid = planvisning.weekly(p), planvisning.time(p)
  view.optrapning = planvisning.steps(p)
  view.uger, view.uger_note = view.plan.uger > 0 and kurver.plan(p) or nil, planvisning.weeks_note(p)
  view.opgaver = planvisning.tasks(p)
  view.opgaver_titel = #p.opgaver == 1 and "Én opgave" or text.capital(phrase.number(#p.opgaver)) .. " opgaver"
  view.hensyn, view.ordninger = planvisning.considerations(p), planvisning.schemes(p)
  view.startkrav = planvisning.requirements(p)
  view.opfoelgning = planvisning.follow_up(p)
  view.fravaer, view.arbejdsmiljoe = planvisning.absence(p), planvisning.safety(p)
  view.loen, view.egen_tekst = p.loen, p.borgers_egen_tekst and phrase.quote(p.borgers_egen_tekst)
  view.underskrivere = report.signers(case)
  local n = #view.underskrivere
  view.underskrift_vejledning = (n > 1 and "Alle " .. phrase.number(n) ..
    " skriver under på den samme plan, i denne rækkefølge. " or "") ..
    "Læs planen først, og spørg, hvis noget er uklart. Efter den første underskrift kan enhver ændring ses."
  return laesere.reword(view, info)
end

function report.extract(case, reader, own)
  return laesere.extract(report.fields, report.id, case, reader, own)
end

function report.signers(case)
  return underskrift.list(case, report.id)
end

return report
