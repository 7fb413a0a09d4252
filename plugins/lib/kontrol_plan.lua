--- Structural rules of an internship plan (domain 3.3, 5.3): X04 and X21, holidays that are not
-- mentioned, shifts that collide with something else, who must sign.

local phrase = use("phrase")
local plan = use("plan")

local kontrol = {}

local function report(problem, code, path, message, suggestion, severity)
  problem(path, message, { code = code, suggestion = suggestion, severity = severity })
end

--- X04: the period, and the number of weeks that it is said to have.
function kontrol.period(case, problem)
  local p = case.praktikplan.periode
  if p.slut < p.start then
    report(problem, "X04", "praktikplan.periode.slut", "slutdatoen ligger før startdatoen",
      "byt om på datoerne, eller ret den forkerte")
    return false
  end
  local weeks = plan.n_weeks(p)
  if p.uger and p.uger ~= weeks then
    report(problem, "X04", "praktikplan.periode.uger", phrase.period(p.start, p.slut) .. " er " ..
      text.number(weeks) .. " uger, ikke " .. text.number(p.uger), "ret uger eller datoerne")
  end
  local from = case.forloeb and case.forloeb.start
  local til = case.forloeb and (case.forloeb.slut_faktisk or case.forloeb.slut_planlagt)
  if (from and p.start < from) or (til and p.slut > til) then
    report(problem, "X04", "praktikplan.periode.start", "praktikken ligger uden for forløbet " ..
      phrase.period(from, til), "ret praktikkens eller forløbets datoer")
  end
  return true
end

local function day_times(problem, path, day)
  local length = plan.minutes(day)
  if length == 0 or length > 720 then
    report(problem, "X04", path .. ".slut", day.dag .. ": sluttiden " .. date.clock(day.slut) ..
      " ligger ikke efter starttiden " .. date.clock(day.start), "ret tiderne")
  elseif (day.pause_min or 0) >= length then
    report(problem, "X04", path .. ".pause_min", day.dag .. ": pausen er lige så lang som vagten",
      "ret pausen")
  end
end

--- X04: parts of the weekly plan lie inside the period and do not overlap.
function kontrol.weekly(case, problem)
  local p, taken = case.praktikplan.periode, {}
  local first, last = date.week(p.start), date.week(p.slut)
  for i, part in ipairs(case.praktikplan.ugeplan) do
    local path = "praktikplan.ugeplan[" .. i .. "]"
    local til = part.til_uge or part.fra_uge
    if til < part.fra_uge then
      report(problem, "X04", path .. ".til_uge", phrase.week(til) .. " ligger før " ..
        phrase.week(part.fra_uge), "byt om på ugerne")
    else
      if part.fra_uge < first or til > last then
        report(problem, "X04", path, phrase.weeks(part.fra_uge, til) .. " ligger uden for perioden " ..
          phrase.weeks(first, last), "ret ugerne, eller ret perioden")
      end
      for week in date.weeks(part.fra_uge, til) do
        if taken[week] then
          report(problem, "X04", path .. ".fra_uge", phrase.week(week) .. " står i to dele af ugeplanen",
            "lad hver uge stå ét sted")
          break
        end
        taken[week] = true
      end
    end
    for j, day in ipairs(part.dage) do
      day_times(problem, path .. ".dage[" .. j .. "]", day)
    end
  end
  local empty = {}
  for week in date.weeks(first, last) do
    if not taken[week] then
      empty[#empty + 1] = text.number(date.week_number(week))
    end
  end
  if #empty > 0 then
    report(problem, "praktikplan.uger", "praktikplan.ugeplan", "ugeplanen har ingen vagter i uge " ..
      text.list(empty), "skriv vagterne, eller forkort perioden", "warning")
  end
end

--- X04: tasks and follow-up lie in the period, and a date in its week.
function kontrol.dates(case, problem)
  local p = case.praktikplan
  local from, til = p.periode.start, p.periode.slut
  for i, task in ipairs(p.opgaver) do
    if task.fra_uge and (task.fra_uge < date.week(from) or task.fra_uge > date.week(til)) then
      report(problem, "X04", "praktikplan.opgaver[" .. i .. "].fra_uge", phrase.week(task.fra_uge) ..
        " ligger uden for perioden " .. phrase.period(from, til), "ret ugen")
    end
  end
  for i, f in ipairs(p.opfoelgning) do
    local path = "praktikplan.opfoelgning[" .. i .. "]"
    if f.uge and f.uge ~= date.week(f.dato) then
      report(problem, "X04", path .. ".uge", date.long(f.dato) .. " ligger i " ..
        phrase.week(date.week(f.dato)) .. ", ikke i " .. phrase.week(f.uge), "ret ugen eller datoen")
    end
    if f.dato < from or f.dato > til then
      report(problem, "X04", path .. ".dato", "opfølgningen " .. date.long(f.dato) ..
        " ligger uden for perioden", "ret datoen, hvis den er forkert", "warning")
    end
  end
end

--- Shifts on public holidays that the plan does not mention: one finding.
function kontrol.holidays(case, problem)
  local named, days = {}, {}
  for _, h in ipairs(case.praktikplan.helligdage or {}) do
    named[h.dato] = true
  end
  for _, shift in ipairs(plan.shifts(case.praktikplan, true)) do
    local name = plan.public_holiday(shift.dato)
    if name and not named[shift.dato] then
      days[#days + 1] = date.weekday_name(shift.dato) .. " den " .. date.long(shift.dato) .. " (" .. name .. ")"
    end
  end
  if #days > 0 then
    report(problem, "praktikplan.helligdag", "praktikplan.helligdage", "ugeplanen har vagt på " .. text.list(days),
      "tilføj dagen i helligdage, og skriv virkningen", "warning")
  end
end

local function overlaps(day, other)
  if not other.start or not other.slut then
    return true
  end
  return day.start < other.slut and other.start < day.slut
end

--- A shift while the citizen is somewhere else.
function kontrol.collisions(case, problem)
  for name, other in pairs(case.praktikplan.sammenstoed_med or {}) do
    local busy = {}
    for _, day in ipairs(other.dage or {}) do
      busy[day] = true
    end
    for i, part in ipairs(case.praktikplan.ugeplan) do
      for j, day in ipairs(part.dage) do
        if busy[day.dag] and overlaps(day, other) then
          report(problem, "praktikplan.sammenstoed", "praktikplan.ugeplan[" .. i .. "].dage[" .. j .. "]",
            "vagten " .. day.dag .. " falder sammen med " .. name, "flyt vagten, eller aftal fri")
        end
      end
    end
  end
end

-- Profiles are read as text.
local function limit(profil, group, key)
  local g = profil and profil.graenser and profil.graenser[group]
  return tonumber(type(g) == "table" and g[key] or g)
end

--- X21: more weeks or hours than the law's limit, or one task only.
function kontrol.limits(case, problem, profil)
  local p = case.praktikplan
  local weeks, most = plan.n_weeks(p.periode), limit(profil, "praktik_uger", p.maalgruppe or "andre")
  if most and weeks > most then
    report(problem, "X21", "praktikplan.periode.slut", "perioden er " .. text.number(weeks) ..
      " uger; grænsen er " .. text.number(most) .. " uger",
      p.periode.begrundelse and "kontrollér, at forlængelsen er bevilget"
        or "forkort perioden, eller skriv periode.begrundelse", "warning")
  end
  local most_hours = limit(profil, "timer_pr_uge")
  for _, week in ipairs(plan.weeks(p)) do
    if most_hours and week.timer > most_hours then
      report(problem, "X21", "praktikplan.ugeplan", phrase.week(week.uge) .. " har " ..
        phrase.in_hours(week.timer) .. "; grænsen er " .. phrase.in_hours(most_hours),
        "sæt timetallet ned", "warning")
      break
    end
  end
  if #p.opgaver == 1 then
    report(problem, "X21", "praktikplan.opgaver", "planen har kun én opgave",
      "tilføj opgaver, eller vis i beskrivelsen, hvorfor der kun er én", "warning")
  end
end

--- More than one employee: the representative is heard and signs.
function kontrol.representative(case, problem)
  local a = case.praktikplan.arbejdsgiver
  if (a.antal_ansatte_ordinaere or 0) > 1 and not (a.medarbejderrepraesentant or {}).navn then
    report(problem, "praktikplan.medarbejderrepraesentant",
      "praktikplan.arbejdsgiver", "virksomheden har " .. text.number(a.antal_ansatte_ordinaere) ..
      " ansatte, men ingen medarbejderrepræsentant er nævnt",
      "skriv medarbejderrepraesentant; en medarbejder kan vælges til opgaven")
  end
end

--- The roles that must sign the plan.
function kontrol.signers(case)
  local needed = {
    { rolle = "arbejdsgiver", navn = "arbejdsgiver" },
    { rolle = "borger", navn = "borger" },
    { rolle = "konsulent", navn = "konsulent" },
    { rolle = "jobcenter kommune myndighed sagsbehandler", navn = "jobcenter eller kommune" },
  }
  if (case.praktikplan.arbejdsgiver.medarbejderrepraesentant or {}).navn then
    needed[#needed + 1] = { rolle = "medarbejderrepraesentant", navn = "medarbejderrepræsentant" }
  end
  return needed
end

return kontrol
