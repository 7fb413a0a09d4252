--- What a conclusion rests on: ids become things with a date and somebody who saw, measured or wrote.
-- Conclusions are answers, effects of considerations and aids, intensities, outcomes of goals, reasons
-- for a score, and the sentences of a log's summary. The checks (lib/kontrol_grundlag) and the annex
-- "Grundlag" (lib/grundlagsvisning) read the same list, so a page never claims what was not checked.

local v = use("vaerdier")
local phrase = use("phrase")
local iagttagelser = use("iagttagelser")

local grundlag = {}

local ID = "(?<![\\p{L}\\p{N}-])(?:[A-ZÆØÅ]{1,3}-\\d{1,4}(?![\\p{L}\\p{N}]|-\\d)|[Bb]ilag \\d{1,3}(?!\\d))"

--- Ids that a text names, in order, each once: { "O-11", "bilag 4" }.
function grundlag.named(s)
  local out, seen, at = {}, {}, 1
  local is_likely = s and (text.contains(s, "-") or text.contains(s, "ilag ")) -- nearly every text has none
  while is_likely do
    local from, til = re.find(s, ID, at)
    if not from then
      break
    end
    local id = phrase.lower(string.sub(s, from, til))
    id = re.find(id, "^bilag") and id or string.sub(s, from, til)
    if not seen[id] then
      out[#out + 1], seen[id] = id, true
    end
    at = til + 1
  end
  return out
end

local function who(k)
  return phrase.join(table.pack(v.label("rolle", k.rolle), k.navn), ", ") or "ikke oplyst"
end

local function measured(m)
  local dates = {}
  for _, point in ipairs(m.serie or {}) do
    dates[#dates + 1] = point.dato
  end
  table.sort(dates)
  return { dato = dates[1], til = dates[#dates],
    kilde = m.vurderet_af and "Måling, " .. m.vurderet_af or "Måling, " .. phrase.lower(m.navn) }
end

-- The index of a case is asked for by many checks and sections; none of them changes the case.
local kept = {}

local function make_index(case)
  local at = {}
  local function put(id, slags, ting, facts)
    if id and not at[id] then
      at[id] = { id = id, slags = slags, ting = ting, dato = facts.dato, til = facts.til, kilde = facts.kilde }
    end
  end
  for _, o in ipairs(case.observationer or {}) do
    put(o.id, "iagttagelse", o, { dato = o.dato, kilde = who(o.kilde or {}) })
  end
  for _, m in ipairs(case.maalinger or {}) do
    put(m.id, "maaling", m, measured(m))
  end
  for _, l in ipairs(case.logbog or {}) do
    put(l.id, "logbog", l, { dato = l.dato, kilde = "Borger, logbog" })
  end
  for _, s in ipairs(case.skaanehensyn or {}) do
    put(s.id, "hensyn", s, { dato = s.fra, kilde = "Skånehensyn, " .. phrase.lower(who(s.kilde or {})) })
  end
  for _, h in ipairs(case.hjaelpemidler or {}) do
    put(h.id, "hjaelpemiddel", h, { dato = h.afproevet_fra, kilde = "Hjælpemiddel, " .. phrase.lower(h.navn) })
  end
  for _, b in ipairs(case.bilag or {}) do
    put("bilag " .. text.number(b.nr or 0), "bilag", b, { dato = b.dato,
      kilde = phrase.join(table.pack(b.titel, b.udsteder), ", ") or "ikke oplyst" })
  end
  return at
end

--- Everything in the case that may be a basis, by id: { id, slags, dato, til, kilde, ting }.
function grundlag.index(case)
  kept[case] = kept[case] or make_index(case)
  return kept[case]
end

-- Ids as the index has them: "Bilag 2" is "bilag 2".
local function known(at, id)
  return at[id] and id or at[phrase.lower(id)] and phrase.lower(id) or nil
end

-- Those of `list` that exist.
local function held(at, list)
  local out = {}
  for _, id in ipairs(list or {}) do
    out[#out + 1] = known(at, id)
  end
  return out
end

local WITNESS = { iagttagelse = true, maaling = true, logbog = true, bilag = true }

-- Those that a text names and that witness something; a consideration is no witness of itself.
local function named(at, s)
  local out = {}
  for _, id in ipairs(held(at, grundlag.named(s))) do
    out[#out + 1] = WITNESS[at[id].slags] and id or nil
  end
  return out
end

--- Those of `observations` that have `id` in the list at `key`, as ids.
function grundlag.with(observations, key, id)
  local out = {}
  for _, o in ipairs(observations or {}) do
    for _, other in ipairs(o[key] or {}) do
      if other == id and o.id then
        out[#out + 1] = o.id
      end
    end
  end
  return out
end

-- The basis of what was written about an effect: what the case names, what the text names, else the
-- observations in which it was in use. The second value says which: "angivet", "naevnt" or "i_brug".
local function of_effect(observations, at, item, key)
  local list = held(at, item.grundlag)
  if #list > 0 then
    return list, "angivet"
  end
  list = named(at, item.effekt)
  if #list > 0 then
    return list, "naevnt"
  end
  return grundlag.with(observations, key, item.id), "i_brug"
end

local function answers(case, at, out)
  local questions = {}
  for _, q in ipairs(case.bestilling and case.bestilling.spoergsmaal or {}) do
    questions[q.id or ""] = q.tekst
  end
  for i, a in ipairs(case.besvarelse or {}) do
    if a.svar then
      out[#out + 1] = { slags = "svar", sti = "besvarelse[" .. i .. "]", id = a.spoergsmaal or phrase.missing,
        ting = a, udsagn = "Svar på: " .. (questions[a.spoergsmaal or ""] or phrase.missing), basis = held(at, a.grundlag) }
    end
  end
end

-- "ikke afprøvet" is no effect that needs a witness.
local NO_EFFECT = "(?i)^\\s*(?:endnu )?ikke (?:afprøvet|vurderet|målt|relevant|oplyst)\\b"

local function has_effect(item)
  return item.effekt ~= nil and not re.find(item.effekt, NO_EFFECT)
end

local function effects(case, at, observations, out)
  for i, s in ipairs(case.skaanehensyn or {}) do
    if has_effect(s) then
      out[#out + 1] = { slags = "hensyn", sti = "skaanehensyn[" .. i .. "]", id = s.id, udsagn = s.effekt, ting = s }
      out[#out].basis, out[#out].hvordan = of_effect(observations, at, s, "skaanehensyn_i_brug")
    end
  end
  for i, h in ipairs(case.hjaelpemidler or {}) do
    if has_effect(h) then
      out[#out + 1] = { slags = "hjaelpemiddel", sti = "hjaelpemidler[" .. i .. "]", id = h.id, udsagn = h.effekt,
        ting = h }
      out[#out].basis, out[#out].hvordan = of_effect(observations, at, h, "hjaelpemidler_i_brug")
    end
  end
end

-- "96 hæfter pr. 150 min"
local function quantity(e)
  return e.maengde and phrase.join(table.pack(text.number(e.maengde), e.enhed), " ")
end

local function capacity(case, at, out)
  for i, e in ipairs(case.effektiv_arbejdsevne or {}) do
    local pct = e.effektivitet_pct and text.number(e.effektivitet_pct) .. " % af en ordinær medarbejder"
      or "ikke sammenlignet med en ordinær medarbejder"
    out[#out + 1] = { slags = "arbejdsevne", sti = "effektiv_arbejdsevne[" .. i .. "]", ting = e,
      id = e.placering ~= "-" and e.placering or nil, basis = held(at, e.grundlag),
      udsagn = (e.opgave or phrase.missing) .. ": " .. phrase.join(table.pack(quantity(e), pct), ", ") }
  end
end

local OUTCOME = { opfyldt = true, ["delvist opfyldt"] = true, ["ikke opfyldt"] = true }

local function goals(case, observations, out)
  for i, m in ipairs(case.bestilling and case.bestilling.maal or {}) do
    if OUTCOME[m.status or ""] then
      out[#out + 1] = { slags = "maal", sti = "bestilling.maal[" .. i .. "]", id = m.id, ting = m,
        udsagn = text.capital(v.label("maalstatus", m.status)) .. ": " .. (m.tekst or phrase.missing),
        basis = grundlag.with(observations, "maal", m.id) }
    end
  end
end

-- What a reason for a score rests on: named in the list, else in the text.
local function reason(at, r)
  local list = held(at, r.grundlag)
  return #list > 0 and list or named(at, r.tekst)
end

local function scores(case, at, out)
  for i, m in ipairs(case.maalinger or {}) do
    local areas = {}
    for _, area in ipairs(m.omraader or {}) do
      areas[area.id or ""] = area.navn
    end
    for j, r in ipairs(m.begrundelser or {}) do
      local what = areas[r.omraade or ""] or m.navn or phrase.missing
      out[#out + 1] = { slags = "score", sti = "maalinger[" .. i .. "].begrundelser[" .. j .. "]", id = m.id, ting = r,
        udsagn = what .. ", " .. phrase.long(r.dato) .. ": " .. (r.tekst or phrase.missing), basis = reason(at, r) }
    end
  end
end

--- Every conclusion of a dossier: { slags, sti, id, udsagn, basis = { ids }, ting, hvordan }, as printed.
function grundlag.conclusions(case)
  local at, out, observations = grundlag.index(case), {}, iagttagelser.ordered(case.observationer)
  answers(case, at, out)
  goals(case, observations, out)
  effects(case, at, observations, out)
  capacity(case, at, out)
  scores(case, at, out)
  return out
end

return grundlag
