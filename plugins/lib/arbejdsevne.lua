--- Effective working capacity: four numbers per task, never one for the person (domain 4.4).

local phrase = use("phrase")
local fremmoede = use("fremmoede")
local plan = use("plan")
local tid = use("kontrol_tid")

local arbejdsevne = {}

--- One row: hours per day and week, intensity, effective hours. What has no reference stays nil.
function arbejdsevne.row(item)
  local week = item.timer_pr_dag and item.dage_pr_uge and item.timer_pr_dag * item.dage_pr_uge
  local pct = item.effektivitet_pct
  return {
    timer_pr_dag = item.timer_pr_dag,
    dage_pr_uge = item.dage_pr_uge,
    timer_pr_uge = week and stat.round(week, 2),
    intensitet = pct,
    effektiv_pr_dag = pct and item.timer_pr_dag and stat.round(item.timer_pr_dag * pct / 100, 2),
    effektiv_pr_uge = pct and week and stat.round(week * pct / 100, 2),
  }
end

--- What the percentage should be, or nil without a reference.
function arbejdsevne.intensity(item)
  if item.maengde and item.norm and item.norm > 0 then
    return item.maengde / item.norm * 100
  end
  return nil
end

-- Did every agreed shift of the week run to its end, all equally long? Gives that length.
local function held(week)
  local length
  for _, entry in ipairs(week.indfoersler) do
    if fremmoede.counts(entry) then
      local minutes = fremmoede.gross(entry, entry.planlagt)
      if entry.status == "gaaet_foer_tid" or not fremmoede.came(entry)
        or (length and length ~= minutes) then
        return nil
      end
      length = minutes
    end
  end
  return length
end

-- Weekdays of a week without its public holidays, of which a log may have entries or not.
local function workdays(week)
  local n, monday = 0, date.monday(week)
  for i = 0, 4 do
    n = n + (plan.public_holiday(date.add(monday, i)) and 0 or 1)
  end
  return n
end

-- Does the placement last through the working days of the week, and no pause of the course touch them?
local function is_whole(case, p, week)
  local monday = date.monday(week)
  local friday = date.add(monday, 4)
  for _, pause in ipairs(case.forloeb and case.forloeb.pauser or {}) do
    if (pause.fra or "") <= friday and (pause.til or "9999") >= monday then
      return false
    end
  end
  return (p.start or "") <= monday and (p.slut or "9999") >= friday
end

--- How many shifts the step-up of a placement gives a week at least: holidays may take some. 0 where it
-- does not say, and in weeks that the placement or a pause cuts short.
function arbejdsevne.agreed_days(case, p, week)
  local days, from = 0, ""
  for _, step in ipairs(arbejdsevne.steps(p)) do
    if step.fra_uge <= week and step.fra_uge >= from then
      days, from = step.dage, step.fra_uge
    end
  end
  if days == 0 or not is_whole(case, p, week) then
    return 0
  end
  return math.max(0, days - (5 - workdays(week)))
end

-- First and last week of a placement, or of its log where that has others. Weeks after all that is logged
-- have not come yet, or nobody has written about them: nothing is missing there.
local function span(case, p, weeks)
  local from, til, last = weeks[1].uge, weeks[#weeks].uge, ""
  for _, entry in ipairs(case.logbog) do
    last = entry.dato and entry.dato > last and entry.dato or last
  end
  local start = p.start and date.week(p.start) or from
  local slut = p.slut and date.week(p.slut < last and p.slut or last) or til
  return start < from and start or from, slut > til and slut or til
end

-- Every week of a placement: { uge, mangler, fri, minutter }. `mangler`: the log has fewer shifts than were
-- agreed; `minutter`: the length of its shifts where the log has all of them and they were held.
local function weeks_of(case, p, log)
  local out, at = {}, {}
  local weeks = fremmoede.weeks(log)
  for _, week in ipairs(weeks) do
    at[week.uge] = week
  end
  for week in date.weeks(span(case, p, weeks)) do
    local known = at[week]
    local n = known and #known.indfoersler or 0
    local lacks = n < arbejdsevne.agreed_days(case, p, week)
    out[#out + 1] = { uge = week, mangler = lacks, fri = known and known.base == 0,
      minutter = known and not lacks and held(known) or nil }
  end
  return out
end

--- The longest run of weeks in which the agreed time was held and was the same, and the weeks in which the
-- log of a placement has fewer shifts than were agreed.
-- `{ uger = 4, fra = "2026-W09", til = "2026-W12", minutter = 150 }`, nil without such a week. Stable means
-- four weeks or more. A week that is not in the log ends a run, one with days off alone does not.
function arbejdsevne.stable(case, p, log)
  local best, run, lacking = nil, nil, {}
  for _, week in ipairs(weeks_of(case, p, log)) do
    local length = week.minutter
    if length and run and run.minutter == length then
      run = { uger = run.uger + 1, fra = run.fra, til = week.uge, minutter = length }
    elseif length then
      run = { uger = 1, fra = week.uge, til = week.uge, minutter = length }
    elseif not week.fri or week.mangler then
      run = nil
    end
    lacking[#lacking + 1] = week.mangler and week.uge or nil
    if run and (not best or run.uger >= best.uger) then
      best = run
    end
  end
  return best, lacking
end

local STABLE = 4 -- weeks

-- The log of a placement in order of date.
local function log_of(case, id)
  local out = {}
  for _, entry in ipairs(fremmoede.ordered(case.logbog)) do
    if id and entry.placering == id then
      out[#out + 1] = entry
    end
  end
  return out
end

-- What the log says about the time of a placement: { run =, grund =, kort = }. `grund` is why stability
-- cannot be counted, `kort` the same for page 1; nil without a log.
local function counted(case, p)
  local log = log_of(case, p.id)
  if #log == 0 then
    return nil
  elseif fremmoede.is_extract(case) then
    return { grund = "uddraget (" .. fremmoede.basis(case) .. ").", kort = "uddraget." }
  end
  local run, lacking = arbejdsevne.stable(case, p, log)
  if #lacking > 0 and not (run and run.uger >= STABLE) then
    return { grund = "logbogen: den har færre vagter end aftalt i " .. tid.week_list(lacking) .. ".",
      kort = "logbogen, der mangler vagter." }
  end
  return { run = run }
end

--- Was the agreed time of a placement held for four weeks? One sentence, or two; nil without a log.
function arbejdsevne.stability(case, p)
  local found = counted(case, p)
  if not found then
    return nil
  elseif found.grund then
    return "Om den er holdt, kan ikke opgøres af " .. found.grund
  elseif not found.run then
    return "Ikke stabil i fire uger. Ingen uge i logbogen er uden fravær."
  end
  local run = found.run
  local weeks = text.number(run.uger) .. (run.uger == 1 and " uge" or " uger i træk") .. " (" ..
    phrase.weeks(run.fra, run.til) .. "), " .. phrase.in_hours(run.minutter / 60) .. " pr. vagt."
  return run.uger >= STABLE and "Aftalt tid er holdt i " .. weeks or "Ikke stabil i fire uger. Længst er " .. weeks
end

--- The same in short, for a shift of `minutes`: "Holdt 3 uger i træk; ikke stabil i fire uger."
function arbejdsevne.stability_short(case, p, minutes)
  local found = counted(case, p)
  if not found then
    return nil
  elseif found.kort then
    return "Om tiden er holdt, kan ikke opgøres af " .. found.kort
  elseif not found.run then
    return "Ikke stabil i fire uger."
  end
  local run = found.run
  local held_for = "Holdt " .. phrase.count(run.uger, "uge", "uger i træk") ..
    (run.minutter ~= minutes and " på " .. phrase.in_hours(run.minutter / 60) or "")
  return held_for .. (run.uger >= STABLE and "." or "; ikke stabil i fire uger.")
end

--- The steps of a step-up, of a placement or of a plan, that say week, days and hours.
function arbejdsevne.steps(p)
  local out = {}
  for _, step in ipairs(p.optrapning or {}) do
    if step.fra_uge and step.dage and step.timer_pr_dag then
      out[#out + 1] = step
    end
  end
  return out
end

return arbejdsevne
