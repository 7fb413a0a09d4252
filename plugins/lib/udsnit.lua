--- Which part of the course a sentence speaks of: "i uge 7–13", "de sidste fire uger", "i hele forløbet",
-- "i P-2". A sentence without such words continues with the part that the one before it spoke of.

local fremmoede = use("fremmoede")
local resume = use("resume")
local saetninger = use("saetninger")

local udsnit = {}

local N = saetninger.TAL
local LAST = "(?i)\\b(?:sidste|seneste)\\s+" .. N .. "\\s+uger\\b"
local WEEKS = "(?i)\\buger?(?:ne)?\\s+(\\d{1,2})(?:\\s?(?:-|–|til(?: og med)?)\\s?(\\d{1,2}))?"
local WHOLE = "(?i)\\b(?:hele (?:forløbet|perioden|praktikken)|i alt|samlet|forløbets start til slut)\\b"
local PLACE = "\\b(P-\\d+)\\b"
-- Words that narrow what follows to a part that cannot be told from here, until another part is named.
local OTHER = "(?i)\\b(?:første|anden|tredje|næste|forrige|sidste|seneste|starten|begyndelsen|slutningen|indtil|" ..
  "(?:i|fra|til|hele|siden|primo|ultimo|midt i)\\s+(?:januar|februar|marts|april|maj|juni|juli|august|september|" ..
  "oktober|november|december)|måned|derefter|herefter|efterfølgende)"
-- Words that narrow their own sentence.
local HERE = "(?i)\\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|" ..
  "mandag|tirsdag|onsdag|torsdag|fredag|butik|praktik|(?:efter|før(?! tid)|siden|da|mens|når|under)\\b)"
-- "gener over 5 efter 4 vagter" counts shifts; it narrows nothing.
local AFTER_SHIFTS = "(?i)\\befter\\s+" .. N .. "\\s+vagter\\b"

local function part_of(log, name)
  local c = fremmoede.count(log)
  return c and { base = c.base, moedt = c.fremmoedt, aftalte = c.raekker, foer_tid = c.gaaet_foer_tid, log = log,
    navn = name } or nil
end

local function log_of(log, id)
  local out = {}
  for _, entry in ipairs(log) do
    out[#out + 1] = entry.placering == id and entry or nil
  end
  return out
end

-- The whole course: what the case counts, then its log when that is whole.
local function whole(case)
  local out, a = {}, resume.attendance(case)
  if a and a.base > 0 then
    local f = case.fremmoede
    out[1] = { base = a.base, moedt = a.moedt, foer_tid = a.foer_tid, log = fremmoede.ordered(case.logbog),
      aftalte = f and f.aftalte_dage or nil }
  end
  if not fremmoede.is_extract(case) then
    out[#out + 1] = part_of(fremmoede.ordered(case.logbog))
  end
  return out
end

--- Parts of a whole log that a figure may come from: all of it, each placement, and what lies before and
-- after each day on which a consideration began or changed. { { log = } }
function udsnit.parts(case)
  local out, all = {}, fremmoede.ordered(case.logbog)
  local function put(log)
    out[#out + 1] = #log > 0 and { log = log } or nil
  end
  put(all)
  for _, p in ipairs(case.placeringer or {}) do
    put(log_of(all, p.id))
  end
  for _, s in ipairs(case.skaanehensyn or {}) do
    local days = { s.fra }
    for _, change in ipairs(s.aendret or {}) do
      days[#days + 1] = change.dato
    end
    for _, day in ipairs(days) do
      put(fremmoede.between(all, "0000", date.add(day, -1)))
      put(fremmoede.between(all, day, "9999"))
    end
  end
  return out
end

-- Every run of weeks that follow each other: for a part that is meant but cannot be told.
local function any_weeks(case)
  local out, weeks = { alle = true }, fremmoede.weeks(case.logbog)
  for first = 1, #weeks do
    local base, came, rows, early = 0, 0, 0, 0
    for last = first, #weeks do
      local w = weeks[last]
      base, came, rows, early = base + w.base, came + w.fremmoedt, rows + w.raekker, early + w.gaaet_foer_tid
      out[#out + 1] = { base = base, moedt = came, aftalte = rows, foer_tid = early, log = {} }
    end
  end
  return out
end

local function week_named(case, number)
  for _, week in ipairs(fremmoede.weeks(case.logbog)) do
    if date.week_number(week.uge) == number then
      return week.uge
    end
  end
  return nil
end

local function from_to(case, from, til, name)
  local log = fremmoede.between(case.logbog, date.monday(from), date.add(date.monday(til), 6))
  local part = part_of(log, name)
  return part and { part } or {}
end

-- The part that the words name, or nil when they name none; {} when nothing can be said of it.
local function named(case, s)
  local extract = #(case.logbog or {}) == 0 or fremmoede.is_extract(case)
  if re.find(s, WHOLE) then
    return whole(case)
  end
  local n, first, last
  if re.find(s, "(?i)uge") then
    n, first, last = re.match(s, LAST), re.match(s, WEEKS)
  end
  if n or first then
    if extract then
      return {}
    end
    local weeks = fremmoede.weeks(case.logbog)
    local til = n and weeks[#weeks].uge or week_named(case, tonumber(last ~= "" and last or first))
    local from = n and date.week(date.add(date.monday(til), -7 * (saetninger.number(n) - 1)))
      or week_named(case, tonumber(first))
    return from and til and from <= til and from_to(case, from, til, "de uger") or {}
  end
  local p = text.contains(s, "P-") and re.match(s, PLACE) or nil
  if p then
    local part = not extract and part_of(log_of(fremmoede.ordered(case.logbog), p), p)
    return part and { part } or {}
  end
  return nil
end

-- A part that is meant and cannot be told: any weeks, or nothing when the log is an extract.
local function untold(case)
  return (#(case.logbog or {}) == 0 or fremmoede.is_extract(case)) and {} or any_weeks(case)
end

--- What is carried from sentence to sentence of one text; `week` is the week that all of it is about.
-- `memo`, a table that the texts of a case share, keeps what is counted once.
function udsnit.context(case, memo, week)
  local own = week and (fremmoede.is_extract(case) and {} or from_to(case, week, week, "ugen")) or nil
  return { dele = own, memo = memo }
end

local function once(context, key, count, case)
  context.memo[key] = context.memo[key] or count(case)
  return context.memo[key]
end

--- The parts of the course that figures in `s` may come from, each { base, moedt, aftalte, foer_tid, log,
-- navn }; empty when nothing can be said; with `alle` when it is any run of weeks.
function udsnit.meant(case, s, context)
  local plain = re.gsub(s, AFTER_SHIFTS, "")
  local told = named(case, plain)
  if told or re.find(plain, OTHER) then
    context.dele = told or once(context, "untold", untold, case)
  elseif re.find(plain, HERE) then
    return once(context, "untold", untold, case)
  end
  return context.dele or once(context, "whole", whole, case)
end

return udsnit
