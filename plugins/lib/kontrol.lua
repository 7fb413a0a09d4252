--- Structural rules about what is said and what it rests on (domain 5.3): X01 to X03, X05, X06, X08
-- to X11, X14, X15, X19. Each function takes a case and reports at the exact place.

local v = use("vaerdier")
local tendens = use("tendens")
local phrase = use("phrase")

local kontrol = {}

local function name_of(kind, item, i)
  return kind .. " " .. (item.id or text.number(i))
end

--- X01: an observation needs date, place, task and source.
function kontrol.observations(case, problem)
  for i, o in ipairs(case.observationer or {}) do
    local missing = {}
    for _, need in ipairs({ { "dato", o.dato }, { "sted", o.sted }, { "opgave", o.opgave },
      { "kilde", o.kilde and o.kilde.rolle } }) do
      if not need[2] then
        missing[#missing + 1] = need[1]
      end
    end
    if #missing > 0 then
      problem("observationer[" .. i .. "]", name_of("iagttagelse", o, i) .. " mangler " .. text.list(missing),
        { code = "X01", suggestion = "skriv hvornår, hvor, under hvilken opgave og af hvem det er set" })
    end
    if o.citat and not o.citat_af then
      problem("observationer[" .. i .. "].citat", name_of("iagttagelse", o, i) .. " har et citat uden citat_af",
        { code = "X01", suggestion = "skriv i citat_af, hvem der sagde det" })
    end
  end
end

local PAPER = { laege = true, speciallaege = true, psykiater = true, psykolog = true, dokument = true }

local function annex_dated(case, nr)
  for _, b in ipairs(case.bilag or {}) do
    if b.nr == nr and b.dato then
      return true
    end
  end
  return false
end

-- A paper is dated by itself, in its name, or by the annex that holds it.
local function is_dated(case, k)
  return k.dato ~= nil or re.find(k.dokument or "", "\\b(19|20)\\d{2}\\b") ~= nil
    or (k.bilag ~= nil and annex_dated(case, k.bilag))
end

local function source(case, problem, path, k)
  if not k or not PAPER[k.rolle] then
    return
  end
  local who = phrase.lower(v.label("rolle", k.rolle))
  if not k.dokument then
    problem(path, "kilden er " .. who .. ", men dokumentet er ikke nævnt",
      { code = "X02", suggestion = "skriv dokumentets navn i kilde.dokument, for eksempel LÆ 265" })
  elseif not is_dated(case, k) then
    problem(path, "dokumentet '" .. k.dokument .. "' har ingen dato",
      { code = "X02", suggestion = "skriv datoen i kilde.dato" })
  end
end

--- X02: what a doctor or a document says needs the document's name and date.
function kontrol.sources(case, problem)
  for _, list in ipairs({ "helbred", "skaanehensyn", "observationer" }) do
    for i, item in ipairs(case[list] or {}) do
      source(case, problem, list .. "[" .. i .. "].kilde", item.kilde)
    end
  end
end

--- An annex that is referred to must be in the list of annexes.
function kontrol.annexes(case, problem)
  local known = {}
  for _, b in ipairs(case.bilag or {}) do
    known[b.nr or 0] = true
  end
  for _, list in ipairs({ "helbred", "skaanehensyn", "observationer" }) do
    for i, item in ipairs(case[list] or {}) do
      local nr = item.kilde and item.kilde.bilag
      if nr and not known[nr] then
        problem(list .. "[" .. i .. "].kilde.bilag", "bilag " .. text.number(nr) .. " findes ikke i bilag",
          { code = "bilag.ukendt", severity = "warning", suggestion = "tilføj bilaget, eller ret nummeret" })
      end
    end
  end
end

--- Everything an answer may rest on: ids, and "bilag 2".
function kontrol.evidence(case)
  local known = {}
  for _, list in ipairs({ "observationer", "maalinger", "logbog", "skaanehensyn", "hjaelpemidler" }) do
    for _, item in ipairs(case[list] or {}) do
      known[item.id or ""] = true
    end
  end
  for _, b in ipairs(case.bilag or {}) do
    known["bilag " .. text.number(b.nr or 0)] = true
  end
  known[""] = nil
  return known
end

-- Reports the references that lead nowhere; gives the number of those that hold.
local function basis(problem, path, list, known)
  local held = 0
  for i, id in ipairs(list or {}) do
    if known[id] or known[phrase.lower(id)] then
      held = held + 1
    else
      problem(path .. ".grundlag[" .. i .. "]", "grundlaget '" .. id .. "' findes ikke i sagen",
        { code = "X03", suggestion = "henvis til en iagttagelse, en måling eller et bilag, for eksempel O-07" })
    end
  end
  return held
end

-- Does a text say anything? A dash or a full stop does not.
local function says(s)
  return s ~= nil and re.find(s, "\\p{L}\\p{L}|\\d") ~= nil
end

--- X03 and X15: each question is answered on a basis, or it is said why not.
function kontrol.answers(case, problem)
  local known, answered = kontrol.evidence(case), {}
  for i, answer in ipairs(case.besvarelse or {}) do
    local path = "besvarelse[" .. i .. "]"
    local held = basis(problem, path, answer.grundlag, known)
    if answer.svar and held == 0 and #(answer.grundlag or {}) == 0 then
      problem(path, "svaret på " .. (answer.spoergsmaal or "spørgsmålet") .. " har intet grundlag",
        { code = "X03", suggestion = "nævn mindst én iagttagelse, måling eller et bilag i grundlag" })
    end
    if answer.spoergsmaal and (says(answer.svar) or says(answer.ikke_besvaret_fordi)) then
      answered[answer.spoergsmaal] = true
    end
  end
  for i, q in ipairs(case.bestilling and case.bestilling.spoergsmaal or {}) do
    if q.id and not answered[q.id] then
      problem("bestilling.spoergsmaal[" .. i .. "]", "spørgsmål " .. q.id .. " er ikke besvaret",
        { code = "X15", suggestion = "skriv et svar i besvarelse, eller skriv ikke_besvaret_fordi" })
    end
  end
end

--- X03 and X06: the numbers of effective capacity rest on something and add up.
function kontrol.capacity(case, problem)
  local known = kontrol.evidence(case)
  for i, row in ipairs(case.effektiv_arbejdsevne or {}) do
    local path = "effektiv_arbejdsevne[" .. i .. "]"
    basis(problem, path, row.grundlag, known)
    local pct = row.effektivitet_pct
    if pct and not row.norm then
      problem(path .. ".effektivitet_pct", "intensiteten er angivet uden tal for en ordinær medarbejder",
        { code = "X06", suggestion = "skriv norm, eller udelad effektivitet_pct" })
    elseif pct and row.maengde and row.norm > 0 then
      local right = row.maengde / row.norm * 100
      if math.abs(right - pct) > 1 then
        problem(path .. ".effektivitet_pct", text.number(row.maengde) .. " af " .. text.number(row.norm) ..
          " er " .. text.number(right, 0) .. " %, ikke " .. text.number(pct) .. " %",
          { code = "X06", suggestion = "ret procenten eller mængderne" })
      end
    end
  end
end

local function index(list)
  local at = {}
  for _, item in ipairs(list or {}) do
    if item.id then
      at[item.id] = item
    end
  end
  return at
end

local function in_use(problem, path, o, ids, at, from_key, kind)
  for i, id in ipairs(ids or {}) do
    local item = at[id]
    local from, til = item and item[from_key], item and item.til
    if from and o.dato and o.dato < from then
      problem(path .. "[" .. i .. "]", kind .. " " .. id .. " gælder først fra " .. date.long(from) ..
        ", men iagttagelsen er fra " .. date.long(o.dato),
        { code = "X05", suggestion = "ret datoen, eller udelad " .. id })
    elseif til and o.dato and o.dato > til then
      problem(path .. "[" .. i .. "]", kind .. " " .. id .. " gælder kun til " .. date.long(til),
        { code = "X05", suggestion = "ret datoen, eller udelad " .. id })
    end
  end
end

--- X05: a consideration or an aid is in use only from the day it was introduced.
function kontrol.in_force(case, problem)
  local s, h = index(case.skaanehensyn), index(case.hjaelpemidler)
  for i, o in ipairs(case.observationer or {}) do
    local path = "observationer[" .. i .. "]."
    in_use(problem, path .. "skaanehensyn_i_brug", o, o.skaanehensyn_i_brug, s, "fra", "hensyn")
    in_use(problem, path .. "hjaelpemidler_i_brug", o, o.hjaelpemidler_i_brug, h, "afproevet_fra",
      "hjælpemiddel")
  end
end

--- X08 and X09: more than one voice, and no core dimension without observations.
function kontrol.coverage(case, problem)
  if #(case.observationer or {}) == 0 then
    return
  end
  local roles, seen, n_roles = {}, {}, 0
  for _, o in ipairs(case.observationer or {}) do
    local role = o.kilde and o.kilde.rolle
    if role and not roles[role] then
      roles[role], n_roles = true, n_roles + 1
    end
    for _, d in ipairs(o.dimensioner or {}) do
      seen[d] = true
    end
  end
  if n_roles == 1 and #case.observationer > 1 then
    problem("observationer", "alle iagttagelser har samme slags kilde",
      { code = "X08", severity = "warning",
        suggestion = "tag iagttagelser med fra både konsulent og arbejdsgiver" })
  end
  local missing = {}
  for _, d in ipairs(v.dimensioner) do
    if d.kerne and not seen[d.id] then
      missing[#missing + 1] = phrase.lower(d.navn)
    end
  end
  if #missing > 0 then
    problem("observationer", "ingen iagttagelser om " .. text.list(missing),
      { code = "X09", severity = "warning", suggestion = "tilføj iagttagelser om emnet, hvis det er bestilt" })
  end
end

local function change_text(change)
  return change.navn .. " (" .. text.number(change.fra) .. " til " .. text.number(change.til) .. ")"
end

-- Lowest and highest of a scale that has them.
local function scale_of(m, point)
  if m.instrument == "stoette-5" then
    return -5, 5
  elseif point.skala or (point.instrument and point.instrument ~= m.instrument) then
    return nil
  end
  return 0, point.maks or m.maks or (m.instrument == "skala-0-10" and 10) or nil
end

--- Values stand on their scale, and a date has one value.
function kontrol.scales(case, problem)
  for i, m in ipairs(case.maalinger or {}) do
    local seen = {}
    for j, point in ipairs(m.serie or {}) do
      local at, low, high = "maalinger[" .. i .. "].serie[" .. j .. "]", scale_of(m, point)
      local function hold(path, value)
        if value and low and high and (value < low or value > high) then
          problem(path, text.number(value) .. " ligger uden for skalaen " .. text.number(low) .. " til " ..
            text.number(high), { code = "maaling.skala", suggestion = "ret værdien, eller skriv skalaen ved målingen" })
        end
      end
      hold(at .. ".vaerdi", point.vaerdi)
      for area, value in pairs(point.vaerdier or {}) do
        hold(at .. ".vaerdier." .. area, value)
      end
      if point.dato and seen[point.dato] then
        problem(at .. ".dato", "der står allerede en værdi for " .. date.long(point.dato),
          { code = "maaling.dato", suggestion = "behold én måling pr. dato" })
      end
      seen[point.dato or ""] = true
    end
  end
end

--- X10: a step of two or more, or a fall, needs a reason. One finding per date.
function kontrol.measurements(case, problem)
  for i, m in ipairs(case.maalinger or {}) do
    local at = {}
    for _, change in ipairs(tendens.unexplained(m)) do
      at[change.dato] = at[change.dato] or {}
      table.insert(at[change.dato], change_text(change))
    end
    for j, point in ipairs(m.serie or {}) do
      if point.dato and at[point.dato] then
        problem("maalinger[" .. i .. "].serie[" .. j .. "]", "begrundelse mangler " .. date.long(point.dato) ..
          ": " .. text.list(at[point.dato]),
          { code = "X10", severity = "warning", suggestion = "skriv, hvad ændringen bygger på, i begrundelser" })
        at[point.dato] = nil
      end
    end
  end
end

-- Annexes that a health statement rests on, or that carry a medical form's number.
local function is_medical(case, b)
  if re.find(b.titel or "", "^LÆ\\s?\\d") then
    return true
  end
  for _, h in ipairs(case.helbred or {}) do
    if h.kilde and PAPER[h.kilde.rolle] and h.kilde.bilag == b.nr then
      return true
    end
  end
  return false
end

--- X11: medical papers that are too old at the meeting.
function kontrol.medical_age(case, problem, months)
  local meeting = case.sag and case.sag.moededato
  if not meeting or not months then
    return
  end
  for i, b in ipairs(case.bilag or {}) do
    if b.dato and is_medical(case, b) and date.days(b.dato, meeting) > months * 30.44 then
      problem("bilag[" .. i .. "].dato", "bilag " .. text.number(b.nr or i) .. " er mere end " ..
        text.number(months) .. " måneder gammelt ved teammødet " .. date.long(meeting),
        { code = "X11", severity = "warning", suggestion = "aftal med sagsbehandleren, om der skal indhentes nyt" })
    end
  end
end

-- "borger", "Borgeren" or the citizen's name; not "borgers bisidder", not "borgerkonsulent".
local function is_citizen(case, who)
  local name = case.borger and case.borger.navn
  return re.find(who, "(?i)\\bborger(?:en)?\\b") ~= nil
    or (name ~= nil and text.contains(text.lower(who), text.lower(name)))
end

--- X14: a goal is changed with the citizen, or it is written down why not.
function kontrol.goals(case, problem)
  for i, change in ipairs(case.maalhistorik or {}) do
    local with_citizen = false
    for _, who in ipairs(change.aftalt_med or {}) do
      with_citizen = with_citizen or is_citizen(case, who)
    end
    if not with_citizen then
      problem("maalhistorik[" .. i .. "].aftalt_med", "mål " .. (change.maal or "") ..
        " er ændret uden aftale med borger",
        { code = "X14", severity = change.note and "warning" or "error",
          suggestion = "skriv i note, hvornår og hvordan borger er inddraget" })
    end
  end
end

--- X19: no health statement without its meaning for work.
function kontrol.health(case, problem)
  for i, h in ipairs(case.helbred or {}) do
    if h.tekst and not h.betydning_for_arbejde then
      problem("helbred[" .. i .. "]", "oplysningen om helbred har ingen betydning for arbejdet",
        { code = "X19", suggestion = "skriv betydning_for_arbejde, eller udelad oplysningen" })
    end
  end
end

-- The states of an aid are words or dates; the field's pattern sees only that a date has the right form.
local STATES = { { "identificeret", "Identificeret" }, { "ansoegt", "Ansøgt" }, { "bevilget", "Bevilget" } }

--- A date among the states of an aid must be one. `path` is "hjaelpemidler".
function kontrol.states(list, problem, path)
  for i, h in ipairs(list or {}) do
    for _, state in ipairs(STATES) do
      local value = h[state[1]]
      if value and re.find(value, "^\\d") and not date.is(value) then
        problem(path .. "[" .. i .. "]." .. state[1], "'" .. state[2] .. "' er '" .. value ..
          "', men den dato findes ikke",
          { code = "X04", suggestion = "ret datoen, eller skriv ja eller nej" })
      end
    end
  end
end

-- Signers stand in the order in which they sign, so their dates do not go backwards.
local function signing_order(case, problem)
  local latest
  for i, s in ipairs(case.underskrifter or {}) do
    if s.dato and latest and s.dato < latest then
      problem("underskrifter[" .. i .. "].dato", phrase.lower(v.label("rolle", s.rolle)) .. " skriver under " ..
        date.long(s.dato) .. ", men en underskrift før i rækken er fra " .. date.long(latest),
        { code = "underskrift.orden", severity = "warning",
          suggestion = "ret datoen, eller stil underskrifterne i den rækkefølge, de gives" })
    end
    latest = s.dato and (not latest or s.dato > latest) and s.dato or latest
  end
end

--- Roles that must sign, each { rolle = , hvorfor = }. One of several roles is enough: "jobcenter kommune".
function kontrol.signatures(case, problem, needed)
  local have = {}
  for _, s in ipairs(case.underskrifter or {}) do
    have[s.rolle or ""] = true
  end
  signing_order(case, problem)
  for _, need in ipairs(needed) do
    local found = false
    for _, role in ipairs(re.split(need.rolle, " ")) do
      found = found or have[role] == true
    end
    if not found then
      problem("underskrifter", "underskrift fra " .. need.navn .. " mangler",
        { code = "underskrift.mangler", suggestion = "tilføj rollen i underskrifter" })
    end
  end
end

return kontrol
