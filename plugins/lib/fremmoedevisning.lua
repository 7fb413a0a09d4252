--- Attendance, effective capacity and agreed hours as printed.

local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local arbejdsevne = use("arbejdsevne")
local resume = use("resume")
local kurver = use("kurver")

local visning = {}

local NO_BREAK = "\u{00A0}"

-- Days that are not counted, as words: "1 aftalt fridag og 2 helligdage"; with their number.
local function free_days(a)
  local parts, n = {}, 0
  for _, kind in ipairs({ { a.fri or 0, "aftalt fridag", "aftalte fridage" },
    { a.helligdage or 0, "helligdag", "helligdage" }, { a.lukket or 0, "lukkedag", "lukkedage" } }) do
    n = n + kind[1]
    parts[#parts + 1] = kind[1] > 0 and text.number(kind[1]) .. NO_BREAK .. (kind[1] == 1 and kind[2] or kind[3]) or nil
  end
  return n > 0 and text.list(parts) or nil, n
end

-- "Mødt 33 af 37 aftalte dage (89 %). 3 afbud og 1 udeblivelse. Desuden 1 aftalt fridag, i alt 38 vagter."
local function days_line(a)
  local free, n = free_days(a)
  if a.base == 0 then
    return resume.no_shifts(a) .. "." .. (free and " " .. text.capital(free) .. "." or "")
  end
  local share = " (" .. text.number(stat.round(a.moedt / a.base * 100)) .. " %)"
  return phrase.join(table.pack("Mødt " .. text.number(a.moedt) .. " af " ..
    phrase.count(a.base, "aftalt dag", "aftalte dage") .. share .. ".", text.capital(resume.absences(a)) .. ".",
    free and "Desuden " .. free .. ", i alt " .. phrase.count(a.base + n, "vagt", "vagter") .. "."), " ")
end

--- "37 aftalte dage og 1 aftalt fridag", for the front page; nil when nothing is known.
function visning.agreed_days(case)
  local a = resume.attendance(case)
  if not a then
    return nil
  end
  local days = a.base > 0 and phrase.count(a.base, "aftalt dag", "aftalte dage") or "ingen aftalte vagter"
  return phrase.join(table.pack(days, (free_days(a))), " og ")
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

local function minutes(n, what)
  return n > 0 and text.number(n) .. " " .. what or nil
end

-- "6.990 minutter med pauser (116,5 timer): 6.080 til stede, 790 fravær og 120 aftalt fri."
local function agreed_line(log)
  local parts, extra = {}, minutes(log.ekstra_min, "ud over aftalt tid")
  for _, part in ipairs({ { log.tilstede_min - log.ekstra_min, "til stede" }, { log.fravaer_min, "fravær" },
    { log.fri_min, "på fridage" } }) do
    parts[#parts + 1] = minutes(part[1], part[2])
  end
  return text.number(log.planlagt_min) .. " minutter med pauser (" .. phrase.in_hours(
    stat.round(log.planlagt_min / 60, 2)) .. "): " .. text.list(parts) .. "." ..
    (extra and " Desuden " .. extra .. "." or "")
end

-- "Til stede 6.080 minutter: 5.095 arbejde (84,92 timer) og 985 pause."
local function net_line(log)
  local net, pause = text.number(log.netto_min), log.tilstede_min - log.netto_min
  local hours = " (" .. phrase.in_hours(stat.round(log.netto_min / 60, 2)) .. ")"
  if pause < 0 then -- a log that gives minutes without times
    return net .. " minutter" .. hours .. "."
  end
  return "Til stede " .. text.number(log.tilstede_min) .. " minutter: " .. net .. " arbejde" .. hours .. " og " ..
    text.number(pause) .. " pause."
end

--- Lines about the log itself. `basis` says what it is: "Logbogen" or "Logbogens uddrag".
-- An extract says nothing about rows of days or about trends, so those lines are for whole logs.
function visning.log_lines(log, out, basis, is_extract)
  local a = { base = log.base, moedt = log.fremmoedt, afbud = log.afbud, sygdom = log.sygdom,
    udeblevet = log.udeblevet, fri = log.aftalt_fri, helligdage = log.helligdag, lukket = log.lukket,
    er_log = true }
  phrase.field(out, basis, days_line(a))
  if log.base == 0 then
    return out
  end
  local of = is_extract and ", uddrag" or ""
  phrase.field(out, "Aftalt tid" .. of, agreed_line(log))
  phrase.field(out, "Nettotid" .. of, net_line(log))
  phrase.field(out, is_extract and "Til tiden" .. of or "Mødt til tiden", log.punktlig_pct and text.number(log.moedt) .. " af " ..
    text.number(log.fremmoedt) .. " mødte dage (" .. text.number(stat.round(log.punktlig_pct)) ..
    " %) var til tiden og til aftalt slut.")
  if is_extract then
    return out
  end
  phrase.field(out, "Stabilitet", "Længste række af mødte dage: " .. text.number(log.laengste_raekke) .. ". " ..
    text.number(log.fulde_uger) .. " af " .. phrase.count(#log.uger, "uge", "uger") .. " uden fravær.")
  phrase.field(out, "Udvikling", trend(log.haeldning))
  return out
end

-- "Aftalte timer og timer til stede pr. uge, 22 af 38 vagter i logbogen"
local function figure_title(case, log)
  return "Aftalte timer og timer til stede pr. uge, " .. fremmoede.basis(case) .. " i logbogen, " ..
    phrase.period(log.fra, log.til)
end

-- Weeks that an extract leaves out may have had shifts.
local function figure_note(case, log)
  local legend, is_extract = table.concat(fremmoede.legend(log.uger), " · "), fremmoede.is_extract(case)
  return (legend ~= "" and legend .. " · " or "") .. "– ingen vagt" .. (is_extract and " i uddraget" or "") ..
    ". Timer er med pauser." .. (is_extract and " Dage og timer øverst dækker alle vagter." or "")
end

--- Section "Fremmøde": lines, the chart of weeks, its title and note.
function visning.attendance(case)
  local a, log = resume.attendance(case), fremmoede.of(case.logbog)
  local out, f = {}, case.fremmoede
  if not a then
    phrase.field(out, "Dage", "ikke oplyst")
  end
  if a and f then
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
  local figure = log and log.base > 0 and kurver.attendance(case, log) or nil
  return { linjer = out, uger = figure, titel = figure and figure_title(case, log) or "",
    note = figure and figure_note(case, log) or "" }
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
function visning.capacity_note()
  return "100 % er en ordinær medarbejder i samme opgave. Effektive timer = timer pr. uge × intensitet. " ..
    "Uden sammenligning er intensiteten ikke vurderet, og der er ingen effektive timer."
end

--- Per placement: was the agreed time held for four weeks? As a key-value list.
function visning.stability(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    phrase.field(out, "Aftalt tid i " .. (p.id or phrase.missing), arbejdsevne.stability(case, p)
      or "Ikke vurderet. Der er ingen logbog fra praktikken.")
  end
  return #out > 0 and out or nil
end

--- Agreed hours step by step over all placements, for the table in "Udvikling".
function visning.steps(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    for _, step in ipairs(arbejdsevne.steps(p)) do
      out[#out + 1] = { key = step.fra_uge, fra = text.capital(phrase.week(step.fra_uge)),
        sted = (p.id or phrase.missing) .. " " .. p.arbejdsgiver.navn, dage = step.dage, timer = step.timer_pr_dag,
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
