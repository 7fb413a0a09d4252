--- Observations as printed: each once, under its first dimension, in order of date; the other
-- dimensions name it after their heading.

local v = use("vaerdier")
local phrase = use("phrase")

local iagttagelser = {}

-- Units that say nothing beside a number: "ophold 6", "gener før 3".
local SILENT = { antal = true, stk = true, ["0-10"] = true }
local UNIT = { min = "min.", m2 = "m²" }

local function measure(m)
  local value = phrase.digits(m.vaerdi)
  if m.reference then
    value = value .. " (reference " .. text.number(m.reference) .. ")"
  end
  local unit = m.enhed and not SILENT[m.enhed] and (UNIT[m.enhed] or m.enhed) or nil
  return {
    navn = v.words("maaling", m.navn) .. (m.metode and " (" .. m.metode .. ")" or ""),
    vaerdi = value,
    enhed = unit or "",
  }
end

--- Measured values with readable names, or nil.
function iagttagelser.measures(o)
  local out = {}
  for i, m in ipairs(o.maalinger or {}) do
    out[i] = measure(m)
  end
  return #out > 0 and out or nil
end

local function ids(label, list)
  return #(list or {}) > 0 and label .. " " .. table.concat(list, ", ") or nil
end

local function plural(list, one, many)
  return #(list or {}) > 1 and many or one
end

-- The small lines of the label cell: considerations, aids, goals, paper, consent.
local function remarks(o)
  local k, out = o.kilde or {}, {}
  for _, line in ipairs({
    ids("Hensyn", o.skaanehensyn_i_brug) or "",
    ids(plural(o.hjaelpemidler_i_brug, "Hjælpemiddel", "Hjælpemidler"), o.hjaelpemidler_i_brug) or "",
    ids("Mål", o.maal) or "",
    phrase.join(table.pack(k.dokument, k.dato and date.long(k.dato)), ", ") or "",
    k.bilag and "Bilag " .. text.number(k.bilag) or "",
    o.tilladelse and "Samtykke " .. o.tilladelse or "",
  }) do
    if line ~= "" then
      out[#out + 1] = line
    end
  end
  return out
end

-- "· Butik, gang 4 (P-1)"
local function place(o)
  local where = phrase.join(table.pack(o.sted, o.placering and o.placering ~= "-" and "(" .. o.placering .. ")"), " ")
  return where and "· " .. where or ""
end

local function judged_by(o)
  local by = o.vurdering_af
  if by and (by.navn or by.rolle) then
    return phrase.join(table.pack(by.navn, by.rolle and phrase.lower(v.label("rolle", by.rolle)),
      by.dato and date.long(by.dato)), ", ")
  end
  local k = o.kilde or {}
  return phrase.join(table.pack(k.navn, k.rolle and phrase.lower(v.label("rolle", k.rolle))), ", ") or "ikke oplyst"
end

local function times(o)
  if not o.start then
    return nil
  end
  return "kl. " .. (o.slut and phrase.clock(o.start, o.slut) or date.clock(o.start))
end

local function entry(o, log)
  local k = o.kilde or {}
  return {
    id = o.id,
    dato = o.dato and date.long(o.dato) or "dato ikke oplyst",
    tid = times(o),
    varighed = o.varighed_min and phrase.count(o.varighed_min, "minut", "minutter"),
    kilde = v.label("rolle", k.rolle) or "kilde ikke oplyst",
    kilde_navn = k.navn,
    noter = remarks(o),
    opgave = o.opgave or "opgave ikke oplyst",
    hvor = place(o),
    situation = o.situation,
    iagttaget = o.iagttaget,
    maalt = iagttagelser.measures(o),
    citat = o.citat and phrase.quote(o.citat),
    citat_af = o.citat and (v.label("rolle", o.citat_af) or "Sagt under vagten"),
    vurdering = o.vurdering,
    vurdering_af = o.vurdering and judged_by(o),
    logbog = log,
  }
end

-- What the citizen wrote in the log on the same day at the same place; each entry follows the first
-- observation of the day.
local function same_day(o, log, used)
  local out = {}
  for _, l in ipairs(log or {}) do
    if l.borgers_ord and o.dato and l.dato == o.dato and l.placering == o.placering and not used[l] then
      used[l] = true
      out[#out + 1] = { id = l.id, ord = phrase.quote(l.borgers_ord) }
    end
  end
  return out
end

local function in_order(list)
  local out = {}
  for i, o in ipairs(list) do
    out[i] = { o = o, key = (o.dato or "9999") .. " " .. (o.start or ""), nr = i }
  end
  table.sort(out, function(a, b)
    if a.key ~= b.key then
      return a.key < b.key
    end
    return a.nr < b.nr
  end)
  for i, item in ipairs(out) do
    out[i] = item.o
  end
  return out
end

local kept = {}

--- Observations in order of date and time. The list is kept for the next who asks: do not change it.
function iagttagelser.ordered(list)
  list = list or {}
  kept[list] = kept[list] or in_order(list)
  return kept[list]
end

--- Does the observation speak of `dimension`?
function iagttagelser.about(o, dimension)
  for _, d in ipairs(o.dimensioner or {}) do
    if d == dimension then
      return true
    end
  end
  return false
end

-- "Se også O-15 under Arbejdsintensitet og O-21 under Arbejdsevne."
local function elsewhere(list, dimension)
  local by, order = {}, {}
  for _, o in ipairs(list) do
    local first = o.dimensioner and o.dimensioner[1]
    if first ~= dimension and iagttagelser.about(o, dimension) then
      if not by[first] then
        by[first] = {}
        order[#order + 1] = first
      end
      table.insert(by[first], o.id)
    end
  end
  local parts = {}
  for i, first in ipairs(order) do
    parts[i] = text.list(by[first]) .. " under " .. v.label("dimension", first)
  end
  return #parts > 0 and text.list(parts) .. "." or nil
end

local function remark(n, see)
  local count = n > 0 and phrase.count(n, "iagttagelse", "iagttagelser") .. "." or nil
  return phrase.join(table.pack(count, see and (n > 0 and "Se også " or "Se ") .. see), " ")
end

-- The dimensions in printed order, with those of the case that the list does not know at the end.
local function dimensions(list)
  local out, known = {}, {}
  for _, d in ipairs(v.dimensioner) do
    out[#out + 1], known[d.id] = { id = d.id, navn = d.navn }, true
  end
  for _, o in ipairs(list) do
    for _, id in ipairs(o.dimensioner or {}) do
      if not known[id] then
        out[#out + 1], known[id] = { id = id, navn = text.capital(v.words("dimension", id)) }, true
      end
    end
  end
  return out
end

--- Groups { navn, bemaerkning, poster } in printed order; nil without observations.
function iagttagelser.groups(case)
  local list, used, out = iagttagelser.ordered(case.observationer), {}, {}
  for _, d in ipairs(dimensions(list)) do
    local group = { navn = d.navn, poster = {} }
    for _, o in ipairs(list) do
      if o.dimensioner and o.dimensioner[1] == d.id then
        table.insert(group.poster, { kilde = o })
      end
    end
    group.bemaerkning = remark(#group.poster, elsewhere(list, d.id))
    if group.bemaerkning then
      out[#out + 1] = group
    end
  end
  for _, group in ipairs(out) do
    for i, item in ipairs(group.poster) do
      group.poster[i] = entry(item.kilde, same_day(item.kilde, case.logbog, used))
    end
  end
  return #out > 0 and out or nil
end

--- Ids of the newest observations about a dimension, oldest first, at most `most`.
function iagttagelser.ids(case, dimension, most)
  local out = {}
  for _, o in ipairs(iagttagelser.ordered(case.observationer)) do
    if iagttagelser.about(o, dimension) then
      out[#out + 1] = o.id
    end
  end
  while #out > most do
    table.remove(out, 1)
  end
  return out
end

--- Does the observation speak of that task? Its own task then has the name in it: "Samling og kontrol".
function iagttagelser.names(o, task)
  return o.opgave ~= nil and task ~= nil and text.contains(text.lower(o.opgave), text.lower(task))
end

-- Which of `list` are the newest that speak of a task each: { [3] = true }, and how many.
local function newest(list, tasks)
  local out, n = {}, 0
  for _, task in ipairs(tasks) do
    for i = #list, 1, -1 do
      if iagttagelser.names(list[i], task) then
        n = n + (out[i] and 0 or 1)
        out[i] = true
        break
      end
    end
  end
  return out, n
end

local function names_any(o, tasks)
  for _, task in ipairs(tasks) do
    if iagttagelser.names(o, task) then
      return true
    end
  end
  return false
end

--- Ids of observations that speak of `tasks`: the newest of each, and the newest of all others up to
-- `fewest`; oldest first. None where none speaks of them.
function iagttagelser.of_tasks(case, tasks, fewest)
  local list, out = iagttagelser.ordered(case.observationer), {}
  local taken, n = newest(list, tasks)
  for i = #list, 1, -1 do
    if n < fewest and not taken[i] and names_any(list[i], tasks) then
      taken[i], n = true, n + 1
    end
  end
  for i, o in ipairs(list) do
    out[#out + 1] = taken[i] and o.id or nil
  end
  return out
end

--- The observation with that id, or nil.
function iagttagelser.find(case, id)
  for _, o in ipairs(case.observationer or {}) do
    if o.id == id then
      return o
    end
  end
  return nil
end

return iagttagelser
