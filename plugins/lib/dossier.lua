--- The sections of a dossier that list what the case says: order, goals, course, background, health,
-- tasks, considerations, answers, annexes. Plain data for templates/rehab-dossier.da.md.

local v = use("vaerdier")
local phrase = use("phrase")
local iagttagelser = use("iagttagelser")
local tid = use("kontrol_tid")
local laesere = use("laesere")

local dossier = {}

local function map(list, f)
  local out = {}
  for i, item in ipairs(list or {}) do
    out[i] = f(item, i)
  end
  return #out > 0 and out or nil
end

dossier.map = map

local function upper_label(set, value)
  local label = v.label(set, value)
  return label and text.capital(label)
end

--- Section 1: the order and its questions.
function dossier.order(case)
  local b, out = case.bestilling, {}
  phrase.field(out, "Bestilling", b.nr .. " af " .. phrase.long(b.dato))
  phrase.field(out, "Indsats", b.indsats)
  phrase.field(out, "Formål", b.formaal)
  phrase.field(out, "Omfang", phrase.in_hours(b.timer_pr_uge) .. " pr. uge i " ..
    phrase.count(b.varighed_uger, "uge", "uger"))
  local r = b.rapportfrist
  local days = v.label("dagtype", r.type) or phrase.missing
  phrase.field(out, "Rapportfrist", phrase.count(r.dage, days, days) .. " efter " ..
    (v.label("frist_fra", r.regnes_fra) or phrase.missing))
  return out
end

function dossier.questions(case)
  return map(case.bestilling.spoergsmaal, function(q)
    return { id = q.id, tekst = q.tekst }
  end)
end

-- "05.01.2026 af jobcenter, ændret 14.04.2026"
local function set_by(m)
  local set = phrase.join(table.pack(m.fastsat and date.short(m.fastsat), m.fastsat_af and "af " .. m.fastsat_af), " ")
  return phrase.join(table.pack(set, m.aendret and "ændret " .. date.short(m.aendret)), ", ") or "ikke oplyst"
end

--- Section 2: goals, and how they changed. `refs` are the small references by id, here and below.
function dossier.goals(case, refs)
  return map(case.bestilling.maal, function(m)
    return {
      id = m.id, tekst = m.tekst, grundlag = refs and refs[m.id or ""] or "",
      fastsat = set_by(m),
      status = v.label("maalstatus", m.status) or "ikke oplyst",
    }
  end)
end

function dossier.changes(case)
  return map(case.maalhistorik, function(c)
    return {
      dato = phrase.long(c.dato), maal = c.maal or phrase.missing,
      fra = c.fra or "nyt mål", til = c.til, aarsag = c.aarsag,
      aftalt = "Aftalt med " .. text.list(c.aftalt_med or {}) .. " – " .. phrase.stop(c.kanal),
      note = c.note,
    }
  end)
end

--- What stands in place of changes: that there are none is said only when no goal says otherwise.
function dossier.unchanged(case)
  for _, m in ipairs(case.bestilling.maal or {}) do
    if m.aendret or m.status == "erstattet" then
      return "Ændringer af målene er ikke oplyst i sagen."
    end
  end
  return "Målene er ikke ændret."
end

-- Section 3: the course.
local function interruption(c)
  local a = c.afbrud
  if not a then
    return nil
  end
  return phrase.join(table.pack(phrase.long(a.dato) .. ", " ..
    phrase.stop(v.label("afbrud", a.aarsag_kode)),
    a.tekst and phrase.stop(a.tekst), a.besluttet_af and "Besluttet af " .. phrase.stop(a.besluttet_af)), " ")
end

function dossier.course(case)
  local c, out = case.forloeb, {}
  phrase.field(out, "Periode", phrase.period(c.start, c.slut_faktisk or c.slut_planlagt))
  phrase.field(out, "Status", upper_label("indsatsstatus", c.status))
  if c.slut_faktisk and c.slut_faktisk ~= c.slut_planlagt then
    phrase.field(out, "Planlagt slut", phrase.long(c.slut_planlagt))
  end
  phrase.field(out, "Afbrudt", interruption(c))
  return out
end

local function parts_of(list)
  return map(list, function(part)
    return { navn = part.navn or part.aarsag or "ikke oplyst",
      fra = phrase.short(part.fra), til = part.til and date.short(part.til) or "ikke oplyst" }
  end)
end

function dossier.phases(case)
  return parts_of(case.forloeb.faser)
end

function dossier.pauses(case)
  return parts_of(case.forloeb.pauser)
end

function dossier.parallel(case, info)
  return map(case.forloeb.parallelle_indsatser, function(p)
    return { organisation = p.organisation, periode = phrase.period(p.fra, p.til),
      kontakt = p.kontakt or laesere.unsaid(info, "forloeb.parallelle_indsatser[].kontakt"), aftale = p.aftale or "ikke oplyst" }
  end)
end

-- "64 ordinært ansatte, 3 ansatte med støtte"
local function staff(a)
  return phrase.join(table.pack(
    a.antal_ansatte_ordinaere and text.number(a.antal_ansatte_ordinaere) .. " ordinært ansatte",
    a.antal_stoettede and text.number(a.antal_stoettede) .. " ansatte med støtte"), ", ")
end

local function labelled(label, value)
  return value and label .. " " .. value or nil
end

-- Sentences about a workplace, each one paragraph.
local function workplace(p)
  local a, out = p.arbejdsgiver, {}
  local lines = {
    phrase.join(table.pack(v.label("placering", p.type), p.stilling and "stilling: " .. p.stilling), ", "),
    p.formaal and "Formål: " .. phrase.lower(v.label("formaal", p.formaal)) or "",
    phrase.join(table.pack(phrase.address(a.adresse), labelled("CVR", a.cvr), labelled("P-nr.", a.pnr), a.branche,
      staff(a)), ", ") or "",
    labelled("Kontakt:", phrase.contact(a.kontakt)) or "",
    labelled("Praktikvært:", phrase.contact(a.praktikvaert)) or "",
    labelled("Medarbejderrepræsentant:", phrase.contact(a.medarbejderrepraesentant)) or "",
    labelled("Transport:", p.transport) or "",
    labelled("Afslutning:", p.afslutning) or "",
  }
  for _, line in ipairs(lines) do
    if line ~= "" then
      out[#out + 1] = phrase.stop(line)
    end
  end
  return out
end

--- "uge 7–19" of a placement; without an end: "fra uge 7".
function dossier.placement_weeks(p)
  local from = p.start and date.week(p.start)
  if not p.slut then
    return "fra " .. phrase.week(from)
  end
  return phrase.weeks(from, date.week(p.slut))
end

function dossier.placements(case)
  return map(case.placeringer, function(p)
    return { id = p.id, navn = p.arbejdsgiver.navn, periode = phrase.period(p.start, p.slut),
      uger = dossier.placement_weeks(p), linjer = workplace(p) }
  end)
end

function dossier.follow_ups(case)
  return map(case.opfoelgninger, function(f)
    return { dato = phrase.short(f.dato), form = f.type, deltagere = f.deltagere or "ikke oplyst",
      aftale = f.aftale or "ikke oplyst" }
  end)
end

-- Section 4: background.
local function yes_no(b)
  return b == nil and "ikke oplyst" or b and "ja" or "nej"
end

local function year(y)
  return y and (#y == 4 and y or date.short(y)) or nil
end

function dossier.education(case)
  return map(case.baggrund and case.baggrund.uddannelse, function(e)
    return { niveau = v.label("uddannelse", e.niveau) or "ikke oplyst", navn = e.navn,
      aar = year(e.aar) or "ikke oplyst", gennemfoert = yes_no(e.gennemfoert) }
  end)
end

function dossier.jobs(case)
  return map(case.baggrund and case.baggrund.erhverv, function(e)
    return { periode = (year(e.fra) or "ikke oplyst") .. "–" .. (year(e.til) or ""), stilling = e.stilling,
      timer = e.timer_pr_uge and text.number(e.timer_pr_uge) or "ikke oplyst" }
  end)
end

function dossier.benefits(case)
  return map(case.baggrund and case.baggrund.forsoergelse, function(f)
    return { fra = phrase.short(f.fra), til = f.til and date.short(f.til) or "fortsat", art = f.art }
  end)
end

function dossier.background(case)
  local b, out = case.baggrund or {}, {}
  phrase.field(out, "Sprog", #(b.sprog or {}) > 0 and text.list(b.sprog) or "ikke oplyst")
  phrase.field(out, "Kørekort", b.koerekort or "ikke oplyst")
  phrase.field(out, "Transport", b.transport or "ikke oplyst")
  return out
end

function dossier.earlier(case)
  local list = case.baggrund and case.baggrund.tidligere_indsats or {}
  return #list > 0 and list or nil
end

function dossier.profile(case)
  return map(case.ressourceprofil, function(r)
    return { nr = r.nr, element = r.element, tekst = r.tekst, kilde = r.kilde }
  end)
end

-- Section 5: health, what others document and what the citizen says, apart.
local function statement(h)
  local k = h.kilde or {}
  return {
    kilde = v.label("rolle", k.rolle) or "kilde ikke oplyst",
    navn = k.navn,
    dokument = phrase.join(table.pack(k.dokument, k.dato and date.long(k.dato)), ", "),
    bilag = k.bilag and "Bilag " .. text.number(k.bilag) or nil,
    tekst = h.tekst,
    betydning = h.betydning_for_arbejde or "ikke oplyst",
  }
end

--- Two lists: documented, and the citizen's own; nil where there is none.
function dossier.health(case)
  local documented, own = {}, {}
  for _, h in ipairs(case.helbred or {}) do
    table.insert(h.kilde and h.kilde.rolle == "borger" and own or documented, statement(h))
  end
  return #documented > 0 and documented or nil, #own > 0 and own or nil
end

-- Section 7: tasks that were tried. An observation belongs to a task when it names it.
local function of_task(case, p, task)
  local out = {}
  for _, o in ipairs(iagttagelser.ordered(case.observationer)) do
    if o.placering == p.id and iagttagelser.names(o, task.navn) then
      out[#out + 1] = o
    end
  end
  return out
end

local function observed(observations)
  local out = {}
  for _, o in ipairs(observations) do
    out[#out + 1] = o.id
  end
  return #out > 0 and table.concat(out, ", ") or "–"
end

local function considered(observations)
  local seen, out = {}, {}
  for _, o in ipairs(observations) do
    for _, list in ipairs({ o.skaanehensyn_i_brug or {}, o.hjaelpemidler_i_brug or {} }) do
      for _, id in ipairs(list) do
        if not seen[id] then
          out[#out + 1], seen[id] = id, true
        end
      end
    end
  end
  table.sort(out, function(a, b)
    return string.sub(a, 1, 1) == string.sub(b, 1, 1) and a < b or string.sub(a, 1, 1) > string.sub(b, 1, 1)
  end)
  return #out > 0 and table.concat(out, ", ") or "–"
end

function dossier.tasks(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    for _, task in ipairs(p.opgaver or {}) do
      local observations = of_task(case, p, task)
      out[#out + 1] = {
        opgave = task.navn, sted = p.id,
        periode = (task.fra or task.til) and phrase.period(task.fra, task.til) or dossier.placement_weeks(p),
        iagttaget = observed(observations), hensyn = considered(observations),
        udfald = phrase.join(table.pack(v.label("udfald", task.udfald) or "ikke oplyst", task.note), ". "),
      }
    end
  end
  return #out > 0 and out or nil
end

-- Section 9: considerations, aids, schemes.
local function consideration_remark(s)
  local parts = {}
  parts[#parts + 1] = s.kategori and text.capital(v.label("hensyn", s.kategori)) or nil
  parts[#parts + 1] = s.til and "gælder til " .. date.long(s.til) or nil
  for _, change in ipairs(s.aendret or {}) do
    parts[#parts + 1] = "ændret " .. phrase.long(change.dato) .. ": " .. change.tekst
  end
  return #parts > 0 and text.capital(table.concat(parts, " · ")) or nil
end

function dossier.considerations(case, refs)
  return map(case.skaanehensyn, function(s)
    return {
      id = s.id, tekst = s.tekst, bemaerkning = consideration_remark(s) or "",
      kilde = phrase.source(s.kilde) or "ikke oplyst",
      fra = s.afproevet == false and "ikke afprøvet" or s.fra and date.short(s.fra) or "ikke oplyst",
      effekt = s.effekt or "ikke vurderet", grundlag = refs and refs[s.id or ""] or "",
    }
  end)
end

local STATES = { { "bevilget", "Bevilget" }, { "ansoegt", "Ansøgt" }, { "identificeret", "Identificeret" } }

--- "Ansøgt", "Ikke ansøgt", "Bevilget 2026-04-22"
function dossier.aid_state(h)
  local out = {}
  for _, state in ipairs(STATES) do
    local value = h[state[1]] and text.lower(h[state[1]])
    if value == "true" or value == "ja" then
      out[#out + 1] = state[2]
    elseif value == "false" or value == "nej" then
      out[#out + 1] = "Ikke " .. phrase.lower(state[2])
    elseif value then
      out[#out + 1] = state[2] .. " " .. (date.is(value) and date.short(value) or phrase.missing)
    end
  end
  return #out > 0 and table.concat(out, ", ") or "ikke oplyst"
end

function dossier.aids(case, refs)
  return map(case.hjaelpemidler, function(h)
    return {
      id = h.id, navn = h.navn, type = v.label("hjaelpemiddel", h.type) or "",
      status = dossier.aid_state(h),
      fra = h.afproevet_fra and date.short(h.afproevet_fra) or "ikke afprøvet",
      effekt = h.effekt or "ikke vurderet", grundlag = refs and refs[h.id or ""] or "",
    }
  end)
end

function dossier.schemes(list)
  return map(list, function(o)
    return {
      navn = phrase.join(table.pack(o.ordning, o.beskrivelse), ": "),
      kilde = o.kilde or "ikke oplyst", status = o.status or "ikke oplyst",
    }
  end)
end

--- Ids of the observations that carry a professional's judgement, as words; nil when there are none.
function dossier.judged(case)
  local out = {}
  for _, o in ipairs(iagttagelser.ordered(case.observationer)) do
    if o.vurdering then
      out[#out + 1] = o.id
    end
  end
  return #out > 0 and text.list(out) or nil
end

-- Section 14: answers, in the order of the questions.
local function answer_of(case, id)
  for _, answer in ipairs(case.besvarelse or {}) do
    if answer.spoergsmaal == id then
      return answer
    end
  end
  return {}
end

function dossier.answers(case)
  return map(case.bestilling.spoergsmaal, function(q)
    local a = answer_of(case, q.id)
    return {
      id = q.id, spoergsmaal = q.tekst,
      svar = a.svar or a.ikke_besvaret_fordi and "Ikke besvaret, fordi: " .. a.ikke_besvaret_fordi
        or "Ikke besvaret.",
      grundlag = #(a.grundlag or {}) > 0 and "Grundlag " .. table.concat(a.grundlag, ", ") or "",
      forbehold = a.forbehold,
    }
  end)
end

--- Section 16: annexes, with what was asked for and when it came.
function dossier.annexes(case)
  return map(case.bilag, function(b)
    return {
      nr = b.nr, titel = b.titel, dato = b.dato and date.short(b.dato) or "ikke oplyst",
      udsteder = b.udsteder or "ikke oplyst", sider = b.sider and text.number(b.sider) or "–",
      modtaget = phrase.join(table.pack(b.rekvireret and "rekvireret " .. date.short(b.rekvireret),
        b.modtaget and "modtaget " .. date.short(b.modtaget)), ", ") or "ikke oplyst",
    }
  end)
end

--- Does any annex say when it was asked for or came? Only then has the table that column.
function dossier.annexes_have_dates(case)
  for _, b in ipairs(case.bilag or {}) do
    if b.rekvireret or b.modtaget then
      return true
    end
  end
  return false
end

--- Section 6: what the citizen said about work, by date.
function dossier.said(case)
  local out = {}
  for _, o in ipairs(iagttagelser.ordered(case.observationer)) do
    if o.citat and o.citat_af == "borger" then
      out[#out + 1] = { hvor = phrase.join(table.pack(o.opgave and phrase.lower(o.opgave),
        o.dato and date.long(o.dato), o.id), ", "), ord = phrase.quote(o.citat) }
    end
  end
  return #out > 0 and out or nil
end

return dossier
