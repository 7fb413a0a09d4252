--- The annex "Grundlag": every conclusion of a report, and under it who saw or measured what it rests on,
-- and when. And the small references that stand beside each conclusion.

local phrase = use("phrase")
local grundlag = use("grundlag")
local saetninger = use("saetninger")
local udsnit = use("udsnit")
local fremmoede = use("fremmoede")

local visning = {}

local UNKNOWN = "ikke angivet i sagen"
local LONGEST = 110 -- characters of a sentence that is repeated in a table

-- The year of all dates of the annex, or nil when they lie in two.
local function one_year(conclusions, at)
  local year
  for _, c in ipairs(conclusions) do
    for _, id in ipairs(c.basis) do
      for _, d in ipairs({ at[id].dato or "", at[id].til or "" }) do
        local y = d ~= "" and string.sub(d, 1, 4) or year
        if year and y ~= year then
          return nil
        end
        year = y
      end
    end
  end
  return year
end

local function day(d, year)
  return year and phrase.tick(d) or phrase.short(d)
end

-- "09.02.–02.07." of a series, else one day. The blank before it does not break.
local function when(b, year)
  if not b.dato then
    return "uden dato"
  end
  local span = b.til and b.til ~= b.dato
  return day(b.dato, year) .. (span and "–" .. day(b.til, year) or "")
end

-- Rows of one conclusion: a source, and all that it saw, in the order of the basis.
local function by_source(list, at, year)
  local rows, of = {}, {}
  for _, id in ipairs(list) do
    local b = at[id]
    if not of[b.kilde] then
      of[b.kilde] = { kilde = b.kilde, poster = {} }
      rows[#rows + 1] = of[b.kilde]
    end
    table.insert(of[b.kilde].poster, { id = text.capital(id), dato = when(b, year) })
  end
  return rows
end

local LEAD = { hensyn = "Virkning: ", hjaelpemiddel = "Virkning: ", arbejdsevne = "Mængde: " }

--- { titel, raekker = { { id, udsagn, kilder } }, bemaerkning } of a dossier; nil without conclusions.
function visning.annex(case)
  local conclusions, at, out, in_use = grundlag.conclusions(case), grundlag.index(case), {}, false
  local year = one_year(conclusions, at)
  for i, c in ipairs(conclusions) do
    local rows = by_source(c.basis, at, year)
    in_use = in_use or (c.hvordan == "i_brug" and #rows > 0)
    out[i] = { id = c.id or "", udsagn = (LEAD[c.slags] or "") .. c.udsagn, kilder = rows,
      ukendt = #rows == 0 and text.capital(UNKNOWN) or "" }
  end
  return #out > 0 and { raekker = out,
    titel = "Konklusionerne, og hvem der så eller målte det, de bygger på" .. (year and ". Datoer i " .. year or ""),
    bemaerkning = in_use and "Hvor en virkning ikke selv nævner sit grundlag, står de iagttagelser, hvor hensynet eller " ..
      "hjælpemidlet var i brug." or "" } or nil
end

--- References beside the effects of considerations and aids, by id; those that the text names stand there.
function visning.effects(case)
  local out = {}
  for _, c in ipairs(grundlag.conclusions(case)) do
    if (c.slags == "hensyn" or c.slags == "hjaelpemiddel") and c.hvordan ~= "naevnt" and c.id then
      out[c.id] = table.concat(c.basis, ", ")
    end
  end
  return out
end

--- References beside the goals, by id.
function visning.goals(case)
  local out = {}
  for _, c in ipairs(grundlag.conclusions(case)) do
    if c.slags == "maal" and c.id then
      out[c.id] = table.concat(c.basis, ", ")
    end
  end
  return out
end

local function shortened(s)
  if text.len(s) <= LONGEST then
    return s
  end
  return (re.match(s, "^.{1," .. LONGEST .. "}(?=\\s)") or s) .. " …"
end

-- "07.04.–01.05.2026", with both years when there are two.
local function span(from, til)
  if from == til then
    return date.short(from)
  end
  local same = string.sub(from, 1, 4) == string.sub(til, 1, 4)
  return (same and phrase.tick(from) or date.short(from)) .. "–" .. date.short(til)
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
  local at, context = grundlag.index(case), udsnit.context(case)
  if not said or #fremmoede.ordered(case.logbog) == 0 then
    return nil
  end
  for i, s in ipairs(saetninger.of(said)) do
    out[i] = of_sentence(case, at, s, context)
    out[i].udsagn = shortened(s)
  end
  return #out > 0 and out or nil
end

return visning
