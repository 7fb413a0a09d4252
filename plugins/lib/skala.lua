--- The citizen's own scales in the log: what was felt before, after, and the next day.
-- `smerte_foer` and `smerte_efter` are one scale; a key without such an end stands alone.

local v = use("vaerdier")
local phrase = use("phrase")

local skala = {}

local ENDINGS = { "foer", "efter", "naeste_dag" }

local function divided(key)
  for _, ending in ipairs(ENDINGS) do
    if text.ends(key, "_" .. ending) then
      return { string.sub(key, 1, #key - #ending - 1), ending }
    end
  end
  return { key, "alene" }
end

local known = {} -- a log has few names, and each of them in every entry

-- "smerte_foer" is "smerte", "foer".
local function parts(key)
  known[key] = known[key] or divided(key)
  return known[key][1], known[key][2]
end

--- Names of the scales of a log, those asked before and after first: { id, navn, har = { foer = true } }.
function skala.of(log)
  local at, out, seen = {}, {}, {}
  for _, entry in ipairs(log or {}) do
    for key in pairs(entry.skala or {}) do
      if not seen[key] then
        local id, ending = parts(key)
        if not at[id] then
          at[id] = { id = id, navn = v.words("skala", id), har = {} }
          out[#out + 1] = at[id]
        end
        at[id].har[ending], seen[key] = true, true
      end
    end
  end
  table.sort(out, function(a, b)
    local pa, pb = a.har.foer and a.har.efter and 0 or 1, b.har.foer and b.har.efter and 0 or 1
    if pa ~= pb then
      return pa < pb
    end
    return a.id < b.id
  end)
  return out
end

--- The scale that a log's table shows: the first that is asked before and after, or nil.
function skala.main(log)
  local first = skala.of(log)[1]
  return first and first.har.foer and first.har.efter and first or nil
end

--- The value of a scale in an entry: skala.value(entry, "smerte", "foer").
function skala.value(entry, id, ending)
  local key = ending == "alene" and id or id .. "_" .. ending
  return entry.skala and entry.skala[key]
end

--- { antal, median, laveste, hoejeste, gennemsnit } of the values, or nil when there are none.
function skala.summary(log, id, ending)
  local values, key = {}, ending == "alene" and id or id .. "_" .. ending
  for _, entry in ipairs(log or {}) do
    local all = entry.skala
    values[#values + 1] = all and all[key]
  end
  if #values == 0 then
    return nil
  end
  return { antal = #values, median = stat.median(values), laveste = stat.min(values),
    hoejeste = stat.max(values), gennemsnit = stat.round(stat.mean(values), 2) }
end

--- The entry with the highest value after the shift, the first of them; and the value.
function skala.highest(log, id)
  local best, value
  for _, entry in ipairs(log or {}) do
    local after = skala.value(entry, id, "efter")
    if after and (not value or after > value) then
      best, value = entry, after
    end
  end
  return best, value
end

local WHEN = { foer = "før", efter = "efter", naeste_dag = "næste dag", alene = "" }

--- Other scales of an entry than `main`, as words: "Energi efter 5".
function skala.rest(entry, main)
  local out = {}
  for key, value in pairs(entry.skala or {}) do
    local id, ending = parts(key)
    if not main or id ~= main.id or (ending ~= "foer" and ending ~= "efter") then
      local name = text.capital(v.words("skala", id))
      out[#out + 1] = name .. (WHEN[ending] ~= "" and " " .. WHEN[ending] or "") .. " " .. text.number(value)
    end
  end
  return #out > 0 and text.list(out) or nil
end

--- Rows of a table: one per scale and time of asking.
function skala.rows(log)
  local out = {}
  for _, scale in ipairs(skala.of(log)) do
    for _, ending in ipairs({ "foer", "efter", "naeste_dag", "alene" }) do
      local s = skala.summary(log, scale.id, ending)
      if s then
        out[#out + 1] = {
          navn = text.capital(scale.navn), hvornaar = WHEN[ending] ~= "" and WHEN[ending] or "–",
          antal = s.antal, median = s.median, laveste = s.laveste, hoejeste = s.hoejeste,
        }
      end
    end
  end
  for _, key in ipairs({ "median", "laveste", "hoejeste" }) do
    phrase.column(out, key)
  end
  return #out > 0 and out or nil
end

return skala
