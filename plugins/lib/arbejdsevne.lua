--- Effective working capacity: four numbers per task, never one for the person (domain 4.4).

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

return arbejdsevne
