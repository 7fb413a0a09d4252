--- The annex "Grundlag": everything that a conclusion rests on, when it was, who saw, measured or wrote it,
-- and which conclusions those are. And the small references that stand beside each conclusion.

local phrase = use("phrase")
local grundlag = use("grundlag")
local saetninger = use("saetninger")
local udsnit = use("udsnit")
local fremmoede = use("fremmoede")

local visning = {}

local UNKNOWN = "ikke angivet i sagen"

-- What a conclusion is called in the annex: "Q1", "S-4", "MA-1 6. maj", "Samling".
local function name_of(c)
  if c.slags == "arbejdsevne" then
    return c.ting.opgave or phrase.missing
  elseif c.slags == "score" then
    return (c.id or phrase.missing) .. " " .. phrase.day(c.ting.dato)
  end
  return c.id or phrase.missing
end

-- Which conclusions rest on what: by id of the basis, names in the order in which they are printed; and
-- the names of those that rest on nothing. Goals are left out: each observation says its own.
local function used(conclusions)
  local by, without = {}, {}
  local function add(c)
    for _, id in ipairs(c.basis) do
      by[id] = by[id] or {}
      table.insert(by[id], name_of(c))
    end
    if #c.basis == 0 then
      without[#without + 1] = name_of(c)
    end
  end
  for _, c in ipairs(conclusions) do
    if c.slags ~= "maal" then
      add(c)
    end
  end
  return by, without
end

-- "18.03.2026", "09.02.–02.07.2026" of a series.
local function span(from, til)
  if not from then
    return "uden dato"
  elseif not til or from == til then
    return date.short(from)
  end
  local same = string.sub(from, 1, 4) == string.sub(til, 1, 4)
  return (same and phrase.tick(from) or date.short(from)) .. "–" .. date.short(til)
end

local ORDER = { iagttagelse = 1, maaling = 2, logbog = 3, hensyn = 4, hjaelpemiddel = 5, bilag = 6 }

-- Observations by date, then measurements, then the log, then papers.
local function sorted(by, at)
  local out = {}
  for id in pairs(by) do
    out[#out + 1] = at[id]
  end
  table.sort(out, function(a, b)
    if ORDER[a.slags] ~= ORDER[b.slags] then
      return ORDER[a.slags] < ORDER[b.slags]
    elseif (a.dato or "9999") ~= (b.dato or "9999") then
      return (a.dato or "9999") < (b.dato or "9999")
    end
    return a.id < b.id
  end)
  return out
end

local KEY = "Q er svar, S og H virkninger, MA begrundelser for en måling, opgaver deres mængde. Virkninger uden eget " ..
  "grundlag har de iagttagelser, hvor hensynet eller hjælpemidlet var i brug."

--- { raekker = { { id, dato, kilde, konklusioner } }, bemaerkning } of a dossier; nil when no conclusion
-- rests on anything. `conclusions` are those of lib/grundlag.
function visning.annex(case, conclusions)
  local by, without = used(conclusions)
  local rows = {}
  for i, b in ipairs(sorted(by, grundlag.index(case))) do
    rows[i] = { id = text.capital(b.id), dato = span(b.dato, b.til), kilde = b.kilde,
      konklusioner = table.concat(by[b.id], ", ") }
  end
  return #rows > 0 and { raekker = rows, bemaerkning = KEY .. (#without > 0 and
    " Sagen angiver ikke grundlag for " .. text.list(without) .. "." or "") } or nil
end

local NEWEST = 3 -- of a goal's observations; the annex has all of them

-- "Senest O-17, O-18, O-21"
local function newest(list)
  local last = { table.unpack(list, math.max(1, #list - NEWEST + 1)) }
  return (#list > NEWEST and "Senest " or "") .. table.concat(last, ", ")
end

--- The small references beside goals and effects, by the goal's, the consideration's or the aid's id. What
-- a text names itself is not said twice.
function visning.references(conclusions)
  local out = {}
  for _, c in ipairs(conclusions) do
    if c.id and c.slags == "maal" and #c.basis > 0 then
      out[c.id] = newest(c.basis)
    elseif c.id and (c.slags == "hensyn" or c.slags == "hjaelpemiddel") and c.hvordan ~= "naevnt" then
      out[c.id] = table.concat(c.basis, ", ")
    end
  end
  return out
end

-- A sentence of a summary on the stretch of the log that it speaks of.
local function on_log(part)
  local first, last = part.log[1], part.log[#part.log]
  local ids = first == last and (first.id or phrase.missing)
    or (first.id or phrase.missing) .. " til " .. (last.id or phrase.missing)
  return { grundlag = ids, dato = span(first.dato, last.dato),
    kilde = "Borger, logbog, " .. phrase.count(#part.log, "indførsel", "indførsler") }
end

local function on_named(at, list)
  local ids, dates, sources, seen = {}, {}, {}, {}
  for i, id in ipairs(list) do
    local b = at[id]
    ids[i], dates[i] = text.capital(id), b.dato and date.short(b.dato) or "uden dato"
    if not seen[b.kilde] then
      sources[#sources + 1], seen[b.kilde] = b.kilde, true
    end
  end
  return { grundlag = table.concat(ids, ", "), dato = table.concat(dates, ", "), kilde = table.concat(sources, "; ") }
end

local function of_sentence(case, at, s, context)
  local list = {}
  for _, id in ipairs(grundlag.named(s)) do
    list[#list + 1] = at[id] and id or nil
  end
  local parts = udsnit.meant(case, s, context)
  local part = not parts.alle and parts[#parts] or nil
  if #list > 0 then
    return on_named(at, list)
  elseif part and #part.log > 0 then
    return on_log(part)
  end
  return { grundlag = text.capital(UNKNOWN), dato = "–", kilde = "–" }
end

--- The sentences of the consultant's summary: { udsagn, grundlag, dato, kilde }, or nil.
function visning.summary(case)
  local said, out = case.sammenfatning and case.sammenfatning.konsulentens_sammenfatning, {}
  local at, context = grundlag.index(case), udsnit.context(case, {})
  if not said or #fremmoede.ordered(case.logbog) == 0 then
    return nil
  end
  for i, s in ipairs(saetninger.of(said)) do
    out[i] = of_sentence(case, at, s, context)
    out[i].udsagn = s
  end
  return #out > 0 and out or nil
end

return visning
