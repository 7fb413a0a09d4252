--- Summary of the citizen's log: an overview for readers that keeps the citizen's voice.
-- Case      samples/03-logbog-13-uger.yaml
-- Template  templates/logbog-sammenfatning.da.md

local sag = use("sag")
local schema = use("schema")
local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local kontrol = use("kontrol")
local kontrol_tid = use("kontrol_tid")
local kontrol_grundlag = use("kontrol_grundlag")
local kontrol_tal = use("kontrol_tal")
local kontrol_citat = use("kontrol_citat")
local hoved = use("hoved")
local grundlagsvisning = use("grundlagsvisning")
local dossier = use("dossier")
local fremmoedevisning = use("fremmoedevisning")
local logbogsvisning = use("logbogsvisning")
local skala = use("skala")
local underskrift = use("underskrift")
local laesere = use("laesere")

local report = {
  api      = 1,
  id       = "logbog-sammenfatning",
  short    = "LS",
  title    = { da = "Sammenfatning af logbog", en = "Logbook summary" },
  version  = "1.0.0",
  template = "logbog-sammenfatning",
}

-- An employer may read and sign it, so papers from the health side stay out of it; and a therapist,
-- who signs other reports of the case, does not sign this one.
local function considerations()
  return sag.unless_health(schema.without(sag.hensyn, { "kompenserende_ordninger" }), "skaanehensyn[].kilde.",
    { "rolle", "navn", "dokument", "dato", "bilag" })
end

local function signatures()
  return sag.unless_health(schema.set(sag.underskrifter, { "underskrifter" }, { optional = false, min = 1 }),
    "underskrifter[].", { "navn", "titel", "organisation", "cvr", "kraevet", "dato", "metode", "betydning" })
end

report.fields = schema.join(
  schema.without(sag.hoved, { "sag.moededato" }),
  schema.without(sag.borger, { "borger.koen", "borger.bisidder" }),
  schema.without(sag.parter, { "myndighed.digital_post", "leverandoer.fagpersoner" }),
  schema.only(sag.bestilling, { "bestilling.nr", "bestilling.dato", "bestilling.indsats",
    "bestilling.timer_pr_uge" }),
  schema.only(sag.forloeb, { "forloeb.start", "forloeb.slut_planlagt", "forloeb.slut_faktisk",
    "forloeb.pauser" }),
  schema.only(sag.placeringer, { "placeringer[].id", "placeringer[].arbejdsgiver.navn",
    "placeringer[].arbejdsgiver.cvr", "placeringer[].arbejdsgiver.kontakt.navn",
    "placeringer[].arbejdsgiver.kontakt.titel", "placeringer[].start",
    "placeringer[].slut", "placeringer[].stilling", "placeringer[].optrapning" }),
  considerations(),
  schema.set(sag.logbog, { "logbog" }, { optional = false, min = 1 }),
  sag.ugenotater,
  sag.helligdage,
  sag.fremmoede,
  sag.sammenfatning,
  signatures(),
  sag.afsendelse
)

report.known = sag.alle

function report.check(case, problem)
  kontrol_tid.courses(case, problem)
  kontrol_tid.log(case, problem)
  kontrol_tid.attendance(case, problem)
  kontrol_tid.complete(case, problem)
  kontrol.states(case.hjaelpemidler, problem, "hjaelpemidler")
  kontrol_citat.check(case, problem)
  kontrol_grundlag.summary(case, problem)
  kontrol_tal.texts(case, problem, kontrol_grundlag.texts(case))
  kontrol_tal.texts(case, problem, kontrol_grundlag.notes(case))
  kontrol_tal.attendance(case, problem)
  kontrol.signatures(case, problem, { { rolle = "borger", navn = "borger" },
    { rolle = "konsulent", navn = "konsulent" } })
  local s = case.sammenfatning or {}
  if not s.konsulentens_sammenfatning then
    problem("sammenfatning.konsulentens_sammenfatning", "konsulentens sammenfatning mangler",
      { code = "logbog.mangler", severity = "warning",
        suggestion = "skriv den i sammenfatning.konsulentens_sammenfatning" })
  end
  if not s.borgers_kommentar then
    problem("sammenfatning.borgers_kommentar", "borgers kommentar til sammenfatningen mangler",
      { code = "logbog.mangler", severity = "warning",
        suggestion = "skriv kommentaren, eller skriv, at borger ikke ønskede at kommentere" })
  end
end

function report.dated(case)
  local c = case.forloeb or {}
  return hoved.dated(case, table.pack(c.slut_faktisk, c.slut_planlagt))
end

local function period(case, log)
  local p = case.sammenfatning and case.sammenfatning.periode or {}
  return p.fra or (log and log.fra), p.til or (log and log.til)
end

local function front(case, log)
  local left, dates, right = {}, {}, {}
  phrase.field(dates, "Periode", phrase.period(period(case, log)))
  phrase.field(dates, "Logbog", phrase.join(table.pack(fremmoede.is_extract(case) and "uddrag: " ..
    fremmoede.basis(case) or phrase.count(#case.logbog, "indførsel", "indførsler"),
    fremmoedevisning.agreed_days(case)), ", "))
  for _, p in ipairs(case.placeringer or {}) do
    phrase.field(right, "Praktik", (p.id or phrase.missing) .. " " .. p.arbejdsgiver.navn .. ", " .. dossier.placement_weeks(p))
  end
  return {
    moede = {}, venstre = left, periode = dates, hoejre = right,
    bestilling = phrase.join(table.pack(case.bestilling.indsats,
      phrase.in_hours(case.bestilling.timer_pr_uge) .. " pr. uge"), ", "),
    myndighed = case.myndighed.enhed and ", " .. case.myndighed.navn or "",
  }
end

-- "uge 14, 17 og 20–21"; whether there were shifts in weeks that an extract leaves out, is not known.
local function missing_weeks(case)
  local gaps = kontrol_tid.gaps(case)
  if #gaps == 0 then
    return "ingen uger uden indførsel eller forklaring"
  end
  return kontrol_tid.week_list(gaps) .. (fremmoede.is_extract(case) and " har ingen indførsel i uddraget" or "")
end

-- Section 1: how the log was kept. What is not said prints as such.
local function keeping(case, info)
  local f, out = case.sammenfatning and case.sammenfatning.foering or {}, {}
  phrase.field(out, "Skrevet af", f.skrevet_af or "ikke oplyst")
  phrase.field(out, "Hjælp", f.hjaelp or laesere.unsaid(info, "sammenfatning.foering.hjaelp"))
  phrase.field(out, "Sprog", f.sprog or "ikke oplyst")
  phrase.field(out, "Tolk", f.tolk or hoved.interpreter(case.borger))
  phrase.field(out, "Værktøj", f.vaerktoej or "ikke oplyst")
  for _, p in ipairs(case.placeringer or {}) do
    phrase.field(out, "Praktik " .. (p.id or phrase.missing), phrase.join(table.pack(p.arbejdsgiver.navn,
      p.arbejdsgiver.cvr and "CVR " .. p.arbejdsgiver.cvr, p.stilling, phrase.period(p.start, p.slut),
      phrase.person(p.arbejdsgiver.kontakt) and "kontakt " .. phrase.person(p.arbejdsgiver.kontakt)), ", "))
  end
  phrase.field(out, "Uger uden logbog", f.manglende_uger or missing_weeks(case))
  local days = dossier.map(case.helligdage, function(h)
    return h.navn .. " " .. phrase.long(h.dato) .. (h.virkning and ": " .. h.virkning or "")
  end)
  phrase.field(out, "Helligdage", days)
  local pauses = dossier.map(case.forloeb.pauser, function(p)
    return phrase.period(p.fra, p.til) .. (p.aarsag and ": " .. p.aarsag or "")
  end)
  phrase.field(out, "Pauser i forløbet", pauses)
  return out
end

-- What others wrote in a week: { hvem, tekst }.
local function notes_of(week)
  local out = {}
  for _, entry in ipairs(week.indfoersler) do
    for _, note in ipairs(entry.note or {}) do
      out[#out + 1] = { hvem = "Note fra " .. phrase.lower(v.label("rolle", note.kilde)) .. ", " ..
          (entry.id or phrase.missing),
        tekst = note.tekst }
    end
  end
  return out
end

-- Where notes stand that lack their week, as in a draft: behind all others.
local NO_WEEK = "uden uge"

local function many_years(keys)
  local first, last
  for _, key in ipairs(keys) do
    if key ~= NO_WEEK then
      first, last = first or key, key
    end
  end
  return first ~= nil and date.week_year(first) ~= date.week_year(last)
end

-- Weekly notes with what others wrote in the same week, in order; weeks with neither are left out.
local function weekly(case)
  local at, keys, out = {}, {}, {}
  local function week_of(key)
    if not at[key] then
      at[key] = { notater = {}, noter = {} }
      keys[#keys + 1] = key
    end
    return at[key]
  end
  for _, week in ipairs(fremmoede.weeks(case.logbog)) do
    local notes = notes_of(week)
    if #notes > 0 then
      week_of(week.uge).noter = notes
    end
  end
  for _, note in ipairs(case.ugenotater or {}) do
    table.insert(week_of(note.uge or NO_WEEK).notater, note)
  end
  table.sort(keys)
  local many = many_years(keys)
  for i, key in ipairs(keys) do
    local known = key ~= NO_WEEK
    out[i] = { uge = text.capital(known and "uge " .. date.week_number(key) or phrase.week(nil)),
      aar = known and many and tostring(date.week_year(key)) or "",
      notater = at[key].notater, noter = at[key].noter }
  end
  return #out > 0 and out or nil
end

-- An id as a pattern that matches just it.
local function whole(id)
  return "\\b" .. re.gsub(id, "[^\\p{L}\\p{N}]", function(mark)
    return "\\" .. mark
  end) .. "\\b"
end

-- Everything that is said in the log: { id, ord } of each entry.
local function all_said(case)
  local out = {}
  for i, entry in ipairs(fremmoede.ordered(case.logbog)) do
    local said = { entry.borgers_ord or "", entry.gik_godt or "", entry.var_svaert or "",
      entry.eftervirkning or "" }
    for _, note in ipairs(entry.note or {}) do
      said[#said + 1] = note.tekst
    end
    out[i] = { id = entry.id, ord = table.concat(said, "\n") }
  end
  return out
end

-- Section 6: considerations and aids, and the entries that name them.
local function mentions(all, id)
  local out, pattern = {}, id and whole(id)
  for _, said in ipairs(id and all or {}) do
    if text.contains(said.ord, id) and re.find(said.ord, pattern) then
      out[#out + 1] = said.id or phrase.missing
    end
  end
  return #out > 0 and table.concat(out, ", ") or "–"
end

local function practice(case)
  local out, all = {}, all_said(case)
  for i, s in ipairs(dossier.considerations(case) or {}) do
    local k = case.skaanehensyn[i].kilde
    s.kilde = k and (k.rolle or k.dokument) and s.kilde or "dokumenteret i sagen"
    s.naevnt, s.bemaerkning = mentions(all, s.id), s.bemaerkning or ""
    out[#out + 1] = s
  end
  for _, h in ipairs(dossier.aids(case) or {}) do
    out[#out + 1] = { id = h.id, tekst = h.navn, bemaerkning = h.type or "", kilde = h.status, fra = h.fra,
      effekt = h.effekt, grundlag = h.grundlag, naevnt = mentions(all, h.id) }
  end
  return #out > 0 and out or nil
end

function report.view(case, info)
  local view, log = hoved.view(case, info), fremmoede.of(case.logbog)
  local main, s = skala.main(case.logbog), case.sammenfatning or {}
  view.vis = laesere.shown(info, {
    foering = "sammenfatning.foering.skrevet_af", ord = "logbog[].borgers_ord", skala = "logbog[].skala",
    ugenotater = "ugenotater", virkning = "skaanehensyn[].effekt",
    sammenfatning = "sammenfatning.konsulentens_sammenfatning", kommentar = "sammenfatning.borgers_kommentar",
  })
  view.forside = front(case, log)
  view.foering = keeping(case, info)
  local extract = logbogsvisning.extract_words(case)
  view.log = { titel = "Logbog dag for dag" .. extract .. ", " .. logbogsvisning.period(case.logbog),
    uddrag = extract, grundlag = fremmoede.basis(case),
    grupper = logbogsvisning.groups(case), med_uger = true, skala = main and text.capital(main.navn) or nil,
    note = "Borgers ord er ordrette.", uden_ord = not view.vis.ord }
  view.ugenotater = weekly(case)
  view.fremmoede = fremmoedevisning.attendance(case)
  view.aftalt_tid = fremmoedevisning.steps(case)
  view.opgaver = logbogsvisning.tasks(case.logbog)
  view.skalaer, view.eftervirkninger = skala.rows(case.logbog), logbogsvisning.aftermath(case.logbog)
  view.ord = logbogsvisning.words(case.logbog)
  view.hensyn = practice(case)
  view.sammenfatning = s.konsulentens_sammenfatning
  view.grundlag = grundlagsvisning.summary(case)
  view.konsulent = phrase.person(case.leverandoer.konsulent) or "konsulenten"
  view.kommentar = s.borgers_kommentar and phrase.quote(s.borgers_kommentar)
  view.underskrivere = report.signers(case)
  view.underskrift_vejledning = "Læs sammenfatningen først. Underskrifterne gives i den rækkefølge, de står. Senere ændringer kan ses."
  return laesere.reword(view, info)
end

function report.extract(case, reader, own)
  return laesere.extract(report.fields, report.id, case, reader, own)
end

function report.signers(case)
  return underskrift.list(case, report.id)
end

return report
