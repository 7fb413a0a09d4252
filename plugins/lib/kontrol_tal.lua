--- N01 to N11: figures in a text against the data they come from. Only figures whose meaning is clear
-- from the words beside them; what speaks of a part of the course is held against that part, and when
-- the part cannot be told, or the log is only an extract, nothing is said. What is said quotes the
-- words, so that the reader finds them.

local phrase = use("phrase")
local fremmoede = use("fremmoede")
local saetninger = use("saetninger")
local skala = use("skala")
local tal = use("tal")
local udsnit = use("udsnit")

local kontrol = {}

local N = saetninger.TAL
local HOURS = "(?:time|timer)"

local function report(problem, code, path, words, right, suggestion)
  problem(path, "»" .. text.trim(words) .. "«, men " .. right,
    { code = code, severity = "warning", words = text.trim(words), suggestion = suggestion or "ret tallet, eller ret det, det bygger på" })
end

-- What somebody says or believes is theirs; only what stands as a fact is held against the data.
local SAID = "(?i)\\b(?:oplyse[rt]|oplyste|fortæl\\p{L}*|fortalte|mene[rt]|mente|vurderer|anslår|anslog|forvente\\p{L}*|" ..
  "håbe\\p{L}*|ifølge|skøn|ønske\\p{L}*|sagde|siger)\\b"

-- --- N01: days ----------------------------------------------------------------------------------

local DAYS = "(?:dage|vagter|gange|fremmødedage|mødedage)"
local CAME = "(?i)\\b(?:mødte|mødt|fremmødt|fremmøde[\\p{L}]*|kom)\\s+(?:[\\p{L}]+\\s+){0,3}?" .. N ..
  "\\s+(?:ud\\s+)?af\\s+(?:de\\s+|sine\\s+)?" .. N .. "\\s+(?:[\\p{L}]+\\s+)?" .. DAYS .. "\\b"
local DONE = "(?i)\\b" .. N .. "\\s+(?:ud\\s+)?af\\s+(?:de\\s+|sine\\s+)?" .. N .. "\\s+(?:[\\p{L}]+\\s+)?" .. DAYS ..
  "\\s+(?:er|blev)\\s+(?:gennemført|mødt)\\b"
-- Of these days only some are meant: "mødte 3 af 4 dage til tiden", "5 af 6 vagter på 3 timer".
local SOME = "(?i)^(?:\\s+[\\p{L}]+){0,2}\\s+(?:til tiden|rettidig|for sent|forsink|på \\d+(?:[.,]\\d+)? time|med|uden|hvor|" ..
  "efter|før|siden|da|mens|når|" ..
  "(?:i|på|ved|hos)\\s+(?!uge|hele|alt|perioden|forløbet|P-))"

local function says_days(parts, a, b)
  for _, p in ipairs(parts) do
    if b == p.base or b == p.aftalte then
      if a == p.moedt or a == p.moedt - (p.foer_tid or 0) then
        return true
      end
    end
  end
  return false
end

local function best_of(parts)
  local p = parts[1]
  return "der er " .. text.number(p.moedt) .. " mødte af " .. phrase.count(p.base, "aftalt dag", "aftalte dage") ..
    (p.navn and " i " .. p.navn or "")
end

local function days(problem, path, s, parts)
  if #parts == 0 then
    return
  end
  for _, pattern in ipairs({ CAME, DONE }) do
    for _, m in ipairs(saetninger.all(s, pattern)) do
      if not re.find(m.efter, SOME) and not says_days(parts, saetninger.number(m[1]), saetninger.number(m[2])) then
        report(problem, "N01", path, m.hele, best_of(parts))
      end
    end
  end
end

-- --- N02: percentages ---------------------------------------------------------------------------

local SHARE = "(?i)\\b" .. N .. "\\s+(?:ud\\s+)?af\\s+(?:de\\s+|sine\\s+)?" .. N ..
  "[^.;()%\\d]{0,40}[(,]\\s*(?:ca\\.\\s*|svarende til\\s+)?(\\d+(?:[.,]\\d+)?)\\s?(?:%|procent)"
local PRESENT = "(?i)\\bfremmøde(?:t|procent|procenten)?\\s+" ..
  "(?:(?:er|var|blev|lå|på|har|været|samlet|i|alt|ca\\.)\\s+){0,3}(\\d+(?:[.,]\\d+)?)\\s?(?:%|procent\\b)"
local PRESENT_TOO = "(?i)\\b(\\d+(?:[.,]\\d+)?)\\s?(?:%|procent)s?\\s+fremmøde\\b"

-- Arithmetic alone: "19 af 22 (86 %)".
local function shares(problem, path, s)
  for _, m in ipairs(saetninger.all(s, SHARE)) do
    local a, b, pct = saetninger.number(m[1]), saetninger.number(m[2]), saetninger.number(m[3])
    if b > 0 and a <= b and math.abs(a / b * 100 - pct) > 1 then
      report(problem, "N02", path, m.hele, text.number(a) .. " af " .. text.number(b) .. " er " ..
        text.number(a / b * 100, 0) .. " %", "ret procenten eller antallene")
    end
  end
end

local function says_percent(parts, pct)
  for _, p in ipairs(parts) do
    for _, whole in ipairs({ p.base, p.aftalte or p.base }) do
      if whole > 0 and math.abs(p.moedt / whole * 100 - pct) <= 1 then
        return true
      end
    end
  end
  return false
end

local function present(problem, path, s, parts)
  if #parts == 0 or parts.alle then
    return
  end
  for _, pattern in ipairs({ PRESENT, PRESENT_TOO }) do
    for _, m in ipairs(saetninger.all(s, pattern)) do
      if not says_percent(parts, saetninger.number(m[1])) then
        report(problem, "N02", path, m.hele, best_of(parts) .. " (" ..
          text.number(parts[1].moedt / math.max(1, parts[1].base) * 100, 0) .. " %)")
      end
    end
  end
end

-- --- N03: hours a week --------------------------------------------------------------------------

local WORKED = "(?i)\\b(?:arbejde[rt]?|arbejdede|mød(?:er|te|t)|gennemfør(?:er|te|t)|hold(?:er|t)|arbejdstid(?:en)?)\\b" ..
  "[^.;:]{0,50}?\\b" .. N .. "\\s+" .. HOURS .. "\\s+(?:om ugen|pr\\.? uge|ugentlig|hver uge|i ugen)"
local WISHED = "(?i)\\b(?:ønske|mål|tilb[uø]d|bevilg|bestil|tidligere|fremover|fra (?:januar|februar|marts|april|maj|juni|" ..
  "juli|august|september|oktober|november|december)|løn|kan|kunne|vil|ville|skal|skulle|bør|øge|cirka|omkring|mellem|" ..
  "op til|mindst|højst|ikke)|\\bca\\."

local function hours(problem, path, s, facts)
  local found = saetninger.all(s, WORKED)
  if #found == 0 or re.find(s, WISHED) or re.find(s, "\\b(?:19|20)\\d\\d\\b") or #tal.get(facts, "ugetimer") < 2 then
    return
  end
  for _, m in ipairs(found) do
    local n = saetninger.number(m[1])
    if not tal.near(tal.get(facts, "ugetimer"), n, 0.3) then
      report(problem, "N03", path, m.hele, "ingen uge, aftale eller opgave i sagen har " .. phrase.in_hours(n) .. " pr. uge")
    end
  end
end

-- --- N04: intensity -----------------------------------------------------------------------------

local PERCENT = "(\\d+(?:[.,]\\d+)?)\\s?(?:%|procent\\b)"
local ORDINARY = "(?i)\\bordinær"
local OF = "(?i)\\b" .. N .. "\\s+(?:ud\\s+)?(?:af|mod)\\s+(?:[\\p{L}]+\\s+)?" .. N .. "\\b"

local function intensity(problem, path, s, facts)
  if not re.find(s, ORDINARY) or not tal.get(facts, "intensiteter") then
    return
  end
  local own = {}
  for _, m in ipairs(saetninger.all(s, OF)) do
    own[#own + 1] = saetninger.number(m[1]) / math.max(1, saetninger.number(m[2])) * 100
  end
  for _, m in ipairs(saetninger.all(s, PERCENT)) do
    local pct = saetninger.number(m[1])
    if not tal.near(tal.get(facts, "intensiteter"), pct, 1) and not tal.near(own, pct, 1) then
      report(problem, "N04", path, m.hele, "ingen opgave i effektiv_arbejdsevne har den intensitet",
        "ret procenten, eller ret maengde og norm")
    end
  end
end

-- --- N05: a scale -------------------------------------------------------------------------------

local SCALE = "(?i)\\bskala|\\b0\\s?[-–]\\s?10\\b|\\begen vurdering\\b|\\begne svar\\b"
local FROM_TO = "(?i)\\bfra\\s+" .. N .. "\\s+til\\s+" .. N .. "\\b(?!\\s*(?:time|minut|dage|uge|kg|cm|vagt|%|procent))"

local function scales(problem, path, s, facts)
  local found = re.find(s, SCALE) and saetninger.all(s, FROM_TO) or {}
  local known = #found > 0 and tal.get(facts, "maalt")
  for _, m in ipairs(known and found or {}) do
    local a, b = saetninger.number(m[1]), saetninger.number(m[2])
    if a <= 10 and b <= 10 and not tal.has_pair(known, a, b) and not tal.has_pair(tal.get(facts, "noteret"), a, b) then
      report(problem, "N05", path, m.hele, "ingen måling i sagen går fra " .. text.number(a) .. " til " .. text.number(b))
    end
  end
end

-- --- N06: medians -------------------------------------------------------------------------------

local MEDIAN = "(?i)\\bmedian(?:en|værdien)?\\b[^.;,\\d]{0,30}?\\b(?:er|var|på|:)\\s*(\\d+(?:[.,]\\d+)?)"
local IN_MEDIAN = "(?i)\\b(\\d+(?:[.,]\\d+)?)\\s+i\\s+median\\b"

local function median(problem, path, s, facts)
  local is_about = re.find(s, "(?i)median") and tal.get(facts, "medianer")
  for _, pattern in ipairs(is_about and { MEDIAN, IN_MEDIAN } or {}) do
    for _, m in ipairs(saetninger.all(s, pattern)) do
      if not tal.near(is_about, saetninger.number(m[1]), 0.05) then
        report(problem, "N06", path, m.hele, "logbogen har ingen skala med den median")
      end
    end
  end
end

-- --- N07: how many ------------------------------------------------------------------------------

local TRIED = "(?i)\\b" .. N .. "\\s+(?:(skånehensyn|hensyn)|(hjælpemidler|hjælpemiddel))\\s+(?:er|blev|har været)\\s+afprøvet\\b"

-- How many were tried, and of how many the case does not say whether they were.
local function tried(list, key)
  local n, unsaid = 0, 0
  for _, item in ipairs(list or {}) do
    n = n + (item[key] and 1 or 0)
    unsaid = unsaid + (item[key] == nil and 1 or 0)
  end
  return n, unsaid
end

local function counts(problem, path, s, case)
  for _, m in ipairs(saetninger.all(s, TRIED)) do
    local list = m[2] ~= "" and case.skaanehensyn or case.hjaelpemidler or {}
    local n = saetninger.number(m[1])
    local right, unsaid = tried(list, m[2] ~= "" and "afproevet" or "afproevet_fra")
    if n < right or n > right + unsaid then
      report(problem, "N07", path, m.hele, "sagen har " .. text.number(#list) .. ", hvoraf " .. text.number(right) ..
        " er afprøvet")
    end
  end
end

-- --- N08, N09: the log --------------------------------------------------------------------------

local MONTHS = { "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
  "november", "december" }
local ON_DAY = "\\s+den\\s+(\\d{1,2})\\.\\s+(" .. table.concat(MONTHS, "|") .. ")\\b"
local NET_ON = "(?i)\\b" .. N .. "\\s+minutters?\\s+netto(?:tid)?" .. ON_DAY
local SHIFT_ON = "(?i)\\bvagt(?:en)?\\s+på\\s+" .. N .. "\\s+(time|timer|minutter)" .. ON_DAY

local function entry_on(case, day, month)
  for _, entry in ipairs(case.logbog or {}) do
    local d = entry.dato
    if d and tonumber(string.sub(d, 9, 10)) == tonumber(day) and MONTHS[tonumber(string.sub(d, 6, 7))] == text.lower(month) then
      return entry
    end
  end
  return nil
end

local function on_day(problem, path, s, case)
  for _, m in ipairs(saetninger.all(s, NET_ON)) do
    local entry = entry_on(case, m[2], m[3])
    if entry and saetninger.number(m[1]) ~= fremmoede.net(entry) then
      report(problem, "N08", path, m.hele, (entry.id or phrase.missing) .. " har " ..
        text.number(fremmoede.net(entry)) .. " minutter netto")
    end
  end
  for _, m in ipairs(saetninger.all(s, SHIFT_ON)) do
    local entry = entry_on(case, m[3], m[4])
    local minutes = saetninger.number(m[1]) * (m[2] == "minutter" and 1 or 60)
    if entry and not tal.near({ fremmoede.net(entry), fremmoede.gross(entry, entry.faktisk),
      fremmoede.gross(entry, entry.planlagt) }, minutes, 3) then
      report(problem, "N08", path, m.hele, (entry.id or phrase.missing) .. " har en vagt på " ..
        phrase.hours(fremmoede.gross(entry, entry.planlagt)) .. " timer")
    end
  end
end

local OVER = "(?i)\\b(over|mindst)\\s+(\\d+)\\b[^.;\\d]{0,20}(?:0\\s?[-–]\\s?10)?[^.;\\d]{0,20}\\befter\\s+" .. N .. "\\s+vagter\\b"

local function counts_over(log, id, word, limit)
  local n = 0
  for _, entry in ipairs(log) do
    local value = skala.value(entry, id, "efter")
    n = n + (value and (value > limit or (word == "mindst" and value == limit)) and 1 or 0)
  end
  return n
end

-- "gener over 5 efter 4 vagter", over the part of the log that the text speaks of.
local function over(problem, path, s, case, parts)
  if #parts == 0 or parts.alle or fremmoede.is_extract(case) then
    return
  end
  for _, m in ipairs(saetninger.all(s, OVER)) do
    local said, right, n = saetninger.number(m[3]), nil, 0
    for _, scale in ipairs(skala.of(case.logbog)) do
      local count = counts_over(parts[1].log, scale.id, text.lower(m[1]), saetninger.number(m[2]))
      right, n = right or count == said or nil, n == 0 and count or n
    end
    if not right then
      report(problem, "N09", path, m.hele, "logbogen har det efter " .. phrase.count(n, "vagt", "vagter"))
    end
  end
end

-- --- N10, N11: figures in fields ------------------------------------------------------------------

-- Is the number among what the observation measured or tells?
local function seen(o, n)
  for _, m in ipairs(o.maalinger or {}) do
    if m.vaerdi == n or m.reference == n then
      return true
    end
  end
  return tal.near(fremmoede.map(saetninger.all(o.iagttaget or "", "(\\d+(?:[.,]\\d+)?)"), function(m)
    return saetninger.number(m[1])
  end), n, 0)
end

--- N10: the quantities of an intensity are those of the observation that it names.
function kontrol.quantities(case, problem)
  local at = {}
  for _, o in ipairs(case.observationer or {}) do
    at[o.id or ""] = o
  end
  for i, row in ipairs(case.effektiv_arbejdsevne or {}) do
    for _, key in ipairs({ "maengde", "norm" }) do
      local found, n = false, 0
      for _, id in ipairs(row.grundlag or {}) do
        n = n + (at[id] and 1 or 0)
        found = found or not at[id] or (row[key] ~= nil and seen(at[id], row[key]))
      end
      if row[key] and n > 0 and not found then
        problem("effektiv_arbejdsevne[" .. i .. "]." .. key, text.number(row[key]) .. " står ikke i " ..
          text.list(row.grundlag), { code = "N10", severity = "warning",
          suggestion = "ret tallet, eller skriv målingen i iagttagelsen" })
      end
    end
  end
end

--- N11: a log that holds every shift gives the days and hours that the case states.
function kontrol.attendance(case, problem)
  local f, log = case.fremmoede, fremmoede.of(case.logbog)
  if not f or not log or f.aftalte_dage ~= fremmoede.shown(case.logbog) then
    return
  end
  local function compare(key, said, right, within, unit)
    if said and not tal.near(right, said, within) then
      problem("fremmoede." .. key, text.number(said) .. " " .. unit .. ", men logbogens vagter giver " ..
        text.number(stat.round(right[1], 2)), { code = "N11", severity = "warning",
        suggestion = "ret tallet, eller ret logbogen" })
    end
  end
  compare("moedte_dage", f.moedte_dage, { log.fremmoedt }, 0, "mødte dage")
  compare("gennemfoerte_timer", f.gennemfoerte_timer, { log.tilstede_min / 60, log.netto_min / 60 }, 0.25, "timer")
  compare("aftalte_timer", f.aftalte_timer, { log.planlagt_min / 60, (log.planlagt_min - log.fri_min) / 60 }, 0.25, "timer")
end

-- --- all of them ----------------------------------------------------------------------------------

-- Is one of `words` in `low`?
local function one_of(low, words)
  for i = 1, #words do
    if text.contains(low, words[i]) then
      return true
    end
  end
  return false
end

-- Is each of the words in `low`? A sentence without the words of a pattern need not be searched for it,
-- and most sentences lack them.
local function has(low, word, other)
  return text.contains(low, word) and (not other or text.contains(low, other))
end

local COUNTED, PER_CENT = { "dage", "vagter", "gange" }, { "%", "procent" }
local NET, LEAST = { "netto", "vagt" }, { "over", "mindst" }

-- N01 to N04: not for what somebody says or believes.
local function stated(problem, path, s, low, facts, parts)
  local on_days = #parts > 0 and has(low, "af") and one_of(low, COUNTED)
  local on_share = #parts > 0 and has(low, "fremmøde") and one_of(low, PER_CENT)
  local on_hours, on_intensity = has(low, "time", "uge"), has(low, "ordinær") and one_of(low, PER_CENT)
  if not (on_days or on_share or on_hours or on_intensity) or re.find(s, SAID) then
    return
  end
  if on_days then
    days(problem, path, s, parts)
  end
  if on_share then
    present(problem, path, s, parts)
  end
  if on_hours then
    hours(problem, path, s, facts)
  end
  if on_intensity then
    intensity(problem, path, s, facts)
  end
end

local function sentence(case, problem, path, s, facts, parts)
  local low = text.lower(s)
  stated(problem, path, s, low, facts, parts)
  if has(low, "af") and one_of(low, PER_CENT) then
    shares(problem, path, s)
  end
  if has(low, "fra", "til") then
    scales(problem, path, s, facts)
  end
  if has(low, "median") then
    median(problem, path, s, facts)
  end
  if has(low, "afprøvet") then
    counts(problem, path, s, case)
  end
  if has(low, "den") and one_of(low, NET) then
    on_day(problem, path, s, case)
  end
  if has(low, "efter", "vagter") and one_of(low, LEAST) then
    over(problem, path, s, case, parts)
  end
end

-- Words without which a text says nothing of days, and nothing of figures at all.
local COUNTS_DAYS = { "dage", "vagter", "gange", "fremmøde" }
local FIGURE = "(?i)\\d|\\b(?:nul|[eé]n|[eé]t|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)\\b"

--- Every text of `texts`, { sti, tekst, uge }, against the case. `uge` is the week that a note is about.
function kontrol.texts(case, problem, texts)
  local facts, memo = tal.of(case), {}
  for _, t in ipairs(texts) do
    local counts_days = one_of(text.lower(t.tekst or ""), COUNTS_DAYS)
    local context = counts_days and udsnit.context(case, memo, t.uge)
    for _, s in ipairs(re.find(t.tekst or "", FIGURE) and saetninger.of(t.tekst) or {}) do
      sentence(case, problem, t.sti, s, facts, context and udsnit.meant(case, s, context) or {})
    end
  end
end

return kontrol
