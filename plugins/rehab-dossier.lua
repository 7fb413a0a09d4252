--- Dossier to the rehabilitation team: what was seen, measured and said in a course, with sources.
-- It describes and never recommends a measure (domain 3.2, rule K03).
-- Case      samples/01-dossier-butik-bogbinderi.yaml, samples/06-dossier-hukommelse-traethed.yaml
-- Template  templates/rehab-dossier.da.md

local sag = use("sag")
local schema = use("schema")
local phrase = use("phrase")
local v = use("vaerdier")
local kontrol = use("kontrol")
local kontrol_tid = use("kontrol_tid")
local kontrol_grundlag = use("kontrol_grundlag")
local kontrol_tal = use("kontrol_tal")
local kontrol_praktik = use("kontrol_praktik")
local kontrol_citat = use("kontrol_citat")
local kontrol_afsendelse = use("kontrol_afsendelse")
local hoved = use("hoved")
local grundlag = use("grundlag")
local grundlagsvisning = use("grundlagsvisning")
local dossier = use("dossier")
local iagttagelser = use("iagttagelser")
local fremmoede = use("fremmoede")
local fremmoedevisning = use("fremmoedevisning")
local logbogsvisning = use("logbogsvisning")
local kurver = use("kurver")
local resume = use("resume")
local skala = use("skala")
local tendens = use("tendens")
local underskrift = use("underskrift")
local laesere = use("laesere")

local report = {
  api      = 1,
  id       = "rehab-dossier",
  short    = "RD",
  title    = { da = "Dossier til rehabiliteringsteamet", en = "Rehabilitation team dossier" },
  version  = "1.0.0",
  template = "rehab-dossier",
}

-- Signers, annexes and sources are needed before a team can read a dossier; what law and domain
-- print as "ikke oplyst" stays optional.
report.fields = schema.join(
  sag.hoved,
  schema.without(sag.borger, { "borger.koen" }),
  schema.without(sag.parter, { "myndighed.digital_post" }),
  sag.bestilling,
  sag.maalhistorik,
  schema.without(sag.forloeb, { "forloeb.aktiviteter", "forloeb.ansigt_til_ansigt_timer" }),
  sag.baggrund,
  sag.ressourceprofil,
  sag.helbred,
  sag.oensker,
  schema.without(sag.placeringer, { "placeringer[].opgaver[].id" }),
  sag.hensyn,
  sag.observationer,
  sag.logbog,
  sag.fremmoede,
  sag.effektiv_arbejdsevne,
  schema.without(sag.maalinger, { "maalinger[].omraader[].kort" }),
  sag.opfoelgninger,
  sag.besvarelse,
  sag.borgers_kommentar,
  sag.bilag,
  schema.set(sag.underskrifter, { "underskrifter" }, { optional = false, min = 1 }),
  sag.afsendelse
)

report.known = sag.alle

local function assessed_by_therapist(case)
  for _, o in ipairs(case.observationer or {}) do
    if o.vurdering and o.kilde and o.kilde.rolle == "ergoterapeut" then
      return true
    end
  end
  return false
end

local function missing(case, problem)
  local function hint(path, message, suggestion)
    problem(path, message, { code = "dossier.mangler", severity = "warning", suggestion = suggestion })
  end
  if not case.sag.moededato then
    hint("sag", "teammødets dato mangler", "skriv sag.moededato, når mødet er fastsat")
  end
  if #case.observationer == 0 then
    hint("observationer", "dossieret har ingen iagttagelser", "tilføj mindst én iagttagelse")
  end
  if #case.effektiv_arbejdsevne == 0 then
    hint("effektiv_arbejdsevne", "den effektive arbejdsevne er ikke beskrevet",
      "tilføj timer, dage, mængde og grundlag for hver opgave")
  end
  if #case.ressourceprofil > 0 and #case.ressourceprofil ~= 12 then
    hint("ressourceprofil", "ressourceprofilen har " .. text.number(#case.ressourceprofil) ..
      " af 12 elementer", "udfyld alle 12, eller udelad ressourceprofilen")
  end
  if not case.borgers_kommentar then
    hint("borgers_kommentar", "borgers kommentar mangler",
      "skriv kommentaren, eller skriv, at borger ikke ønskede at kommentere")
  end
end

-- The chain from the order to what was seen, figures included, and whether the material will carry it.
local function evidence(case, problem)
  kontrol_citat.check(case, problem)
  kontrol_grundlag.conclusions(case, problem)
  kontrol_grundlag.named(case, problem)
  kontrol_grundlag.goals(case, problem)
  kontrol_grundlag.two_sources(case, problem)
  kontrol_grundlag.raters(case, problem)
  kontrol_tal.texts(case, problem, kontrol_grundlag.texts(case))
  kontrol_tal.quantities(case, problem)
  kontrol_tal.attendance(case, problem)
  kontrol_tid.measured_away(case, problem)
  kontrol_praktik.usable(case, problem)
  kontrol_praktik.dimensions(case, problem)
  kontrol_praktik.balance(case, problem)
end

function report.check(case, problem, info)
  kontrol.observations(case, problem)
  kontrol.sources(case, problem)
  kontrol.annexes(case, problem)
  kontrol.answers(case, problem)
  kontrol.capacity(case, problem)
  kontrol.states(case.hjaelpemidler, problem, "hjaelpemidler")
  kontrol.in_force(case, problem)
  kontrol.coverage(case, problem)
  kontrol.scales(case, problem)
  kontrol.measurements(case, problem)
  kontrol.goals(case, problem)
  kontrol.health(case, problem)
  local deadlines = info.profil and info.profil.frister or {}
  kontrol.medical_age(case, problem, tonumber(deadlines.laegeattest_maaneder))
  kontrol_tid.courses(case, problem)
  kontrol_tid.observations(case, problem)
  kontrol_tid.log(case, problem)
  kontrol_tid.follow_up(case, problem)
  kontrol_tid.attendance(case, problem)
  evidence(case, problem)
  kontrol_afsendelse.check(case, problem, info.dokument and info.dokument.dato)
  local needed = { { rolle = "konsulent", navn = "konsulent" } }
  if assessed_by_therapist(case) then
    needed[2] = { rolle = "ergoterapeut", navn = "ergoterapeut" }
  end
  kontrol.signatures(case, problem, needed)
  missing(case, problem)
end

function report.dated(case)
  local c = case.forloeb or {}
  return hoved.dated(case, table.pack(c.slut_faktisk, c.slut_planlagt))
end

-- The sections that are printed only when there is something in them.
local function sections(case, info)
  local vis = laesere.shown(info, {
    resume = "helbred", bestilling = "bestilling.indsats", maal = "bestilling.maal", baggrund = "baggrund",
    helbred = "helbred", oensker = "oensker", effektiv = "effektiv_arbejdsevne", kommentar = "borgers_kommentar",
    bilag = "bilag", virkning = "skaanehensyn[].effekt", udfald = "placeringer[].opgaver[].udfald",
    deltagere = "opfoelgninger[].deltagere",
  })
  vis.forloebet, vis.opgaver, vis.iagttagelser, vis.hensyn = true, true, true, true
  vis.fremmoede = case.fremmoede ~= nil or #case.logbog > 0
  vis.udvikling = #case.maalinger > 0 or fremmoedevisning.steps(case) ~= nil
  vis.logbog = #case.logbog > 0
  vis.svar = #(case.bestilling.spoergsmaal or {}) > 0
  return vis
end

local function front(case, info)
  local meeting, period, right = {}, {}, {}
  if laesere.shows(info, "sag.moededato") then
    phrase.field(meeting, "Teammøde", case.sag.moededato and date.long(case.sag.moededato) or "ikke oplyst")
  end
  local c = case.forloeb
  phrase.field(period, "Forløb", phrase.period(c.start, c.slut_faktisk or c.slut_planlagt))
  for _, p in ipairs(case.placeringer or {}) do
    phrase.field(right, "Praktik", (p.id or phrase.missing) .. " " .. p.arbejdsgiver.navn .. ", " .. dossier.placement_weeks(p))
  end
  return {
    moede = meeting, venstre = {}, periode = period, hoejre = right,
    bestilling = phrase.in_hours(case.bestilling.timer_pr_uge) .. " pr. uge i " ..
      phrase.count(case.bestilling.varighed_uger, "uge", "uger"),
    myndighed = case.myndighed.enhed and ", " .. case.myndighed.navn or "",
  }
end

-- First and latest answers on the citizen's own 0-10 scales.
local function own_scales(case)
  local out = {}
  for _, m in ipairs(case.maalinger or {}) do
    local t = m.instrument == "skala-0-10" and tendens.of(m) or nil
    if t then
      out[#out + 1] = {
        navn = m.navn .. (m.retning and " (" .. v.label("retning", m.retning) .. ")" or ""),
        foerste = text.number(t.foerste) .. " (" .. date.long(t.foerste_dato) .. ")",
        seneste = text.number(t.seneste) .. " (" .. date.long(t.seneste_dato) .. ")",
        maal = m.maal_vaerdi and text.number(m.maal_vaerdi) or "–",
      }
    end
  end
  return #out > 0 and out or nil
end

-- How much of all shifts the log holds.
local function log_title(case, is_extract)
  local period = logbogsvisning.period(case.logbog)
  if is_extract then
    return "Uddrag af logbogen: " .. fremmoede.basis(case) .. ", " .. period
  end
  return "Logbog, " .. phrase.count(#case.logbog, "indførsel", "indførsler") .. ", " .. period
end

local function log_view(case)
  local main, is_extract = skala.main(case.logbog), fremmoede.is_extract(case)
  return {
    afsnit = is_extract and "Logbog, uddrag" or "Logbog",
    titel = log_title(case, is_extract), uddrag = logbogsvisning.extract_words(case), grupper = logbogsvisning.groups(case),
    med_uger = logbogsvisning.is_dense(case.logbog),
    skala = main and text.capital(main.navn) or nil, note = "Borgers ord er ordrette.", uden_ord = false,
  }
end

function report.view(case, info)
  local view, vis = hoved.view(case, info), sections(case, info)
  local conclusions = grundlag.conclusions(case)
  local refs = grundlagsvisning.references(conclusions)
  view.vis = vis
  view.forside = front(case, info)
  view.resume = vis.resume and resume.rows(case, vis) or nil
  view.ordre, view.spoergsmaal = dossier.order(case), dossier.questions(case)
  view.maal, view.aendringer = dossier.goals(case, refs), dossier.changes(case)
  view.uaendret = dossier.unchanged(case)
  view.forloeb, view.faser, view.pauser = dossier.course(case), dossier.phases(case), dossier.pauses(case)
  view.praktikker, view.parallelle = dossier.placements(case), dossier.parallel(case, info)
  view.opfoelgninger = dossier.follow_ups(case)
  view.uddannelse, view.erhverv = dossier.education(case), dossier.jobs(case)
  view.forsoergelse, view.tidligere = dossier.benefits(case), dossier.earlier(case)
  view.baggrund, view.ressourceprofil = dossier.background(case), dossier.profile(case)
  view.helbred, view.eget_helbred = dossier.health(case)
  view.oensker = case.oensker or "ikke oplyst"
  view.sagt, view.egne_skalaer = dossier.said(case), own_scales(case)
  view.opgaver, view.emner = dossier.tasks(case), iagttagelser.groups(case)
  view.oplyst = {
    udfald = phrase.stated(view.opgaver, "udfald"), timer = phrase.stated(view.erhverv, "timer"),
    deltagere = phrase.stated(view.opfoelgninger, "deltagere"),
  }
  view.hensyn, view.hjaelpemidler = dossier.considerations(case, refs), dossier.aids(case, refs)
  view.ordninger, view.vurderet_i = dossier.schemes(case.kompenserende_ordninger), dossier.judged(case)
  if not info.uddrag then
    phrase.field(view.oplysninger, "Til", hoved.term(info, "team"))
  end
  view.fremmoede = fremmoedevisning.attendance(case)
  view.effektiv, view.effektiv_note = fremmoedevisning.capacity(case), fremmoedevisning.capacity_note()
  view.stabilitet = fremmoedevisning.stability(case) or {}
  view.maalinger, view.aftalt_tid = kurver.measurements(case), fremmoedevisning.steps(case)
  view.log = vis.logbog and log_view(case) or nil
  view.eftervirkning, view.ord = logbogsvisning.after_effects(case.logbog), logbogsvisning.words(case.logbog)
  view.noter = logbogsvisning.notes(case.logbog)
  view.svar, view.grundlag = dossier.answers(case), grundlagsvisning.annex(case, conclusions)
  view.kommentar = case.borgers_kommentar and phrase.quote(case.borgers_kommentar)
  view.bilag, view.bilag_modtaget = dossier.annexes(case), dossier.annexes_have_dates(case)
  view.underskrivere = report.signers(case)
  view.underskrift_vejledning = "Læs dossieret først. Underskrifterne gives i den rækkefølge, de står. Senere ændringer kan ses."
  return laesere.reword(view, info)
end

function report.extract(case, reader, own)
  return laesere.extract(report.fields, report.id, case, reader, own)
end

function report.signers(case)
  return underskrift.list(case, report.id)
end

return report
