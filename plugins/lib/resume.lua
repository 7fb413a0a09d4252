--- The summary on page 1 of a dossier: eight fixed questions, sentence patterns filled from data.
-- No free prose, no recommendation, no figure for the person as a whole (domain 3.2, section 3).

local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local tendens = use("tendens")
local skala = use("skala")
local arbejdsevne = use("arbejdsevne")
local logbogsvisning = use("logbogsvisning")
local iagttagelser = use("iagttagelser")
local tid = use("kontrol_tid")

local resume = {}

local UNKNOWN = "Ikke oplyst"
local RECENT_WEEKS = 4
local FEWEST_REFS = 3 -- where there are as many
local LONGEST_LIST = 130 -- characters that two lines hold

local function row(question, lead, more, sections, refs)
  return { spoergsmaal = question, svar = lead, uddybning = more or "", afsnit = sections,
    henvisninger = table.concat(refs or {}, ", ") }
end

local function number_or_dash(n)
  return n and text.number(n) or "–"
end

local function sentences(...)
  return phrase.join(table.pack(...), " ")
end

-- Both sentences as far as two lines hold them, else the first.
local function limited(first, second)
  local both = sentences(first, second)
  return text.len(both) <= LONGEST_LIST and both or first
end

-- Sections that are printed, of those named.
local function present(vis, ...)
  local out = {}
  for _, name in ipairs({ ... }) do
    if vis[name] then
      out[#out + 1] = name
    end
  end
  return out
end

-- Tasks by outcome, as far as the case states outcomes.
local function outcomes(case)
  local by, any = {}, false
  for _, p in ipairs(case.placeringer or {}) do
    for _, task in ipairs(p.opgaver or {}) do
      if task.udfald then
        by[task.udfald] = by[task.udfald] or {}
        table.insert(by[task.udfald], task.navn)
        any = true
      end
    end
  end
  return any and by or nil
end

local function named(label, names)
  return names and #names > 0 and label .. ": " .. phrase.lower(phrase.names(names)) .. "." or nil
end

local function all_tasks(case)
  local out, seen = {}, {}
  for _, p in ipairs(case.placeringer or {}) do
    for _, task in ipairs(p.opgaver or {}) do
      if not seen[task.navn] then
        out[#out + 1], seen[task.navn] = task.navn, true
      end
    end
  end
  return out
end

-- What a count of shifts is of.
local function the_log(case)
  return fremmoede.is_extract(case) and "logbogens uddrag" or "logbogen"
end

local function tasks(case, vis)
  local where = present(vis, "opgaver", "iagttagelser")
  local by = outcomes(case)
  if by then
    local done = by.gennemfoert or {}
    local refs = iagttagelser.of_tasks(case, done, FEWEST_REFS)
    return row("Hvilke opgaver?", #done > 0 and phrase.names(done) or "Ingen opgaver er gennemført",
      sentences("Gennemført i praktik.", named("Delvist", by.delvist), named("Ikke gennemført", by.ikke_gennemfoert),
        named("Udgået", by.udgaaet)), where, refs)
  end
  local late, early, from, til = logbogsvisning.recent(case.logbog, RECENT_WEEKS)
  if #late > 0 then
    local refs = iagttagelser.of_tasks(case, late, FEWEST_REFS)
    return row("Hvilke opgaver?", phrase.names(late), limited("Gennemførte vagter i " .. the_log(case) .. ", " ..
      phrase.weeks(from, til) .. ".", named("Tidligere", early)), where, refs)
  end
  local tried = all_tasks(case)
  if #tried == 0 then
    return row("Hvilke opgaver?", UNKNOWN, nil, where)
  end
  return row("Hvilke opgaver?", phrase.names(tried), "Afprøvet i praktik. Udfaldet er ikke oplyst pr. opgave.",
    where, iagttagelser.of_tasks(case, tried, FEWEST_REFS))
end

-- The last step of the step-up of the last placement that has one.
local function last_step(case)
  local best, where
  for _, p in ipairs(case.placeringer or {}) do
    for _, step in ipairs(arbejdsevne.steps(p)) do
      if not best or step.fra_uge >= best.fra_uge then
        best, where = step, p
      end
    end
  end
  return best, where
end

local function first_step(case)
  local best
  for _, p in ipairs(case.placeringer or {}) do
    for _, step in ipairs(arbejdsevne.steps(p)) do
      if not best or step.fra_uge < best.fra_uge then
        best = step
      end
    end
  end
  return best
end

-- "9 af 12 vagter på 3 timer er gennemført."
local function completed(case, minutes)
  local n, done = 0, 0
  for _, entry in ipairs(fremmoede.ordered(case.logbog)) do
    if fremmoede.counts(entry) and fremmoede.gross(entry, entry.planlagt) == minutes then
      n = n + 1
      done = done + ((entry.status == "moedt" or entry.status == "moedt_forsinket") and 1 or 0)
    end
  end
  if n == 0 then
    return nil
  end
  return "I " .. the_log(case) .. " er " .. text.number(done) .. " af " .. phrase.count(n, "vagt", "vagter") .. " på " ..
    phrase.in_hours(minutes / 60) .. " gennemført."
end

local GONE = { afbud = "afbud", sygdom = "sygdom", udeblevet = "udeblivelse" }

--- The longest shift beyond the agreed length, the log entry, and what came on the next day.
local function longest(case, minutes)
  local best, after
  local log = fremmoede.ordered(case.logbog)
  for i, entry in ipairs(log) do
    local length = fremmoede.came(entry) and fremmoede.gross(entry, entry.planlagt) or 0
    if length > minutes and (not best or length > fremmoede.gross(best, best.planlagt)) then
      best, after = entry, log[i + 1]
    end
  end
  if best and after and not (date.days(best.dato, after.dato) <= 1 and GONE[after.status]) then
    after = nil
  end
  return best, after
end

local function longest_sentence(case, minutes)
  local best, after = longest(case, minutes)
  if not best then
    return nil
  end
  local hours = phrase.in_hours(fremmoede.gross(best, best.planlagt) / 60)
  if after then
    return text.capital(hours) .. " den " .. phrase.day(best.dato) .. " blev fulgt af " ..
      GONE[after.status] .. " næste dag."
  end
  return "Længste vagt i " .. the_log(case) .. ": " .. hours .. " den " .. phrase.day(best.dato) .. "."
end

local function duration(case, vis)
  local step, p = last_step(case)
  local refs = iagttagelser.ids(case, "arbejdstid", 3)
  local where = present(vis, "effektiv", "logbog")
  if not step then
    return row("Hvor længe?", UNKNOWN, nil, where, refs)
  end
  local _, course_end = tid.course(case)
  local slut = p.slut or course_end
  local weeks = slut and date.week(slut) >= step.fra_uge and phrase.weeks(step.fra_uge, date.week(slut))
    or "fra uge " .. date.week_number(step.fra_uge)
  local minutes = stat.round(step.timer_pr_dag * 60)
  return row("Hvor længe?", text.number(step.timer_pr_dag) .. (step.timer_pr_dag == 1 and " time" or " timer") ..
    " om dagen, " .. phrase.count(step.dage, "dag", "dage") .. " om ugen",
    limited(limited(sentences("Aftalt i " .. weeks .. ".", arbejdsevne.stability_short(case, p, minutes)),
      completed(case, minutes)), longest_sentence(case, minutes)), where, refs)
end

local function measured(case)
  local list, dates, missing, refs, by = {}, {}, {}, {}, {}
  for _, item in ipairs(case.effektiv_arbejdsevne or {}) do
    if item.effektivitet_pct then
      list[#list + 1] = item.opgave .. " " .. text.number(item.effektivitet_pct) .. " %"
      by[phrase.lower(v.label("rolle", item.vurderet_af))] = true
    else
      missing[#missing + 1] = item.opgave
    end
    for _, id in ipairs(item.grundlag or {}) do
      local o = iagttagelser.find(case, id)
      if item.effektivitet_pct then
        refs[#refs + 1] = id
        dates[#dates + 1] = o and o.dato and phrase.day(o.dato)
      end
    end
  end
  local who = {}
  for role in pairs(by) do
    who[#who + 1] = role
  end
  return list, missing, refs, dates, who
end

local function quantity(case, vis)
  local list, missing, refs, dates, who = measured(case)
  local where = present(vis, "effektiv")
  if #list == 0 then
    return row("Hvor meget?", "Ikke vurderet", #missing > 0 and named("Ikke vurderet", missing)
      or "Mængden er ikke sammenlignet med en ordinær medarbejder.", where, refs)
  end
  local when = #dates > 0 and " " .. text.list(dates) or ""
  return row("Hvor meget?", phrase.enumerate(list), sentences("Målt af " .. text.list(who) ..
    " mod en ordinær medarbejder" .. when .. ".", named("Ikke vurderet", missing)), where, refs)
end

-- "S-1 til S-6"
local function id_range(list)
  if #list == 0 then
    return nil
  end
  local first, last = list[1].id or phrase.missing, list[#list].id or phrase.missing
  return #list == 1 and first or first .. " til " .. last
end

local function texts(list, key)
  local out = {}
  for i, item in ipairs(list) do
    out[i] = phrase.stop(item[key])
  end
  return table.concat(out, " ")
end

local function categories(list)
  local out, seen = {}, {}
  for _, item in ipairs(list) do
    local name = v.label("hensyn", item.kategori or "andet")
    if not seen[name] then
      out[#out + 1], seen[name] = name, true
    end
  end
  return text.capital(text.list(out)) .. "."
end

local function considerations(case, vis)
  local s, h = case.skaanehensyn or {}, case.hjaelpemidler or {}
  local where = present(vis, "hensyn")
  if #s + #h == 0 then
    return row("Med hvilke hensyn?", UNKNOWN, nil, where)
  end
  local parts, refs = {}, {}
  if #s > 0 then
    parts[#parts + 1] = phrase.number(#s, true) .. " hensyn"
  end
  if #h > 0 then
    parts[#parts + 1] = phrase.number(#h, true) .. (#h == 1 and " hjælpemiddel" or " hjælpemidler")
  end
  refs[#refs + 1] = id_range(s)
  refs[#refs + 1] = id_range(h)
  local more = texts(s, "tekst")
  if text.len(more) > LONGEST_LIST then
    more = categories(s)
  elseif #s == 0 then
    more = texts(h, "navn")
  end
  return row("Med hvilke hensyn?", text.capital(text.list(parts)), more, where, refs)
end

local function aftermath(case, vis)
  local main, where = skala.main(case.logbog), present(vis, "logbog")
  if not main then
    return row("Hvad sker bagefter?", UNKNOWN, nil, where)
  end
  local before = skala.summary(case.logbog, main.id, "foer")
  local after = skala.summary(case.logbog, main.id, "efter")
  local top, value = skala.highest(case.logbog, main.id)
  local step = last_step(case)
  local best = step and longest(case, stat.round(step.timer_pr_dag * 60)) or nil
  local refs = { top.id }
  local said
  if best and best.eftervirkning then
    said = "Efter " .. phrase.in_hours(fremmoede.gross(best, best.planlagt) / 60) .. ": " ..
      phrase.quote(best.eftervirkning)
    refs[#refs + 1] = best.id ~= top.id and best.id or nil
  end
  return row("Hvad sker bagefter?", text.capital(main.navn) .. ": " .. text.number(before.median) ..
    " før og " .. text.number(after.median) .. " efter vagten", sentences("Median af " ..
    phrase.count(after.antal, "vagt", "vagter") .. " i " .. the_log(case) .. ", skala 0–10. Højest efter en vagt: " ..
    text.number(value) .. ", " .. phrase.day(top.dato) .. ".", said), where, refs)
end

local function shift_change(case)
  local first, last = first_step(case), last_step(case)
  if not first or first.timer_pr_dag == last.timer_pr_dag then
    return nil
  end
  return "vagten gik fra " .. text.number(first.timer_pr_dag) .. " til " .. phrase.in_hours(last.timer_pr_dag)
end

-- First and latest value of the citizen's own scale, and what the scale asks.
local function own_scale(m)
  local t = tendens.of(m)
  if not t or t.antal < 2 or not tendens.is_one(m) then
    return nil
  end
  local way = m.retning and ", " .. v.label("retning", m.retning) or ""
  return "egen vurdering fra " .. text.number(t.foerste) .. " til " .. text.number(t.seneste),
    phrase.stop(m.navn .. " (0–10" .. way .. ")")
end

-- The size of the deepest fall between two measurements of an area, 0 when it never fell.
local function deepest(m, area)
  local fall = 0
  for _, change in ipairs(tendens.changes(m, area.id)) do
    fall = math.max(fall, -change.spring)
  end
  return fall
end

-- The areas that fell most on the way, with every value: "Arbejdsintensitet i fire målinger: 0, 1, −1, 2."
local function falls(m)
  local out, most = {}, 1
  for _, area in ipairs(m.omraader or {}) do
    most = math.max(most, deepest(m, area))
  end
  for _, area in ipairs(m.omraader or {}) do
    if deepest(m, area) == most then
      local values = {}
      for _, point in ipairs(tendens.series(m)) do
        values[#values + 1] = number_or_dash(tendens.value(point, area.id))
      end
      out[#out + 1] = area.navn .. " i " .. phrase.number(#values) .. " målinger: " ..
        table.concat(values, ", ") .. "."
    end
  end
  return #out > 0 and table.concat(out, " ") or nil
end

local function development(case, vis)
  local leads, more, refs = {}, {}, {}
  leads[#leads + 1] = shift_change(case)
  for _, m in ipairs(case.maalinger or {}) do
    if m.instrument == "skala-0-10" then
      local lead, question = own_scale(m)
      leads[#leads + 1], more[#more + 1] = lead, question
    elseif m.instrument == "stoette-5" then
      more[#more + 1] = falls(m)
    end
    refs[#refs + 1] = m.id
  end
  local where = present(vis, "udvikling")
  if #leads == 0 then
    return row("Ændrer det sig?", UNKNOWN, table.concat(more, " "), where, refs)
  end
  return row("Ændrer det sig?", text.capital(table.concat(leads, ", ")), table.concat(more, " "), where, refs)
end

-- What a case counts of attendance: its own block, else the log. Hours of a log are those present, as
-- planned ones have their pauses, too.
local function attendance(case)
  local f = case.fremmoede
  if f and f.aftalte_dage and f.moedte_dage then
    local base = f.aftalte_dage - (f.aftalt_fri or 0) - (f.helligdage or 0)
    return { base = base, moedt = f.moedte_dage, afbud = f.afbud_meldt, sygdom = f.sygdom,
      udeblevet = f.udeblevet, foer_tid = f.gaaet_foer_tid, aftalte = f.aftalte_timer,
      timer = f.gennemfoerte_timer, fri = f.aftalt_fri, helligdage = f.helligdage }
  end
  local log = fremmoede.of(case.logbog)
  return log and { base = log.base, moedt = log.fremmoedt, afbud = log.afbud, sygdom = log.sygdom,
    udeblevet = log.udeblevet, foer_tid = log.gaaet_foer_tid, fri = log.aftalt_fri,
    helligdage = log.helligdag, lukket = log.lukket, aftalte = stat.round(log.planlagt_min / 60, 2),
    timer = stat.round(log.tilstede_min / 60, 2), er_log = true } or nil
end

resume.attendance = attendance

--- "3 afbud og 1 udeblivelse"
function resume.absences(a)
  local parts = {}
  for _, kind in ipairs({ { a.afbud, "afbud", "afbud" }, { a.sygdom, "sygedag", "sygedage" },
    { a.udeblevet, "udeblivelse", "udeblivelser" } }) do
    if kind[1] and kind[1] > 0 then
      parts[#parts + 1] = phrase.count(kind[1], kind[2], kind[3])
    end
  end
  return #parts > 0 and text.list(parts) or "intet fravær"
end

--- What is said in place of figures when nothing was agreed.
function resume.no_shifts(a)
  return "Ingen aftalte vagter i " .. (a.er_log and "logbogen" or "perioden")
end

--- "33 af 37 dage (89 %)"
function resume.days(a)
  local share = a.base > 0 and " (" .. text.number(stat.round(a.moedt / a.base * 100)) .. " %)" or ""
  return text.number(a.moedt) .. " af " .. phrase.count(a.base, "dag", "dage") .. share
end

local function came(case, vis)
  local a, where = attendance(case), present(vis, "fremmoede")
  if not a then
    return row("Fremmøde", UNKNOWN, nil, where)
  elseif a.base == 0 then
    return row("Fremmøde", resume.no_shifts(a), nil, where)
  end
  local early = (a.foer_tid or 0) > 0 and text.number(a.foer_tid) .. " af de " .. text.number(a.moedt) ..
    " dage gik borger før tid." or nil
  local hours = a.aftalte and a.timer and text.number(a.timer) .. " af " .. text.number(a.aftalte) ..
    " aftalte timer" .. (a.er_log and ", med pauser." or " er gennemført.") or nil
  return row("Fremmøde", resume.days(a), sentences(text.capital(resume.absences(a)) .. ".", early, hours), where)
end

-- The citizen's latest quotation in an observation, else the latest words in the log.
local function voice(case)
  local list = iagttagelser.ordered(case.observationer)
  for i = #list, 1, -1 do
    local o = list[i]
    if o.citat and o.citat_af == "borger" then
      return o.citat, phrase.join(table.pack("Borger", o.opgave and phrase.lower(o.opgave) .. (o.dato and " " ..
        date.long(o.dato) or "")), ", "), o.id, "iagttagelser"
    end
  end
  local log = fremmoede.ordered(case.logbog)
  for i = #log, 1, -1 do
    if log[i].borgers_ord then
      return log[i].borgers_ord, "Borger, logbog " .. date.long(log[i].dato), log[i].id, "logbog"
    end
  end
  return nil
end

local function own_words(case, vis)
  local quote, who, id, section = voice(case)
  if not quote then
    return nil
  end
  return { spoergsmaal = "Borgers egne ord", citat = phrase.quote(quote), kilde = who,
    afsnit = present(vis, section), henvisninger = id }
end

--- The eight rows. `vis` names the sections that are printed.
function resume.rows(case, vis)
  local out = { tasks(case, vis), duration(case, vis), quantity(case, vis), considerations(case, vis),
    aftermath(case, vis), development(case, vis), came(case, vis) }
  out[#out + 1] = own_words(case, vis)
  return out
end

return resume
