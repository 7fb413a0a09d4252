--- Can an internship be used as evidence (U01 to U06), and does the material tell of resources as well as
-- of limitations (X13, U07, U08)? All of them speak of the material: what is missing in it before others
-- can conclude anything. None of them is a verdict on the person.

local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local skala = use("skala")
local balance = use("balance")
local iagttagelser = use("iagttagelser")

local kontrol = {}

local WEEKS = 4 -- arbejdstid is stable over four weeks (domain 4.4), so fewer cannot show it
local DAYS = 8 -- two days a week in those
local ONE_SIDED = 8 -- observations of a dimension before its balance is asked for (X13)
local MOST = 0.75 -- of them telling the same, and none the other
local LEAST = 5 -- observations of a case before its balance is asked for

local function report(problem, code, path, message, suggestion, severity)
  problem(path, message, { code = code, severity = severity or "warning", suggestion = suggestion })
end

local function of_place(list, id)
  local out = {}
  for _, item in ipairs(list or {}) do
    out[#out + 1] = item.placering == id and item or nil
  end
  return out
end

-- Weeks and days with attendance.
local function attended(log)
  local weeks, days, seen = 0, 0, {}
  for _, entry in ipairs(fremmoede.ordered(log)) do
    if fremmoede.came(entry) then
      days = days + 1
      local week = fremmoede.week_of(entry.dato)
      weeks = weeks + (seen[week] and 0 or 1)
      seen[week] = true
    end
  end
  return weeks, days
end

local function is_running(case, p)
  return not p.slut and case.forloeb and case.forloeb.status == "igang"
end

-- U01: too few days to say anything of working time. An extract shows less than there was, so only a
-- placement that was shorter than four weeks is named then.
local function enough(case, problem, p, path, log)
  if is_running(case, p) or p.type == "snusepraktik" then
    return
  elseif #log == 0 then
    report(problem, "U01", path, "logbogen har ingen indførsler fra " .. p.id ..
      ", så fremmøde og arbejdstid kan ikke efterprøves", "tilføj logbogen, eller skriv i forbehold, hvad tiden bygger på")
    return
  end
  local weeks, days = attended(log)
  local short = p.start and p.slut and date.days(p.start, p.slut) + 1 < WEEKS * 7
  if (weeks < WEEKS or days < DAYS) and (short or not fremmoede.is_extract(case)) then
    report(problem, "U01", path, "materialet fra " .. p.id .. " dækker " .. phrase.count(days, "mødt dag", "mødte dage") ..
      " i " .. phrase.count(weeks, "uge", "uger") .. "; om en arbejdstid er stabil, kan først ses efter fire uger",
      "skriv i forbehold, at tiden er kort, eller forlæng praktikken")
  end
end

local function is_used(list, id)
  for _, o in ipairs(list) do
    for _, key in ipairs({ "skaanehensyn_i_brug", "hjaelpemidler_i_brug" }) do
      for _, other in ipairs(o[key] or {}) do
        if id == nil or other == id then
          return true
        end
      end
    end
  end
  return false
end

local function holds_during(s, p)
  return not (s.fra and p.slut and s.fra > p.slut) and not (s.til and p.start and s.til < p.start)
end

-- U02: considerations were agreed, and no observation shows work with them.
local function considered(case, problem, p, path, seen)
  local names = {}
  for _, s in ipairs(case.skaanehensyn or {}) do
    names[#names + 1] = holds_during(s, p) and s.id or nil
  end
  if #names > 0 and #seen > 0 and not is_used(seen, nil) then
    report(problem, "U02", path, "ingen iagttagelse fra " .. p.id .. " viser arbejde med hensyn, selv om " ..
      text.list(names) .. " gjaldt", "skriv i skaanehensyn_i_brug, hvilke hensyn der var til stede")
  end
end

-- U02 for each consideration: it stands in the case and was never tried, or is said not to have been.
local function tried(case, problem)
  for i, s in ipairs(case.skaanehensyn or {}) do
    if s.id and s.afproevet == false and is_used(case.observationer or {}, s.id) then
      report(problem, "U02", "skaanehensyn[" .. i .. "].afproevet", "hensynet " .. s.id ..
        " står som ikke afprøvet, men iagttagelser nævner det som i brug", "ret afproevet, eller ret skaanehensyn_i_brug")
    elseif s.id and s.afproevet ~= true and #(case.observationer or {}) > 0 and not is_used(case.observationer, s.id) then
      report(problem, "U02", "skaanehensyn[" .. i .. "]", "hensynet " .. s.id .. " er ikke afprøvet",
        "afprøv det, eller skriv i forbehold, at virkningen ikke kendes", "info")
    end
  end
end

local function tasks_of(seen, log)
  local out, known = {}, {}
  local function put(name)
    if name and not known[text.lower(name)] then
      out[#out + 1], known[text.lower(name)] = name, true
    end
  end
  for _, o in ipairs(seen) do
    put(o.opgave)
  end
  for _, entry in ipairs(log) do
    for _, name in ipairs(entry.opgaver or {}) do
      put(name)
    end
  end
  return out
end

-- U03: ordinary work has more than one task.
local function ordinary(problem, p, path, seen, log)
  local tasks = tasks_of(seen, log)
  if #seen == 0 then
    report(problem, "U03", path, "der er ingen iagttagelser fra " .. p.id,
      "tilføj iagttagelser fra konsulent og arbejdsgiver, eller skriv, hvorfor der ingen er")
  elseif #tasks == 1 then
    report(problem, "U03", path, "materialet fra " .. p.id .. " viser kun én opgave: " .. phrase.lower(tasks[1]),
      "afprøv flere af arbejdspladsens almindelige opgaver, eller skriv, hvorfor der kun er én")
  end
end

-- U04: which hours, how much of what an ordinary employee does.
local function effective(case, problem, p, path)
  local rows = of_place(case.effektiv_arbejdsevne, p.id)
  for _, row in ipairs(rows) do
    if row.effektivitet_pct then
      return
    end
  end
  report(problem, "U04", path, #rows == 0 and "der er ingen effektive timer fra " .. p.id
    or "ingen opgave i " .. p.id .. " er målt mod en ordinær medarbejder",
    #rows == 0 and "tilføj timer, dage, mængde og grundlag i effektiv_arbejdsevne"
      or "bed arbejdsgiver måle mængde og norm for mindst én opgave", #rows == 0 and "warning" or "info")
end

-- U05: shifts that illness took are no trial of work.
local function illness(problem, p, path, log)
  local count = fremmoede.of(log)
  if count and count.base >= WEEKS and count.sygdom * 2 >= count.base then
    report(problem, "U05", path, text.number(count.sygdom) .. " af " .. phrase.count(count.base, "vagt", "vagter") ..
      " i " .. p.id .. " er sygdom, så materialet viser mest en sygeperiode",
      "skriv i forbehold, at perioden ikke viser arbejdsevnen uden for sygdom")
  end
end

local AFTER = "(?i)\\b(?:efter vagt|dagen efter|næste dag|næste morgen|bagefter|resten af dagen|lå ned|hvilede)"

-- U06: what comes after a shift.
local function afterwards(problem, p, path, seen, log)
  for _, scale in ipairs(skala.of(log)) do
    if scale.har.efter or scale.har.naeste_dag then
      return
    end
  end
  for _, entry in ipairs(log) do
    if entry.eftervirkning then
      return
    end
  end
  for _, o in ipairs(seen) do
    if re.find(o.iagttaget or "", AFTER) or iagttagelser.about(o, "eftervirkning") then
      return
    end
  end
  report(problem, "U06", path, "materialet fra " .. p.id .. " siger ikke, hvad der sker efter en vagt",
    "spørg borger efter vagten, og skriv svaret i logbogen", "info")
end

--- U01 to U06: each internship of the case.
function kontrol.usable(case, problem)
  for i, p in ipairs(case.placeringer or {}) do
    if p.id then
      local path, seen, log = "placeringer[" .. i .. "]", of_place(case.observationer, p.id), of_place(case.logbog, p.id)
      enough(case, problem, p, path, log)
      considered(case, problem, p, path, seen)
      ordinary(problem, p, path, seen, log)
      effective(case, problem, p, path)
      illness(problem, p, path, log)
      afterwards(problem, p, path, seen, log)
    end
  end
  tried(case, problem)
end

local function one_sided(list)
  local done, hindered = balance.any(list, "gjort"), balance.any(list, "hindret")
  if done and not hindered and balance.count(list, "gjort") >= MOST * #list then
    return "kun om det, der lykkedes", "hvad der standsede arbejdet eller krævede hensyn"
  elseif hindered and not done and balance.count(list, "hindret") >= MOST * #list then
    return "kun om begrænsninger", "hvad borger gennemførte, og hvad der gjorde det muligt"
  end
  return nil
end

-- The observations of each dimension.
local function by_dimension(list)
  local out = {}
  for _, o in ipairs(list) do
    local seen = {}
    for _, id in ipairs(o.dimensioner or {}) do
      out[id] = out[id] or {}
      out[id][#out[id] + 1] = not seen[id] and o or nil
      seen[id] = true
    end
  end
  return out
end

--- X13: eight observations or more of one dimension that all tell the same way.
function kontrol.dimensions(case, problem)
  local about = by_dimension(case.observationer or {})
  for _, d in ipairs(v.dimensioner) do
    local list, way, other = about[d.id] or {}, nil, nil
    if #list >= ONE_SIDED then
      way, other = one_sided(list)
    end
    if way then
      report(problem, "X13", "observationer", "de " .. text.number(#list) .. " iagttagelser om " .. phrase.lower(d.navn) ..
        " er " .. way, "se efter iagttagelser af " .. other)
    end
  end
end

-- Outcomes of tasks say the same as words do.
local function any_outcome(case, outcome)
  for _, p in ipairs(case.placeringer or {}) do
    for _, task in ipairs(p.opgaver or {}) do
      if task.udfald == outcome then
        return true
      end
    end
  end
  return false
end

--- U07 and U08: a material that tells of one side only.
function kontrol.balance(case, problem)
  local list = case.observationer or {}
  if #list < LEAST then
    return
  end
  local done = any_outcome(case, "gennemfoert") or balance.any(list, "gjort")
  local hindered = any_outcome(case, "ikke_gennemfoert") or balance.any(list, "hindret")
  if hindered and not done then
    report(problem, "U07", "observationer", "ingen af de " .. text.number(#list) ..
      " iagttagelser fortæller om ressourcer", "skriv også, hvad borger gennemførte, og hvad der gjorde det muligt")
  elseif done and not hindered then
    report(problem, "U08", "observationer", "ingen af de " .. text.number(#list) ..
      " iagttagelser fortæller om begrænsninger", "skriv også, hvad der standsede arbejdet eller krævede hensyn")
  end
end

return kontrol
