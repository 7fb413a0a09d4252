--- Attendance, effective capacity and agreed hours as printed.

local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local arbejdsevne = use("arbejdsevne")
local resume = use("resume")
local kurver = use("kurver")

local visning = {}

-- "Mødt 33 af 37 aftalte dage (89 %). 3 afbud og 1 udeblivelse. 1 aftalt fri."
local function days_line(a)
  local percent = a.base > 0 and stat.round(a.moedt / a.base * 100, a.decimals or 0)
  local share = percent and " (" .. text.number(percent) .. " %)" or ""
  local parts = { "Mødt " .. text.number(a.moedt) .. " af " .. phrase.count(a.base, "aftalt dag", "aftalte dage") ..
    share .. ".", text.capital(resume.absences(a)) .. "." }
  if (a.fri or 0) > 0 then
    parts[#parts + 1] = phrase.count(a.fri, "aftalt fridag", "aftalte fridage") .. "."
  end
  if (a.helligdage or 0) > 0 then
    parts[#parts + 1] = phrase.count(a.helligdage, "helligdag", "helligdage") .. "."
  end
  return table.concat(parts, " ")
end

local function hours_line(a)
  local parts = {}
  if a.aftalte and a.timer then
    parts[1] = text.number(a.timer) .. " af " .. text.number(a.aftalte) .. " aftalte timer er gennemført."
  end
  if (a.foer_tid or 0) > 0 then
    parts[#parts + 1] = phrase.count(a.foer_tid, "dag", "dage") .. " gik borger før tid."
  end
  return #parts > 0 and table.concat(parts, " ") or nil
end

local function trend(slope)
  if not slope then
    return nil
  end
  local way = slope > 0 and "steget" or slope < 0 and "faldet" or "uændret"
  if slope == 0 then
    return "Nettotiden pr. uge er uændret (mindste kvadraters linje)."
  end
  return "Nettotiden pr. uge er " .. way .. " med " .. text.number(math.abs(slope), 2) ..
    " timer pr. uge i gennemsnit (mindste kvadraters linje gennem alle uger med vagter)."
end

--- Lines about the log itself. `basis` says what it is: "Logbogen" or "Logbogens uddrag".
-- An extract says nothing about rows of days or about trends, so those lines are for whole logs.
function visning.log_lines(log, out, basis, is_extract)
  local a = { base = log.base, moedt = log.fremmoedt, afbud = log.afbud, sygdom = log.sygdom,
    udeblevet = log.udeblevet, fri = log.aftalt_fri, helligdage = log.helligdag, decimals = 1 }
  phrase.field(out, basis, days_line(a))
  phrase.field(out, "Nettotid", text.number(log.netto_min) .. " minutter netto af " ..
    text.number(log.planlagt_min) .. " aftalte minutter (" .. phrase.hours(log.netto_min) .. " af " ..
    phrase.hours(log.planlagt_min) .. " timer). Fravær: " ..
    phrase.in_hours(stat.round(log.fravaer_min / 60, 2)) .. ".")
  phrase.field(out, "Mødt til tiden", log.punktlig_pct and text.number(log.moedt) .. " af " ..
    text.number(log.fremmoedt) .. " mødte dage (" .. text.number(log.punktlig_pct) ..
    " %) var til tiden og til aftalt slut.")
  if is_extract then
    return out
  end
  phrase.field(out, "Stabilitet", "Længste række af mødte dage: " .. text.number(log.laengste_raekke) .. ". " ..
    text.number(log.fulde_uger) .. " af " .. phrase.count(#log.uger, "uge", "uger") .. " uden fravær.")
  phrase.field(out, "Udvikling", trend(log.haeldning))
  return out
end

--- Section "Fremmøde": lines, the chart of weeks, its title and note. Nil when nothing is known.
function visning.attendance(case)
  local a, log = resume.attendance(case), fremmoede.of(case.logbog)
  if not a then
    return nil
  end
  local out, f = {}, case.fremmoede
  if f then
    phrase.field(out, "Periode", f.periode and (f.periode.fra or f.periode.til) and
      phrase.period(f.periode.fra, f.periode.til) or nil)
    phrase.field(out, "Dage", days_line(a))
    phrase.field(out, "Timer", hours_line(a))
    phrase.field(out, "Forsinket", f.forsinket and phrase.count(f.forsinket, "dag", "dage"))
    phrase.field(out, "Bemærkning", f.note)
  end
  if log then
    local is_extract = fremmoede.is_extract(case)
    visning.log_lines(log, out, is_extract and "Uddrag i logbogen" or f and "I logbogen" or "Dage", is_extract)
  end
  local figure = log and kurver.attendance(case, log) or nil
  return { linjer = out, uger = figure, titel = figure and visning.figure_title(case, log) or "",
    note = figure and visning.figure_note(case, log) or "" }
end

--- "Aftalte timer og timer til stede pr. uge, 22 af 38 vagter i logbogen"
function visning.figure_title(case, log)
  local n = fremmoede.shown(case.logbog)
  local basis = fremmoede.is_extract(case) and text.number(n) .. " af " ..
    text.number(case.fremmoede.aftalte_dage) .. " vagter i logbogen" or
    phrase.count(n, "vagt", "vagter") .. " i logbogen"
  return "Aftalte timer og timer til stede pr. uge, " .. basis .. ", " .. phrase.period(log.fra, log.til)
end

function visning.figure_note(case, log)
  local legend = table.concat(fremmoede.legend(log.uger), " · ")
  return (legend ~= "" and legend .. " · " or "") .. "– ingen vagt. Timer er med pauser." ..
    (fremmoede.is_extract(case) and " Dage og timer øverst dækker alle vagter." or "")
end

-- "4 af 9 hyldemeter pr. 90 min"
local function quantity(e)
  if not e.maengde then
    return "ikke oplyst"
  end
  return phrase.join(table.pack(text.number(e.maengde), e.norm and "af " .. text.number(e.norm), e.enhed), " ")
end

local function measured_by(e)
  if not e.vurderet_af or e.vurderet_af == "ikke vurderet" then
    return nil
  end
  return "målt af " .. phrase.lower(v.label("rolle", e.vurderet_af))
end

--- Section "Effektiv arbejdsevne": one row per task, nil when there is none.
function visning.capacity(case)
  local out = {}
  for i, e in ipairs(case.effektiv_arbejdsevne or {}) do
    local r = arbejdsevne.row(e)
    out[i] = {
      opgave = e.opgave,
      sted = phrase.join(table.pack(e.placering ~= "-" and e.placering or nil, table.concat(e.grundlag or {}, ", "),
        measured_by(e)), " · ") or "",
      hensyn = phrase.join(table.pack(#(e.hensyn or {}) > 0 and "Hensyn " .. table.concat(e.hensyn, ", ") or nil,
        e.eftervirkning and "Eftervirkning: " .. e.eftervirkning or nil), ". ") or "",
      timer_pr_dag = r.timer_pr_dag, dage_pr_uge = r.dage_pr_uge, timer_pr_uge = r.timer_pr_uge,
      maengde = quantity(e),
      intensitet = r.intensitet and text.number(r.intensitet) .. " %" or "ikke vurderet",
      effektiv = r.effektiv_pr_uge or "–",
    }
  end
  return #out > 0 and out or nil
end

--- How the numbers came about.
function visning.capacity_note(case)
  local extract = #(case.logbog or {}) > 0 and fremmoede.is_extract(case) and
    " Om tiden er holdt, er opgjort efter logbogens uddrag." or ""
  return "100 % er en ordinær medarbejder i samme opgave. Effektive timer = timer pr. uge × intensitet. " ..
    "Uden sammenligning er intensiteten ikke vurderet, og der er ingen effektive timer." .. extract
end

local function log_of(case, id)
  local out = {}
  for _, entry in ipairs(case.logbog or {}) do
    if entry.placering == id then
      out[#out + 1] = entry
    end
  end
  return out
end

--- Per placement: was the agreed time held for four weeks? As a key-value list.
function visning.stability(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    local log = log_of(case, p.id)
    local run = arbejdsevne.stable(log)
    local line
    if #log == 0 then
      line = "Ikke vurderet. Der er ingen logbog fra praktikken."
    elseif not run then
      line = "Ikke stabil i fire uger. Ingen uge i logbogen er uden fravær."
    else
      local weeks = text.number(run.uger) .. (run.uger == 1 and " uge" or " uger i træk") .. " (" ..
        phrase.weeks(run.fra, run.til) .. "), " .. phrase.in_hours(run.minutter / 60) .. " pr. vagt."
      line = run.uger >= 4 and "Aftalt tid er holdt i " .. weeks or
        "Ikke stabil i fire uger. Længst er " .. weeks
    end
    phrase.field(out, "Tid i " .. p.id, line)
  end
  return #out > 0 and out or nil
end

--- Agreed hours step by step over all placements, for the table in "Udvikling".
function visning.steps(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    for _, step in ipairs(p.optrapning or {}) do
      out[#out + 1] = { key = step.fra_uge, fra = text.capital(phrase.week(step.fra_uge)),
        sted = p.id .. " " .. p.arbejdsgiver.navn, dage = step.dage, timer = step.timer_pr_dag,
        uge = stat.round(step.dage * step.timer_pr_dag, 2) }
    end
  end
  table.sort(out, function(a, b)
    if a.key ~= b.key then
      return a.key < b.key
    end
    return a.sted < b.sted
  end)
  phrase.column(phrase.column(out, "timer", 1), "uge", 1)
  return #out > 0 and out or nil
end

return visning
