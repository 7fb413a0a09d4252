--- Danish wording that every report shares: periods, counts, people, sources.
-- Values of the case are never reworded; only what stands around them is ours. A draft may lack what a
-- case must have: then these functions say so, and no view has to ask.

local v = use("vaerdier")

local phrase = {}

--- What a draft prints for something that the case must have and lacks.
phrase.missing = "[mangler]"

local WORDS = {
  "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv",
}

--- "to", "14". Of a word with "et" one is "ét".
function phrase.number(n, is_neuter)
  if not n then
    return phrase.missing
  end
  return n == 1 and is_neuter and "ét" or WORDS[n] or text.number(n)
end

--- phrase.count(2, "udeblivelse", "udeblivelser") is "2 udeblivelser".
function phrase.count(n, one, many)
  return phrase.digits(n) .. " " .. (n == 1 and one or many)
end

--- A number as digits.
function phrase.digits(n)
  return n and text.number(n) or phrase.missing
end

--- "2. marts 2026" and "02.03.2026" of a date that a case must have.
function phrase.long(d)
  return d and date.long(d) or phrase.missing
end

function phrase.short(d)
  return d and date.short(d) or phrase.missing
end

--- Minutes as hours: 150 is "2,5".
function phrase.hours(minutes)
  return text.number(stat.round(minutes / 60, 2))
end

--- "1,5 timer", "1 time"
function phrase.in_hours(hours)
  return phrase.digits(hours) .. (hours == 1 and " time" or " timer")
end

--- "12. januar – 10. juli 2026"; the year is said once when it is one.
function phrase.period(from, to)
  if not from or not to then
    return from and "fra " .. date.long(from) or to and "til " .. date.long(to) or "ikke oplyst"
  end
  if from == to then
    return date.long(from)
  end
  local start = date.long(from)
  if string.sub(from, 1, 4) == string.sub(to, 1, 4) then
    start = phrase.day(from)
  end
  return start .. " – " .. date.long(to)
end

--- "12. januar"
function phrase.day(d)
  if not d then
    return phrase.missing
  end
  return tostring(tonumber(string.sub(d, 9, 10))) .. ". " .. date.month_name(tonumber(string.sub(d, 6, 7)))
end

--- "12.01."
function phrase.tick(d)
  if not d then
    return phrase.missing
  end
  return string.sub(d, 9, 10) .. "." .. string.sub(d, 6, 7) .. "."
end

--- "uge 7–19"; with years when the weeks lie in two.
function phrase.weeks(from, to)
  if not from then
    return phrase.week(from)
  end
  if from == to or not to then
    return "uge " .. date.week_number(from)
  end
  if date.week_year(from) ~= date.week_year(to) then
    return phrase.week(from) .. " – " .. phrase.week(to)
  end
  return "uge " .. date.week_number(from) .. "–" .. date.week_number(to)
end

--- "uge 7 2026"
function phrase.week(w)
  if not w then
    return "uge " .. phrase.missing
  end
  return "uge " .. date.week_number(w) .. " " .. date.week_year(w)
end

--- "9.30–11.30"
function phrase.clock(start, slut)
  return phrase.time(start) .. "–" .. phrase.time(slut)
end

--- "9.30"
function phrase.time(t)
  return t and date.clock(t) or phrase.missing
end

--- The first words of the list, capital first: "Samling, kontrol og pakning".
function phrase.names(names)
  local lower = {}
  for i, name in ipairs(names) do
    lower[i] = i == 1 and text.capital(name) or phrase.lower(name)
  end
  return text.list(lower)
end

--- The same with commas alone: "Opfyldning 44 %, samling 69 %".
function phrase.enumerate(names)
  local lower = {}
  for i, name in ipairs(names) do
    lower[i] = i == 1 and text.capital(name) or phrase.lower(name)
  end
  return table.concat(lower, ", ")
end

--- First letter small, unless the word is an abbreviation ("LÆ 265", "IT").
function phrase.lower(s)
  if not s then
    return phrase.missing
  end
  if re.find(s, "^\\p{Lu}(?![\\p{Lu}\\p{Nd}])") then
    local _, last = re.find(s, "^\\p{Lu}")
    return text.lower(string.sub(s, 1, last)) .. string.sub(s, last + 1)
  end
  return s
end

--- Ends with a full stop, unless it ends a sentence already.
function phrase.stop(s)
  if not s then
    return phrase.missing
  end
  if re.find(s, "[.!?…][»«\"”)]*$") then
    return s
  end
  return s .. "."
end

--- "Strandagervej 41, 1. th., 4999 Nordsund"; the line never breaks behind the postal code.
function phrase.address(a)
  if not a then
    return nil
  end
  local parts = {}
  local town = phrase.join(table.pack(a.postnr, a.by), "\u{00A0}")
  for _, part in ipairs({ a.vej or "", town or "" }) do
    if part ~= "" then
      parts[#parts + 1] = part
    end
  end
  return #parts > 0 and table.concat(parts, ", ") or nil
end

--- "Mette Ballegaard, jobrådgiver"
function phrase.person(p)
  if not p or not p.navn then
    return nil
  end
  return p.titel and p.navn .. ", " .. p.titel or p.navn
end

--- "12 34 56 78": eight digits in pairs, anything else as written.
function phrase.phone(s)
  if not re.find(s, "^\\d{8}$") then
    return s
  end
  local out = {}
  for i = 1, 7, 2 do
    out[#out + 1] = string.sub(s, i, i + 1)
  end
  return table.concat(out, " ")
end

--- Person with telephone and e-mail, as one line.
function phrase.contact(p)
  local line = phrase.person(p)
  if not line then
    return nil
  end
  for _, more in ipairs({ p.telefon and "tlf. " .. phrase.phone(p.telefon) or "", p.email or "" }) do
    if more ~= "" then
      line = line .. ", " .. more
    end
  end
  return line
end

--- "Ergoterapeut: Arbejdspladsvurdering, bilag 2". What is not said is not printed.
function phrase.source(k)
  if not k then
    return nil
  end
  local rest = {}
  for _, part in ipairs({ k.navn or "", k.dokument or "", k.dato and date.long(k.dato) or "",
    k.bilag and "bilag " .. text.number(k.bilag) or "" }) do
    if part ~= "" then
      rest[#rest + 1] = part
    end
  end
  local role = v.label("rolle", k.rolle)
  if #rest == 0 then
    return role
  end
  return (role and role .. ": " or "") .. table.concat(rest, ", ")
end

--- "»…«". What somebody said is never edited, so marks inside stay as they are.
function phrase.quote(s)
  return "»" .. s .. "«"
end

--- Does any row say something at `key`? A column that never does is left out.
function phrase.stated(rows, key)
  for _, row in ipairs(rows or {}) do
    local value = row[key]
    if value and value ~= "" and value ~= "ikke oplyst" then
      return true
    end
  end
  return false
end

--- An item { navn, vaerdi } of a key-value list, when there is a value.
function phrase.field(list, name, value)
  if value ~= nil and value ~= "" then
    list[#list + 1] = { navn = name, vaerdi = value }
  end
  return list
end

--- Gives the numbers at `key` of all rows the same decimals, as text: as many as the widest needs, and
-- at least `least`. What is no number stays.
function phrase.column(rows, key, least)
  local decimals = least or 0
  for _, row in ipairs(rows or {}) do
    local n = row[key]
    while type(n) == "number" and decimals < 2 and stat.round(n, decimals) ~= stat.round(n, 2) do
      decimals = decimals + 1
    end
  end
  for _, row in ipairs(rows or {}) do
    if type(row[key]) == "number" then
      row[key] = text.number(row[key], decimals)
    end
  end
  return rows
end

--- One text from those of `parts` (table.pack, so that gaps are counted) that are there; nil when none is.
function phrase.join(parts, by)
  local out = {}
  for i = 1, parts.n do
    if parts[i] and parts[i] ~= "" then
      out[#out + 1] = parts[i]
    end
  end
  return #out > 0 and table.concat(out, by) or nil
end

return phrase
