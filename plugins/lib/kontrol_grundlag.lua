--- The chain from an order to what was seen: every conclusion rests on something that exists, that was
-- there when it was drawn, and that is about it; every ordered goal is answered; numbers have a witness.
-- X03 for bases beyond answers (lib/kontrol has those), and E01 to E10; all of them speak of the
-- material, none of the person.

local v = use("vaerdier")
local phrase = use("phrase")
local grundlag = use("grundlag")
local saetninger = use("saetninger")

local kontrol = {}

-- `words` are those of the text at the path that it is about, where it has any.
local function report(problem, code, path, message, suggestion, severity, words)
  problem(path, message, { code = code, severity = severity or "warning", suggestion = suggestion, words = words })
end

-- The order in which conclusions call what they are about.
local NAME = { hensyn = "virkningen af ", hjaelpemiddel = "virkningen af ", score = "begrundelsen i ",
  svar = "svaret på ", maal = "mål ", arbejdsevne = "" }

local function name_of(c)
  if c.slags == "arbejdsevne" then
    return "intensiteten for " .. phrase.lower(c.ting.opgave)
  end
  return NAME[c.slags] .. (c.id or phrase.missing)
end

-- Entries of a `grundlag` list that lead nowhere. Answers and intensities have this in lib/kontrol.
local function dangling(problem, at, c)
  for i, id in ipairs(c.ting and c.ting.grundlag or {}) do
    if not at[id] and not at[phrase.lower(id)] then
      report(problem, "X03", c.sti .. ".grundlag[" .. i .. "]", "grundlaget '" .. id .. "' findes ikke i sagen",
        "henvis til en iagttagelse, en måling eller et bilag, for eksempel O-07", "error")
    end
  end
end

-- E01 and E09: nothing at all stands behind it.
local function unfounded(problem, c)
  if #c.basis > 0 then
    return
  end
  if c.slags == "hensyn" or c.slags == "hjaelpemiddel" then
    report(problem, "E01", c.sti .. ".effekt", name_of(c) .. " bygger ikke på nogen iagttagelse",
      "nævn iagttagelsen i grundlag, eller skriv nummeret i den iagttagelse, hvor det var i brug")
  elseif c.slags == "score" and #(c.ting.grundlag or {}) == 0 then
    report(problem, "E09", c.sti .. ".tekst", "begrundelsen nævner ingen iagttagelse",
      "nævn den i teksten eller i grundlag, for eksempel O-07", "info")
  end
end

-- The day on which the conclusion was drawn, where the case says so.
local function drawn(c)
  return c.slags == "score" and c.ting.dato or nil
end

-- E03: a basis that was not there yet.
local function too_late(problem, at, path, what, day, list)
  for _, id in ipairs(list) do
    local b = at[id]
    if b and day and b.dato and b.dato > day and b.slags ~= "bilag" then
      report(problem, "E03", path, what .. " er fra " .. date.long(day) .. ", men bygger på " .. id .. " fra " ..
        date.long(b.dato), "ret datoen, eller henvis til en tidligere iagttagelse")
      return
    end
  end
end

-- E03 for a paper without a date: nobody can tell whether it was there.
local function undated(problem, at, c)
  for _, id in ipairs(c.basis) do
    if at[id].slags == "bilag" and not at[id].dato then
      report(problem, "E03", c.sti, name_of(c) .. " bygger på " .. id .. ", som ingen dato har",
        "skriv bilagets dato i bilag")
      return
    end
  end
end

local function lists(o, key, id)
  for _, other in ipairs(o[key] or {}) do
    if other == id then
      return true
    end
  end
  return false
end

-- E04 for an effect: none of the observations it names had the thing in use.
local function not_in_use(problem, at, c, key)
  local n = 0
  for _, id in ipairs(c.basis) do
    local b = at[id]
    if b.slags ~= "iagttagelse" or lists(b.ting, key, c.id) then
      return
    end
    n = n + 1
  end
  if n > 0 then
    report(problem, "E04", c.sti .. ".effekt", name_of(c) .. " bygger på " .. text.list(c.basis) .. ", hvor " ..
      (c.id or phrase.missing) .. " ikke var i brug", "skriv nummeret i iagttagelsen, eller henvis til en anden")
  end
end

-- E04 for an intensity: seen at another workplace.
local function elsewhere(problem, at, c)
  local row = c.ting
  for i, id in ipairs(row.grundlag or {}) do
    local b = at[id]
    local place = b and b.slags == "iagttagelse" and b.ting.placering
    if place and row.placering and place ~= row.placering then
      report(problem, "E04", c.sti .. ".grundlag[" .. i .. "]", id .. " er fra " ..
        (place == "-" and "et sted uden for praktikken" or place) .. ", men tallene gælder " ..
        (row.placering == "-" and "ingen praktik" or row.placering), "henvis til en iagttagelse fra samme sted")
    end
  end
end

-- The ids behind the rows of effective work ability that have this intensity; nil when none has it.
local function behind(case, pct)
  local out
  for _, row in ipairs(case.effektiv_arbejdsevne or {}) do
    if row.effektivitet_pct and math.abs(row.effektivitet_pct - pct) <= 1 then
      out = out or {}
      for _, id in ipairs(row.grundlag or {}) do
        out[#out + 1] = id
      end
    end
  end
  return out and #out > 0 and out or nil
end

local function share_one(a, b)
  for _, x in ipairs(a) do
    for _, y in ipairs(b) do
      if x == y then
        return true
      end
    end
  end
  return false
end

-- E04 for an answer: an intensity, and nothing of what it was measured in among its basis.
local function not_measured_there(case, problem, c)
  local answer = c.ting.svar or ""
  if #c.basis == 0 or not re.find(answer, "(?i)\\bordinær") then
    return
  end
  for _, m in ipairs(saetninger.all(answer, "(\\d+(?:[.,]\\d+)?)\\s?(?:%|procent\\b)")) do
    local ids = behind(case, saetninger.number(m[1]))
    if ids and not share_one(ids, c.basis) then
      report(problem, "E04", c.sti .. ".svar", name_of(c) .. " nævner " .. m.hele .. ", men bygger ikke på " ..
        text.list(ids) .. ", hvor det er målt", "tilføj nummeret i grundlag, eller ret tallet", nil, m.hele)
    end
  end
end

--- X03, E01, E03, E04, E09: each conclusion on its basis.
function kontrol.conclusions(case, problem)
  local at = grundlag.index(case)
  for _, c in ipairs(grundlag.conclusions(case)) do
    if c.slags == "hensyn" or c.slags == "hjaelpemiddel" or c.slags == "score" then
      dangling(problem, at, c)
    end
    unfounded(problem, c)
    too_late(problem, at, c.sti .. (c.slags == "score" and ".tekst" or ""), name_of(c), drawn(c), c.basis)
    undated(problem, at, c)
    if c.hvordan == "angivet" or c.hvordan == "naevnt" then
      not_in_use(problem, at, c, c.slags == "hensyn" and "skaanehensyn_i_brug" or "hjaelpemidler_i_brug")
    elseif c.slags == "arbejdsevne" then
      elsewhere(problem, at, c)
    elseif c.slags == "svar" then
      not_measured_there(case, problem, c)
    end
  end
end

--- E02: ids that a text names and the case does not have. Only prefixes that the case itself uses, and
-- annexes, so that a case number or a form is none.
function kontrol.named(case, problem)
  local at, prefixes = grundlag.index(case), { bilag = #(case.bilag or {}) > 0 }
  for id in pairs(at) do
    prefixes[re.match(id, "^\\p{L}+")] = true
  end
  for _, t in ipairs(kontrol.texts(case)) do
    for _, id in ipairs(grundlag.named(t.tekst)) do
      if not at[id] and prefixes[re.match(id, "^\\p{L}+")] then
        report(problem, "E02", t.sti, "teksten nævner " .. id .. ", som ikke findes i sagen",
          "ret nummeret, eller tilføj det, der menes", nil, id)
      end
    end
  end
end

local function put(out, path, s)
  if s then
    out[#out + 1] = { sti = path, tekst = s }
  end
end

local CONCLUDING = { skaanehensyn = { "effekt" }, hjaelpemidler = { "effekt" }, besvarelse = { "svar", "forbehold" },
  effektiv_arbejdsevne = { "eftervirkning" }, ressourceprofil = { "tekst" } }

--- The texts in which somebody concludes: { sti, tekst }.
function kontrol.texts(case)
  local out = {}
  for list, keys in pairs(CONCLUDING) do
    for i, item in ipairs(case[list] or {}) do
      for _, key in ipairs(keys) do
        put(out, list .. "[" .. i .. "]." .. key, item[key])
      end
    end
  end
  for i, m in ipairs(case.maalinger or {}) do
    for j, r in ipairs(m.begrundelser or {}) do
      put(out, "maalinger[" .. i .. "].begrundelser[" .. j .. "].tekst", r.tekst)
    end
  end
  for i, change in ipairs(case.maalhistorik or {}) do
    put(out, "maalhistorik[" .. i .. "].aarsag", change.aarsag)
    put(out, "maalhistorik[" .. i .. "].kanal", change.kanal)
  end
  put(out, "sammenfatning.konsulentens_sammenfatning",
    case.sammenfatning and case.sammenfatning.konsulentens_sammenfatning)
  return out
end

--- The consultant's weekly notes: { sti, tekst, uge }.
function kontrol.notes(case)
  local out = {}
  for i, note in ipairs(case.ugenotater or {}) do
    out[i] = { sti = "ugenotater[" .. i .. "].tekst", tekst = note.tekst, uge = note.uge }
  end
  return out
end

-- --- goals ------------------------------------------------------------------------------------

local function changes_of(case, id)
  local out = {}
  for _, change in ipairs(case.maalhistorik or {}) do
    if change.maal == id then
      out[#out + 1] = change
    end
  end
  return out
end

local function changed_on(changes, day)
  for _, change in ipairs(changes) do
    if change.dato == day then
      return true
    end
  end
  return false
end

local function goal(m)
  return "mål " .. (m.id or phrase.missing)
end

-- E06: what is said to be changed has its change in the history.
local function history(case, problem, m, path)
  local changes = changes_of(case, m.id)
  if (m.aendret or m.status == "erstattet") and #changes == 0 then
    report(problem, "E06", path .. (m.aendret and ".aendret" or ".status"), goal(m) .. " er " ..
      (m.aendret and "ændret " .. date.long(m.aendret) or "erstattet") .. ", men maalhistorik nævner det ikke",
      "skriv ændringen i maalhistorik: fra, til, årsag og hvem den er aftalt med")
  elseif m.aendret and not changed_on(changes, m.aendret) then
    report(problem, "E06", path .. ".aendret", goal(m) .. " er ændret " .. date.long(m.aendret) ..
      ", men maalhistorik har en anden dato", "ret den ene af datoerne")
  end
end

local ANSWERED = { opfyldt = true, ["delvist opfyldt"] = true, ["ikke opfyldt"] = true }
local CLOSED = { erstattet = true, ["udgået"] = true }

-- E05: a goal has an outcome when the course is over, and an outcome has a witness.
local function outcome(case, problem, m, path)
  local over = case.forloeb and (case.forloeb.status == "afsluttet" or case.forloeb.status == "afbrudt")
  if over and not ANSWERED[m.status or ""] and not CLOSED[m.status or ""] then
    report(problem, "E05", m.status and path .. ".status" or path, "forløbet er slut, men " .. goal(m) .. " er " ..
      (m.status and "i gang" or "uden status"),
      "skriv, om målet er opfyldt, delvist opfyldt, ikke opfyldt eller udgået")
  elseif ANSWERED[m.status or ""] and #(case.observationer or {}) > 0
    and #grundlag.with(case.observationer, "maal", m.id) == 0 then
    report(problem, "E05", path .. ".status", goal(m) .. " er " .. v.label("maalstatus", m.status) ..
      ", men ingen iagttagelse nævner målet", "skriv målets nummer i maal ved de iagttagelser, der handler om det")
  end
end

--- E03, E05, E06: goals are answered, and their changes are told.
function kontrol.goals(case, problem)
  local at = grundlag.index(case)
  for i, m in ipairs(case.bestilling and case.bestilling.maal or {}) do
    local path = "bestilling.maal[" .. i .. "]"
    history(case, problem, m, path)
    outcome(case, problem, m, path)
  end
  for i, change in ipairs(case.maalhistorik or {}) do
    local named = {}
    for _, id in ipairs(grundlag.named(change.aarsag)) do
      named[#named + 1] = at[id] and id or nil
    end
    too_late(problem, at, "maalhistorik[" .. i .. "].aarsag", "ændringen af " .. (change.maal or phrase.missing),
      change.dato, named)
  end
end

-- --- sources ----------------------------------------------------------------------------------

local SIDE = { konsulent = "konsulent", mentor = "konsulent", underviser = "konsulent", arbejdsgiver = "arbejdsgiver",
  praktikvaert = "arbejdsgiver", virksomhedsmentor = "arbejdsgiver", leder = "arbejdsgiver", kollega = "arbejdsgiver" }
local LEAST = 3 -- observations at a place before its sources are weighed

local function sides(case, id)
  local seen, n = {}, 0
  for _, o in ipairs(case.observationer or {}) do
    if o.placering == id then
      n = n + 1
      seen[SIDE[o.kilde and o.kilde.rolle or ""] or ""] = true
    end
  end
  return seen, n
end

--- E07: what was seen at a workplace was seen by its consultant and by its employer.
function kontrol.two_sources(case, problem)
  for i, p in ipairs(case.placeringer or {}) do
    local seen, n = sides(case, p.id or phrase.missing)
    if n >= LEAST and not (seen.konsulent and seen.arbejdsgiver) then
      local absent = not seen.konsulent and not seen.arbejdsgiver and "konsulent og arbejdsgiver"
        or seen.konsulent and "arbejdsgiver" or "konsulent"
      report(problem, "E07", "placeringer[" .. i .. "]", "ingen af de " .. text.number(n) ..
        " iagttagelser fra " .. (p.id or phrase.missing) .. " er fra " .. absent,
        "tag iagttagelser med fra både konsulent og arbejdsgiver")
    end
  end
end

local function rater(problem, at, row, path)
  if row.effektivitet_pct and (not row.vurderet_af or row.vurderet_af == "ikke vurderet") then
    report(problem, "E08", path .. ".vurderet_af", "intensiteten er " .. text.number(row.effektivitet_pct) ..
      " %, men ingen har vurderet den", "skriv, hvem der har målt, eller udelad effektivitet_pct")
    return
  end
  for _, id in ipairs(row.grundlag or {}) do
    local b = at[id]
    local seen = b and b.slags == "iagttagelse" and SIDE[b.ting.kilde and b.ting.kilde.rolle or ""]
    if not seen or seen == SIDE[row.vurderet_af or ""] then
      return
    end
  end
  if SIDE[row.vurderet_af or ""] and #(row.grundlag or {}) > 0 then
    report(problem, "E08", path .. ".vurderet_af", "mængden er vurderet af " .. phrase.lower(v.label("rolle",
      row.vurderet_af)) .. ", men " .. text.list(row.grundlag) .. " er set af en anden",
      "ret vurderet_af, eller henvis til den iagttagelse, hvor der blev målt")
  end
end

--- E08: an intensity has somebody who measured it, and that is who the observation says.
function kontrol.raters(case, problem)
  local at = grundlag.index(case)
  for i, row in ipairs(case.effektiv_arbejdsevne or {}) do
    rater(problem, at, row, "effektiv_arbejdsevne[" .. i .. "]")
  end
end

-- --- summaries --------------------------------------------------------------------------------

-- What a sentence can be looked up by: an id, a date, a week, a stretch of the course, a part of the
-- report, the log itself, or figures (which lib/kontrol_tal holds against the log).
local MONTH = "(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
local LOOKUP = "(?i)\\buge(?:r|n|rne)?\\b|\\b(?:for|prakti)[\\p{L}]*(?:løbet|kken)\\b|\\bperioden\\b|" ..
  "\\b(?:tabel|figur|afsnit|logbog)[\\p{L}]*|\\bugenotat[\\p{L}]*|\\b" .. MONTH .. "\\b|\\d"

--- E10: a sentence of a summary that cannot be looked up.
function kontrol.summary(case, problem)
  local path = "sammenfatning.konsulentens_sammenfatning"
  for _, s in ipairs(saetninger.of(case.sammenfatning and case.sammenfatning.konsulentens_sammenfatning)) do
    if #grundlag.named(s) == 0 and not re.find(s, LOOKUP) then
      local start = re.match(s, "^(?:\\S+\\s+){0,5}\\S+")
      report(problem, "E10", path, "sætningen »" .. (start == s and s or start .. " …") ..
        "« nævner ingen indførsel, dato, uge eller tal",
        "skriv, hvad sætningen bygger på, for eksempel L-12 eller uge 8", nil, s)
    end
  end
end

return kontrol
