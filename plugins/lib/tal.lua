--- What a case has of the figures that a text may speak of: hours a week, intensities, values of a scale
-- that follow each other, medians. Each is counted when the first sentence needs it.

local fremmoede = use("fremmoede")
local arbejdsevne = use("arbejdsevne")
local skala = use("skala")
local tendens = use("tendens")
local udsnit = use("udsnit")

local tal = {}

-- Every number of hours a week that the case itself has.
local function weekly(case)
  local out = {}
  local function put(h)
    out[#out + 1] = h
  end
  put(case.bestilling and case.bestilling.timer_pr_uge)
  for _, p in ipairs(case.placeringer or {}) do
    for _, step in ipairs(arbejdsevne.steps(p)) do
      put(step.dage * step.timer_pr_dag)
    end
  end
  for _, job in ipairs(case.baggrund and case.baggrund.erhverv or {}) do
    put(job.timer_pr_uge)
  end
  for _, e in ipairs(case.effektiv_arbejdsevne or {}) do
    local r = arbejdsevne.row(e)
    put(r.timer_pr_uge)
    put(r.effektiv_pr_uge)
  end
  for _, week in ipairs(fremmoede.weeks(case.logbog)) do
    put(week.netto_min / 60)
    put(week.tilstede_min / 60)
    put(week.planlagt_min / 60)
  end
  return out
end

local NORM = { norm = true, reference = true, ordinaer = true }

-- Every intensity that the case has, or that two measured values of an observation give.
local function intensities(case)
  local out, any = { 100 }, false
  for _, e in ipairs(case.effektiv_arbejdsevne or {}) do
    out[#out + 1] = e.effektivitet_pct
    any = any or e.effektivitet_pct ~= nil
  end
  for _, o in ipairs(case.observationer or {}) do
    for _, m in ipairs(o.maalinger or {}) do
      if m.vaerdi and m.reference and m.reference > 0 then
        out[#out + 1] = m.vaerdi / m.reference * 100
      end
      for _, other in ipairs(NORM[m.navn or ""] and (m.vaerdi or 0) > 0 and o.maalinger or {}) do
        out[#out + 1] = other.vaerdi and other.vaerdi / m.vaerdi * 100
      end
    end
  end
  return any and out or nil
end

local function put_series(out, m, area)
  local before = {}
  for _, point in ipairs(tendens.series(m)) do
    local value = tendens.value(point, area)
    for _, old in ipairs(value and before or {}) do
      out[#out + 1] = { old, value }
    end
    before[#before + 1] = value
  end
end

-- Pairs of values of the measurements, the earlier first; nil without a series.
local function measured(case)
  local out = {}
  for _, m in ipairs(case.maalinger or {}) do
    put_series(out, m, nil)
    for _, area in ipairs(m.omraader or {}) do
      put_series(out, m, area.id)
    end
  end
  return #out > 0 and out or nil
end

local function before_and_after(out, log, id)
  local foer, efter = skala.summary(log, id, "foer"), skala.summary(log, id, "efter")
  out[#out + 1] = foer and efter and { foer.median, efter.median } or nil
end

-- Before and after: of every shift, of every part of the log in median, of an observation.
local function noted(case)
  local out = {}
  for _, scale in ipairs(skala.of(case.logbog)) do
    for _, entry in ipairs(case.logbog) do
      out[#out + 1] = { skala.value(entry, scale.id, "foer") or -1, skala.value(entry, scale.id, "efter") or -1 }
    end
    for _, part in ipairs(udsnit.parts(case)) do
      before_and_after(out, part.log, scale.id)
    end
  end
  for _, o in ipairs(case.observationer or {}) do
    for i, m in ipairs(o.maalinger or {}) do
      local following = o.maalinger[i + 1]
      out[#out + 1] = following and { m.vaerdi or -1, following.vaerdi or -1 } or nil
    end
  end
  return out
end

-- Medians of every scale over every part of the log that a text may mean.
local function medians(case)
  if #(case.logbog or {}) == 0 or fremmoede.is_extract(case) then
    return nil
  end
  local out = {}
  for _, scale in ipairs(skala.of(case.logbog)) do
    for _, part in ipairs(udsnit.parts(case)) do
      for _, ending in ipairs({ "foer", "efter", "naeste_dag", "alene" }) do
        local found = skala.summary(part.log, scale.id, ending)
        out[#out + 1] = found and found.median or nil
      end
    end
  end
  return #out > 0 and out or nil
end

local COUNTED = { ugetimer = weekly, intensiteter = intensities, maalt = measured, noteret = noted, medianer = medians }

--- A table that remembers what was counted of `case`.
function tal.of(case)
  return { sag = case }
end

--- The list at `key`, or false when the case has nothing to count there.
function tal.get(facts, key)
  if facts[key] == nil then
    facts[key] = COUNTED[key](facts.sag) or false
  end
  return facts[key]
end

--- Is `n` in the list, give or take?
function tal.near(list, n, within)
  for _, other in ipairs(list) do
    if math.abs(other - n) <= within then
      return true
    end
  end
  return false
end

--- Is there such a pair of values, the earlier first?
function tal.has_pair(list, a, b)
  for _, p in ipairs(list) do
    if p[1] == a and p[2] == b then
      return true
    end
  end
  return false
end

return tal
