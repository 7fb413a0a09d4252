--- Effective working capacity: four numbers per task, never one for the person (domain 4.4).

local phrase = use("phrase")
local fremmoede = use("fremmoede")

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

--- The longest run of weeks with shifts in which the agreed time was held and was the same.
-- `{ uger = 4, fra = "2026-W09", til = "2026-W12", minutter = 150 }`, nil without a log. Stable
-- means four weeks or more.
function arbejdsevne.stable(log)
  local best, run
  for _, week in ipairs(fremmoede.weeks(log)) do
    local length = held(week)
    if length and run and run.minutter == length then
      run = { uger = run.uger + 1, fra = run.fra, til = week.uge, minutter = length }
    elseif length then
      run = { uger = 1, fra = week.uge, til = week.uge, minutter = length }
    elseif week.base > 0 then
      run = nil
    end
    if run and (not best or run.uger >= best.uger) then
      best = run
    end
  end
  return best
end

local function log_of(case, id)
  local out = {}
  for _, entry in ipairs(case.logbog or {}) do
    if id and entry.placering == id then
      out[#out + 1] = entry
    end
  end
  return out
end

--- Was the agreed time of a placement held for four weeks? One sentence, or two; nil without a log.
function arbejdsevne.stability(case, p)
  local log = log_of(case, p.id)
  if #log == 0 then
    return nil
  end
  local run = arbejdsevne.stable(log)
  if not run then
    return "Ikke stabil i fire uger. Ingen uge i logbogen er uden fravær."
  end
  local weeks = text.number(run.uger) .. (run.uger == 1 and " uge" or " uger i træk") .. " (" ..
    phrase.weeks(run.fra, run.til) .. "), " .. phrase.in_hours(run.minutter / 60) .. " pr. vagt."
  return run.uger >= 4 and "Aftalt tid er holdt i " .. weeks or "Ikke stabil i fire uger. Længst er " .. weeks
end

--- The same in short, for a shift of `minutes`: "Holdt 3 uger i træk; ikke stabil i fire uger."
function arbejdsevne.stability_short(case, p, minutes)
  local log = log_of(case, p.id)
  local run = arbejdsevne.stable(log)
  if not run then
    return #log > 0 and "Ikke stabil i fire uger." or nil
  end
  local held = "Holdt " .. phrase.count(run.uger, "uge", "uger i træk") ..
    (run.minutter ~= minutes and " på " .. phrase.in_hours(run.minutter / 60) or "")
  return held .. (run.uger >= 4 and "." or "; ikke stabil i fire uger.")
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
