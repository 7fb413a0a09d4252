--- The internship plan as dates: which shift on which day, hours per week, public holidays.

local plan = {}

-- Does the period have both ends, in order? A draft may lack one.
local function is_whole(period)
  return period.start ~= nil and period.slut ~= nil and period.start <= period.slut
end

--- ISO weeks that the period touches; 0 when it lacks an end.
function plan.n_weeks(period)
  local n = 0
  if not is_whole(period) then
    return n
  end
  for _ in date.weeks(date.week(period.start), date.week(period.slut)) do
    n = n + 1
  end
  return n
end

-- "09:30" as minutes of the day.
local function minute(t)
  return tonumber(string.sub(t, 1, 2)) * 60 + tonumber(string.sub(t, 4, 5))
end

--- Minutes of a planned day, pauses included; nil when it lacks a time. A shift may run past midnight.
function plan.minutes(day)
  if not day.start or not day.slut then
    return nil
  end
  return (minute(day.slut) - minute(day.start)) % 1440
end

--- The part of the weekly plan that a week belongs to.
function plan.part(p, week)
  for _, part in ipairs(p.ugeplan or {}) do
    if part.fra_uge and week >= part.fra_uge and week <= (part.til_uge or part.fra_uge) then
      return part
    end
  end
  return nil
end

-- Days on which the shift does not take place. Another effect than that leaves it standing.
local function cancelled(p)
  local out = {}
  for _, h in ipairs(p.helligdage or {}) do
    if not h.virkning or text.contains(text.lower(h.virkning), "bortfald")
      or text.contains(text.lower(h.virkning), "fri") then
      out[h.dato or ""] = h
    end
  end
  return out
end

local DAYS = { mandag = 0, tirsdag = 1, onsdag = 2, torsdag = 3, fredag = 4, ["lørdag"] = 5, ["søndag"] = 6 }

--- Every shift of the period in order: { dato, uge, dag, minutter }. With `all` also those that a
-- holiday cancels.
function plan.shifts(p, all)
  local out, off = {}, cancelled(p)
  if not is_whole(p.periode) then
    return out
  end
  for week in date.weeks(date.week(p.periode.start), date.week(p.periode.slut)) do
    local part = plan.part(p, week)
    for _, day in ipairs(part and part.dage or {}) do
      local minutes, after = plan.minutes(day), DAYS[day.dag or ""]
      local d = after and minutes and date.add(date.monday(week), after)
      if d and d >= p.periode.start and d <= p.periode.slut and (all or not off[d]) then
        out[#out + 1] = { dato = d, uge = week, dag = day, minutter = minutes }
      end
    end
  end
  return out
end

--- One item per week of the period: { uge, timer, fri = names of the holidays that cancel a shift }.
function plan.weeks(p)
  local out, at, off = {}, {}, cancelled(p)
  if not is_whole(p.periode) then
    return out
  end
  for week in date.weeks(date.week(p.periode.start), date.week(p.periode.slut)) do
    at[week] = { uge = week, timer = 0, fri = {} }
    out[#out + 1] = at[week]
  end
  for _, shift in ipairs(plan.shifts(p, true)) do
    local week = at[shift.uge]
    if off[shift.dato] then
      week.fri[#week.fri + 1] = off[shift.dato]
    else
      week.timer = week.timer + shift.minutter / 60
    end
  end
  for _, week in ipairs(out) do
    week.timer = stat.round(week.timer, 2)
  end
  return out
end

-- Easter Sunday of a year (anonymous Gregorian algorithm, whole numbers only).
local function easter(year)
  local a, b, c = year % 19, year // 100, year % 100
  local h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
  local l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
  local m = (a + 11 * h + 22 * l) // 451
  local n = h + l - 7 * m + 114
  local month, day = n // 31, n % 31 + 1
  return string.format("%04d-%02d-%02d", year, month, day)
end

local FIXED = {
  ["01-01"] = "nytårsdag", ["12-25"] = "1. juledag", ["12-26"] = "2. juledag",
}

local MOVING = {
  { -3, "skærtorsdag" }, { -2, "langfredag" }, { 0, "påskedag" }, { 1, "2. påskedag" },
  { 39, "Kristi himmelfartsdag" }, { 49, "pinsedag" }, { 50, "2. pinsedag" },
}

local kept = {}

-- The movable holidays of a year, by date. A chart asks for every day of it.
local function moving(year)
  local days = kept[year]
  if not days then
    local sunday = easter(year)
    days = {}
    for _, day in ipairs(MOVING) do
      days[date.add(sunday, day[1])] = day[2]
    end
    kept[year] = days
  end
  return days
end

--- The name of the Danish public holiday on `d`, or nil. Great Prayer Day ended with 2023.
function plan.public_holiday(d)
  return FIXED[string.sub(d, 6)] or moving(tonumber(string.sub(d, 1, 4)))[d]
end

return plan
