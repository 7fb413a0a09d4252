--- Who may see what of a report: the extracts that `evne render --extract` makes.
-- An employer gets what is listed here and nothing else, so that a new field stays out until
-- somebody puts it on the list (domain 7.1). Citizen and jobcentre get the report without what is
-- about other people. CPR numbers: domain 6.1. What is not listed is in neither the pages nor the
-- data inside the file.
--
-- `[]` stands for the items of a list, as in lib/schema.lua.

local schema = use("schema")
local phrase = use("phrase")

local laesere = {}

laesere.navne = { "arbejdsgiver", "borger", "jobcenter" }

-- Everybody at the workplace; what they saw themselves is what their employer may read.
local ARBEJDSPLADS = { "arbejdsgiver", "praktikvaert", "leder", "virksomhedsmentor" }

-- Illness is health: an employer reads that somebody was away with notice.
local UDEN_SYGDOM = { sygdom = "afbud" }

local function under(path, keys)
  local out = {}
  for i, key in ipairs(keys) do
    out[i] = path .. "." .. key
  end
  return out
end

-- What an employer may see of any report: who is who, the order's number, the course's dates.
local FAELLES = schema.join(
  { "skema", "sag.id", "sag.retsgrundlag", "sag.fortrolighed", "sag.dato", "sag.version" },
  under("borger", { "navn", "cpr", "foretrukken_tiltale", "tolk.behov", "tolk.sprog" }),
  { "myndighed" },
  under("leverandoer", { "navn", "cvr", "pnr", "adresse", "telefon", "email", "konsulent" }),
  under("bestilling", { "nr", "dato", "timer_pr_uge", "varighed_uger" }),
  under("forloeb", { "start", "slut_planlagt", "slut_faktisk" }),
  under("placeringer[]", { "id", "type", "arbejdsgiver", "start", "slut", "stilling", "optrapning" }),
  under("skaanehensyn[]", { "id", "kategori", "tekst", "fra", "til", "afproevet" }),
  under("hjaelpemidler[]", { "id", "type", "navn", "afproevet_fra" }))

-- And of each.
local EGNE = {
  ["praktikplan"] = schema.join(
    { "bestilling.maal[].id", "bestilling.maal[].tekst", "opstartssamtale" },
    under("praktikplan", { "nr", "erstatter", "status", "arbejdsgiver", "periode", "formaal",
      "formaal_tekst", "jobmaal", "tidligere_ansat_her", "opgaver", "ugeplan", "helligdage", "optrapning",
      "mentor_timer_pr_uge", "startkrav_til_loentimer", "virksomhedens_tilsagn", "opfoelgning",
      "ved_fravaer", "arbejdsmiljoe", "loen", "borgers_egen_tekst" }),
    under("praktikplan.skaanehensyn[]", { "id", "kategori", "tekst", "fra", "til", "afproevet" }),
    under("praktikplan.hjaelpemidler[]", { "id", "type", "navn", "afproevet_fra" }),
    under("praktikplan.kompenserende_ordninger[]", { "ordning", "beskrivelse", "status" })),
  ["rehab-dossier"] = schema.join(
    under("placeringer[].opgaver[]", { "navn", "fra", "til" }),
    under("observationer[]", { "id", "dato", "start", "slut", "varighed_min", "sted", "placering", "opgave",
      "situation", "dimensioner", "iagttaget", "maalinger", "kilde.rolle", "kilde.navn",
      "skaanehensyn_i_brug", "hjaelpemidler_i_brug" })),
  ["logbog-sammenfatning"] = schema.join(
    { "helligdage", "sammenfatning.periode" },
    under("logbog[]", { "id", "dato", "ugedag", "uge", "placering", "status", "planlagt", "faktisk",
      "netto_min", "opgaver", "note" })),
}

-- What is about other people than the citizen. Who wrote and who is responsible stays.
local ANDRE = schema.join(
  under("placeringer[].arbejdsgiver", { "medarbejderrepraesentant", "kontakt.telefon", "kontakt.email",
    "praktikvaert.telefon", "praktikvaert.email" }),
  under("praktikplan.arbejdsgiver", { "medarbejderrepraesentant.telefon", "medarbejderrepraesentant.email" }),
  { "forloeb.parallelle_indsatser[].kontakt", "opfoelgninger[].deltagere",
    "sammenfatning.foering.hjaelp" })

local UNDERSKRIFTER = { "underskrifter" }

-- A colleague who was a source has not agreed to be named.
local function uden_kolleger(fields)
  return schema.set(fields, { "observationer[].kilde.navn" }, { unless = { key = "rolle", "kollega" } })
end

-- The placement whose employer reads; nil where a case has none.
local function own_placement(case, own)
  local ids = {}
  for _, p in ipairs(case.placeringer or {}) do
    ids[#ids + 1] = p.id
    if p.id == own then
      return own
    end
  end
  if not own and #ids <= 1 then
    return ids[1]
  end
  return nil, own and "sagen har ingen praktik '" .. own .. "'" .. (#ids > 0 and "; den har " .. text.list(ids) or "")
    or "sagen har praktik flere steder: skriv arbejdsgiver:" .. table.concat(ids, " eller arbejdsgiver:")
end

-- The condition that `key` has one of `values` (option `only`).
local function among(key, values)
  local out = { key = key }
  for i, value in ipairs(values) do
    out[i] = value
  end
  return out
end

local function only_own(fields, id)
  if not id then
    return fields
  end
  local at = among("placering", { id })
  fields = schema.set(fields, { "placeringer" }, { only = among("id", { id }) })
  fields = schema.set(fields, { "logbog" }, { only = at })
  return schema.set(fields, { "observationer" }, { only = { at, among("kilde.rolle", ARBEJDSPLADS) } })
end

-- A consultant's note may be of a talk with the citizen.
local function noted_at_work(fields)
  return schema.set(fields, { "logbog[].note" }, { only = among("kilde", ARBEJDSPLADS) })
end

-- What was counted, weighed or timed; never a scale of how somebody felt.
local MAENGDER = { "antal", "stk", "stk.", "styk", "par", "min", "min.", "minutter", "time", "timer", "sek", "kg", "g", "t",
  "m", "cm", "mm", "km", "m2", "m3", "l", "liter", "dB", "°C", "stk/time", "stk/min", "varer", "kasser", "paller" }

local function only_amounts(fields)
  return schema.set(fields, { "observationer[].maalinger" }, { only = among("enhed", MAENGDER) })
end

-- The placement's last day, where the case tells it.
local function last_day(case, id)
  for _, p in ipairs(case.placeringer or {}) do
    if p.id == id then
      return p.slut
    end
  end
end

-- Considerations and aids that had begun before the placement ended: what came later was tried elsewhere.
local function only_until(fields, case, id)
  local last = last_day(case, id)
  local function begun(list, key)
    local ids = {}
    for _, item in ipairs(list or {}) do
      if item.id and (not last or not item[key] or item[key] <= last) then
        ids[#ids + 1] = item.id
      end
    end
    return among("id", ids)
  end
  fields = schema.set(fields, { "skaanehensyn" }, { only = begun(case.skaanehensyn, "fra") })
  return schema.set(fields, { "hjaelpemidler" }, { only = begun(case.hjaelpemidler, "afproevet_fra") })
end

local function employer_of(case, id)
  if case.praktikplan and case.praktikplan.arbejdsgiver then
    return case.praktikplan.arbejdsgiver.navn
  end
  for _, p in ipairs(case.placeringer or {}) do
    if p.id == id then
      return p.arbejdsgiver.navn
    end
  end
end

-- Each reader: { felter, cpr, stopper, hvem }.
local function arbejdsgiver(fields, report, case, own)
  local id, fault = own_placement(case, own)
  if fault then
    return { fejl = fault }
  end
  local seen = schema.only(fields, schema.join(FAELLES, EGNE[report] or {}))
  seen = schema.set(seen, { "borger.cpr" }, { mask = "all" })
  seen = schema.set(seen, { "logbog[].status" }, { shown_as = UDEN_SYGDOM })
  seen = only_until(only_amounts(noted_at_work(only_own(seen, id))), case, id)
  return { felter = seen, hvem = employer_of(case, id), udelader = { "observationer" },
    stopper = { "fortrolighed", "helbred", "diagnose", "tredjepart", "identifikator" } }
end

local function borger(fields, _, case)
  local seen = schema.without(fields, schema.join(ANDRE, UNDERSKRIFTER, { "afsendelse" }))
  return { felter = uden_kolleger(schema.set(seen, { "borger.cpr" }, { mask = true })),
    hvem = case.borger.navn, stopper = { "tredjepart" } }
end

local function jobcenter(fields, _, case)
  local seen = schema.without(fields, schema.join(ANDRE, UNDERSKRIFTER, { "borger.bisidder.rolle" }))
  return { felter = uden_kolleger(schema.set(seen, { "borger.cpr" }, { mask = true })), cpr = "profil",
    hvem = case.myndighed.enhed or case.myndighed.navn, stopper = { "tredjepart" } }
end

local HVER = { arbejdsgiver = arbejdsgiver, borger = borger, jobcenter = jobcenter }

-- Every path that the reader sees: "helbred", "sammenfatning.foering", "logbog[].skala".
local function keys_of(fields)
  local out = {}
  for _, field in ipairs(fields) do
    out[field[1]] = true
    for _, item in ipairs(type(field.each) == "table" and field.each or {}) do
      out[field[1] .. "[]." .. item[1]] = true
    end
    for i = 1, #field[1] do
      if string.sub(field[1], i, i) == "." then
        out[string.sub(field[1], 1, i - 1)] = true
      end
    end
  end
  return out
end

--- For report.extract: what `reader` may see of a report with these fields.
function laesere.extract(fields, report, case, reader, own)
  if not HVER[reader] then
    return { fejl = "der er intet uddrag til '" .. reader .. "'; der er " .. text.list(laesere.navne) }
  end
  if own and reader ~= "arbejdsgiver" then
    return { fejl = "kun et uddrag til arbejdsgiver siger, hvilken praktik det er til" }
  end
  local out = HVER[reader](fields, report, case, own)
  if out.fejl then
    return out
  end
  return { navn = reader, felter = out.felter, cpr = out.cpr, stopper = out.stopper, udelader = out.udelader,
    oplysninger = { til = reader, hvem = out.hvem, med = keys_of(out.felter) } }
end

--- Is the part of a report under `key` shown? Always, but in an extract for somebody else.
function laesere.shows(info, key)
  local extract = info and info.uddrag
  return not extract or extract.med[key] == true
end

local LEFT_OUT = "ikke med i uddraget"

--- What stands in place of a value that is not there: that the case lacks it, or that the extract does.
function laesere.unsaid(info, key)
  return laesere.shows(info, key) and "ikke oplyst" or LEFT_OUT
end

--- What of `keys` is shown, for a template: { helbred = true, ... }; a key is a name and a path.
function laesere.shown(info, keys)
  local out = {}
  for name, path in pairs(keys) do
    out[name] = laesere.shows(info, path)
  end
  return out
end

local UNSAID = { ["ikke oplyst"] = true, ["ikke vurderet"] = true, ["kilde ikke oplyst"] = true,
  [phrase.missing] = true }

--- Where a page says that a case does not tell something, an employer's extract cannot know that: what
-- it does not hold may stand in the case. Gives `view` with other words there.
function laesere.reword(view, info)
  if not info.uddrag or info.uddrag.til ~= "arbejdsgiver" then
    return view
  end
  local function walk(value)
    if type(value) == "string" then
      return UNSAID[value] and LEFT_OUT or value
    elseif type(value) ~= "table" then
      return value
    end
    local out = {}
    for key, item in pairs(value) do
      out[key] = walk(item)
    end
    return out
  end
  return walk(view)
end

--- "Uddrag til arbejdsgiver: Nordsund Plejecenter", or nil.
function laesere.heading(info)
  local extract = info and info.uddrag
  return extract and phrase.join(table.pack("Uddrag til " .. extract.til, extract.hvem), ": ") or nil
end

return laesere
