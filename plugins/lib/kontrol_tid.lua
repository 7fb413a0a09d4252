--- Structural rules about time: X04, X07 and X12 of domain 5.3. Dates lie inside the course and the
-- placement, ends lie after starts, weekdays and weeks fit their dates, minutes fit the clock.

local fremmoede = use("fremmoede")
local phrase = use("phrase")

local tid = {}

local function wrong(problem, path, message, suggestion, severity)
  problem(path, message, { code = "X04", suggestion = suggestion, severity = severity })
end

-- from <= til, where both are there.
local function ordered(problem, path, what, from, til)
  if from and til and til < from then
    wrong(problem, path, what .. ": slutdatoen " .. date.long(til) .. " ligger før startdatoen " ..
      date.long(from), "byt om på datoerne, eller ret den forkerte")
    return false
  end
  return true
end

--- The days a course lasts: start and end as far as they are known.
function tid.course(case)
  local c = case.forloeb or {}
  return c.start, c.slut_faktisk or c.slut_planlagt
end

local function outside(d, from, til)
  return d ~= nil and ((from ~= nil and d < from) or (til ~= nil and d > til))
end

--- X04 for the course, its phases and its placements.
function tid.courses(case, problem)
  local c, from, til = case.forloeb or {}, tid.course(case)
  ordered(problem, "forloeb.slut_planlagt", "forløbet", c.start, c.slut_planlagt)
  ordered(problem, "forloeb.slut_faktisk", "forløbet", c.start, c.slut_faktisk)
  for _, list in ipairs({ "faser", "pauser" }) do
    for i, part in ipairs(c[list] or {}) do
      local path = "forloeb." .. list .. "[" .. i .. "]"
      ordered(problem, path .. ".til", part.navn or "pausen", part.fra, part.til)
      if outside(part.fra, from, til) or outside(part.til, from, til) then
        wrong(problem, path, (part.navn or "pausen") .. " ligger uden for forløbet " ..
          phrase.period(from, til), "ret datoerne", "warning")
      end
    end
  end
  for i, p in ipairs(case.placeringer or {}) do
    local path = "placeringer[" .. i .. "]"
    if ordered(problem, path .. ".slut", "praktik " .. (p.id or i), p.start, p.slut)
      and (outside(p.start, from, til) or outside(p.slut, from, til)) then
      wrong(problem, path .. ".start", "praktik " .. (p.id or i) .. " ligger uden for forløbet " ..
        phrase.period(from, til), "ret praktikkens eller forløbets datoer")
    end
  end
end

-- The placement with that id; "-" and nil are none.
function tid.placement(case, id)
  for _, p in ipairs(case.placeringer or {}) do
    if p.id == id then
      return p
    end
  end
  return nil
end

-- A dated item lies inside its placement, else inside the course.
local function placed(case, problem, path, what, item)
  local p = tid.placement(case, item.placering)
  local from, til = tid.course(case)
  if p and p.start and not (p.slut and p.slut < p.start) then
    from, til = p.start, p.slut or til
  else
    p = nil
  end
  if outside(item.dato, from, til) then
    wrong(problem, path .. ".dato", what .. " er fra " .. date.long(item.dato) .. ", men " ..
      (p and "praktik " .. p.id or "forløbet") .. " løber " .. phrase.period(from, til),
      "ret datoen, eller vælg den rigtige praktik")
  end
end

-- More than half a day round the clock is a start and an end that changed places.
local function backwards(problem, path, what, d, start, slut)
  if d and start and slut and slut <= start and date.minutes(d, start, slut) > 720 then
    wrong(problem, path .. ".slut", what .. ": sluttiden " .. date.clock(slut) .. " ligger før starttiden " ..
      date.clock(start), "byt om på tiderne, eller ret den forkerte")
    return true
  end
  return false
end

--- X04 for observations.
function tid.observations(case, problem)
  for i, o in ipairs(case.observationer or {}) do
    local path, what = "observationer[" .. i .. "]", "iagttagelse " .. (o.id or i)
    placed(case, problem, path, what, o)
    if o.dato and o.start and o.slut and not backwards(problem, path, what, o.dato, o.start, o.slut) then
      local minutes = date.minutes(o.dato, o.start, o.slut)
      if o.varighed_min and o.varighed_min ~= minutes then
        wrong(problem, path .. ".varighed_min", "kl. " .. phrase.clock(o.start, o.slut) .. " er " ..
          text.number(minutes) .. " minutter, ikke " .. text.number(o.varighed_min),
          "ret varigheden eller tiderne")
      end
    end
  end
end

local function calendar(problem, path, entry)
  local day = date.weekday_name(date.weekday(entry.dato))
  if entry.ugedag and entry.ugedag ~= day then
    wrong(problem, path .. ".ugedag", date.long(entry.dato) .. " er en " .. day .. ", ikke en " ..
      entry.ugedag, "skriv " .. day .. ", eller ret datoen")
  end
  local week = fremmoede.week_of(entry.dato)
  if entry.uge and entry.uge ~= week then
    wrong(problem, path .. ".uge", date.long(entry.dato) .. " ligger i " .. phrase.week(week) ..
      ", ikke i " .. phrase.week(entry.uge), "skriv " .. week .. ", eller ret datoen")
  end
end

local function minutes(problem, path, entry)
  local f = entry.faktisk
  if not f or not f.start or not f.slut then
    return
  end
  if backwards(problem, path .. ".faktisk", "faktisk tid", entry.dato, f.start, f.slut) then
    return
  end
  local gross = fremmoede.gross(entry, f)
  local net = gross - (f.pause_min or 0)
  if net < 0 then
    wrong(problem, path .. ".faktisk.pause_min", "pausen er længere end vagten", "ret pausen")
  elseif entry.netto_min and entry.netto_min ~= net then
    wrong(problem, path .. ".netto_min", "kl. " .. phrase.clock(f.start, f.slut) .. " er " ..
      text.number(gross) .. " minutter og giver med " .. text.number(f.pause_min or 0) ..
      " minutters pause " .. text.number(net) .. " netto, ikke " .. text.number(entry.netto_min),
      "ret netto_min, tiderne eller pausen")
  end
end

local function presence(problem, path, entry)
  if fremmoede.came(entry) and not entry.faktisk then
    wrong(problem, path, "indførslen er mødt, men den faktiske tid mangler", "skriv faktisk start og slut")
  elseif not fremmoede.came(entry) and (entry.faktisk or (entry.netto_min or 0) > 0) then
    wrong(problem, path .. ".status", "indførslen har arbejdstid, men er ikke mødt",
      "ret status, eller fjern den faktiske tid")
  end
end

--- X04 for the log.
function tid.log(case, problem)
  local seen = {}
  for i, entry in ipairs(case.logbog or {}) do
    local path = "logbog[" .. i .. "]"
    if entry.dato and entry.status then
      placed(case, problem, path, "indførsel " .. (entry.id or i), entry)
      calendar(problem, path, entry)
      minutes(problem, path, entry)
      presence(problem, path, entry)
      local p = entry.planlagt
      if p then
        backwards(problem, path .. ".planlagt", "aftalt tid", entry.dato, p.start, p.slut)
        local key = entry.dato .. " " .. (p.start or "")
        if seen[key] then
          wrong(problem, path .. ".dato", "samme vagt står også i " .. seen[key], "slet den ene", "warning")
        end
        seen[key] = entry.id or path
      end
    end
  end
end

--- X04, as warnings, for talks and measurements: both may lie a little outside the course.
function tid.follow_up(case, problem)
  local from, til = tid.course(case)
  for i, m in ipairs(case.maalinger or {}) do
    for j, point in ipairs(m.serie or {}) do
      if outside(point.dato, from, til) then
        wrong(problem, "maalinger[" .. i .. "].serie[" .. j .. "].dato", "målingen er fra " ..
          date.long(point.dato) .. ", uden for forløbet", "kontrollér datoen", "warning")
      end
    end
  end
  for i, f in ipairs(case.opfoelgninger or {}) do
    if f.dato and from and f.dato < from then
      wrong(problem, "opfoelgninger[" .. i .. "].dato", "opfølgningen er fra " .. date.long(f.dato) ..
        ", før forløbet begyndte", "kontrollér datoen", "warning")
    end
  end
end

--- X07: attended, absent and free days make up the agreed days, and a log never counts more.
function tid.attendance(case, problem)
  local f = case.fremmoede
  if not f or not f.aftalte_dage or not f.moedte_dage then
    return
  end
  local sum = f.moedte_dage + (f.afbud_meldt or 0) + (f.sygdom or 0) + (f.udeblevet or 0)
    + (f.aftalt_fri or 0) + (f.helligdage or 0)
  if sum ~= f.aftalte_dage then
    problem("fremmoede.aftalte_dage", "dagene giver " .. text.number(sum) .. " i alt, men der står " ..
      text.number(f.aftalte_dage) .. " aftalte dage",
      { code = "X07", severity = "warning",
        suggestion = "mødte dage, afbud, sygdom, udeblivelser og aftalt fri skal give de aftalte dage" })
  end
  local log = fremmoede.of(case.logbog)
  if log and log.fremmoedt > f.moedte_dage then
    problem("fremmoede.moedte_dage", "logbogen har " .. text.number(log.fremmoedt) ..
      " mødte dage, flere end de " .. text.number(f.moedte_dage) .. " her",
      { code = "X07", severity = "warning", suggestion = "ret tallet, eller ret logbogen" })
  end
end

-- Explained weeks: holidays on every working day of the week, pauses of the course, weekly notes.
local function explained(case)
  local weeks = {}
  for _, note in ipairs(case.ugenotater or {}) do
    weeks[note.uge or ""] = true
  end
  for _, pause in ipairs(case.forloeb and case.forloeb.pauser or {}) do
    if pause.fra and pause.til and pause.til >= pause.fra then
      for week in date.weeks(date.week(pause.fra), date.week(pause.til)) do
        weeks[week] = true
      end
    end
  end
  return weeks
end

--- Weeks of a placement without a log entry and without an explanation, as a list of weeks.
function tid.gaps(case)
  local logged, why, out, seen = {}, explained(case), {}, {}
  local _, course_end = tid.course(case)
  for _, entry in ipairs(case.logbog or {}) do
    if entry.dato then
      logged[fremmoede.week_of(entry.dato)] = true
    end
  end
  for _, p in ipairs(case.placeringer or {}) do
    local slut = p.slut or course_end
    if p.start and slut and slut >= p.start then
      for week in date.weeks(date.week(p.start), date.week(slut)) do
        if not logged[week] and not why[week] and not seen[week] then
          out[#out + 1] = week
        end
        seen[week] = true
      end
    end
  end
  table.sort(out)
  return out
end

-- "7–13", with the year when `years` says so.
local function run_text(run, years)
  local first, last = date.week_number(run.fra), date.week_number(run.til)
  local words = first == last and text.number(first) or text.number(first) .. "–" .. text.number(last)
  return years and words .. " " .. date.week_year(run.fra) or words
end

--- "uge 7–13, 15 og 21–27": weeks for a sentence, in order; those that follow each other as a range,
-- with years when they lie in more than one.
function tid.week_list(weeks)
  local runs = {}
  for _, week in ipairs(weeks) do
    local run = runs[#runs]
    if run and date.week(date.add(date.monday(run.til), 7)) == week
      and date.week_year(run.fra) == date.week_year(week) then
      run.til = week
    else
      runs[#runs + 1] = { fra = week, til = week }
    end
  end
  local years = #weeks > 0 and date.week_year(weeks[1]) ~= date.week_year(weeks[#weeks])
  for i, run in ipairs(runs) do
    runs[i] = run_text(run, years)
  end
  return "uge " .. text.list(runs)
end

--- X12: weeks without entries, and weeks without the consultant's note.
function tid.complete(case, problem)
  local gaps = tid.gaps(case)
  if #gaps > 0 then
    problem("logbog", "ingen indførsler og ingen forklaring i " .. tid.week_list(gaps),
      { code = "X12", severity = "warning", suggestion = "skriv et ugenotat, der forklarer ugen" })
  end
  local noted, missing = {}, {}
  for _, note in ipairs(case.ugenotater or {}) do
    noted[note.uge or ""] = true
  end
  for _, week in ipairs(fremmoede.weeks(case.logbog)) do
    if not noted[week.uge] then
      missing[#missing + 1] = week.uge
    end
  end
  if #missing > 0 then
    problem("ugenotater", "ugenotat mangler for " .. tid.week_list(missing),
      { code = "X12", severity = "warning", suggestion = "skriv konsulentens notat for ugen" })
  end
end

local AWAY = { udeblevet = "at borger udeblev", sygdom = "at borger var syg", afbud = "at borger meldte afbud" }

-- The entry that says that the citizen was not at the placement that day, and none that says otherwise.
local function away_on(log, day, placement)
  local found
  for _, entry in ipairs(log or {}) do
    if entry.dato == day and entry.placering == placement then
      if not AWAY[entry.status or ""] then
        return nil
      end
      found = entry
    end
  end
  return found
end

--- X07: work was measured on a day on which the citizen did not come.
function tid.measured_away(case, problem)
  for i, o in ipairs(case.observationer or {}) do
    local entry = o.placering and #(o.maalinger or {}) > 0 and away_on(case.logbog, o.dato, o.placering)
    if entry then
      problem("observationer[" .. i .. "].dato", (o.id or "iagttagelsen") .. " har målt arbejde " .. date.long(o.dato) ..
        ", men " .. (entry.id or "logbogen") .. " siger, " .. AWAY[entry.status],
        { code = "X07", severity = "warning", suggestion = "ret datoen, eller ret logbogens status" })
    end
  end
end

return tid
