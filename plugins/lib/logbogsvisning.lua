--- The log as a table: weeks as groups, one row per shift, the citizen's own words.

local v = use("vaerdier")
local phrase = use("phrase")
local fremmoede = use("fremmoede")
local skala = use("skala")

local visning = {}

-- "tir. 03.03.2026"
local function day(entry)
  return date.weekday_short(date.weekday(entry.dato)) .. " " .. date.short(entry.dato)
end

local function clock(entry)
  local t = entry.faktisk or entry.planlagt
  local said = t and t.start and t.slut and phrase.clock(t.start, t.slut) or nil
  return said and not entry.faktisk and "aftalt " .. said or said
end

-- The planned time, when it is not the time on the clock.
local function planned(entry)
  local p, f = entry.planlagt, entry.faktisk
  if not p or not f or (p.start == f.start and p.slut == f.slut) then
    return nil
  end
  return "aftalt " .. phrase.clock(p.start, p.slut)
end

-- What happened on a day that was not a plain "mødt".
local function status(entry)
  local label = v.label("status", entry.status)
  return entry.status ~= "moedt" and (fremmoede.came(entry) and label or text.capital(label)) or nil
end

local function number(n)
  return n and text.number(n) or "–"
end

-- One row of the log table. `main` is the scale in its own columns, or nil; `andre` are the others. Only the
-- citizen's words stand in `ord`.
local function row(entry, main)
  return {
    id = entry.id,
    dag = day(entry),
    tid = phrase.join(table.pack(clock(entry), planned(entry)), ", ") or "tid ikke oplyst",
    status = status(entry),
    netto = fremmoede.net(entry),
    opgaver = #(entry.opgaver or {}) > 0 and table.concat(entry.opgaver, ", ") or "–",
    foer = main and number(skala.value(entry, main.id, "foer")),
    efter = main and number(skala.value(entry, main.id, "efter")),
    ord = entry.borgers_ord and phrase.quote(entry.borgers_ord) or "ingen bemærkning",
    andre = skala.rest(entry, main),
    sted = entry.placering and entry.placering ~= "-" and entry.placering or nil,
  }
end

-- "mødt 4 af 4 aftalte dage · 7,75 timer netto"; of an extract "i uddraget: mødt 1 af 1 vagt · 1,5 timer netto"
local function week_line(week, is_extract)
  local what = is_extract and "i uddraget: " or ""
  if week.base == 0 then
    return what .. "ingen aftalte vagter"
  end
  return what .. "mødt " .. text.number(week.fremmoedt) .. " af " .. (is_extract and
    phrase.count(week.base, "vagt", "vagter") or phrase.count(week.base, "aftalt dag", "aftalte dage")) ..
    " · " .. phrase.hours(week.netto_min) .. " timer netto"
end

--- Groups { uge = "Uge 10", linje, raekker } for the table of a case's log.
function visning.groups(case)
  local log, is_extract = case.logbog, fremmoede.is_extract(case)
  local main, out = skala.main(log), {}
  local weeks = fremmoede.weeks(log)
  local many = weeks[1] and date.week_year(weeks[1].uge) ~= date.week_year(weeks[#weeks].uge)
  for i, week in ipairs(weeks) do
    local name = many and phrase.week(week.uge) or "uge " .. date.week_number(week.uge)
    out[i] = { uge = text.capital(name), linje = week_line(week, is_extract), raekker = {} }
    for j, entry in ipairs(week.indfoersler) do
      out[i].raekker[j] = row(entry, main)
    end
  end
  return out
end

--- Are there two entries a week or more? An extract with fewer reads better without a row per week.
function visning.is_dense(log)
  return #log >= 2 * #fremmoede.weeks(log)
end

--- What a caption says of an extract: ", uddrag: 22 af 38 vagter"; of a whole log nothing.
function visning.extract_words(case)
  return fremmoede.is_extract(case) and ", uddrag: " .. fremmoede.basis(case) or ""
end

--- The period of a log as words: "uge 6–18 2026".
function visning.period(log)
  local weeks = fremmoede.weeks(log)
  if #weeks == 0 then
    return "uden indførsler"
  end
  local from, til = weeks[1].uge, weeks[#weeks].uge
  local words = phrase.weeks(from, til)
  return date.week_year(from) == date.week_year(til) and words .. " " .. date.week_year(til) or words
end

--- How often each task occurs, with minutes of the shifts that hold it, most frequent first.
-- A shift with several tasks counts for each of them, so minutes are of shifts, not of tasks.
function visning.tasks(log)
  local at, out = {}, {}
  for _, entry in ipairs(fremmoede.ordered(log)) do
    for _, name in ipairs(entry.opgaver or {}) do
      if not at[name] then
        at[name] = { opgave = name, vagter = 0, alene = 0, minutter_alene = 0, gennemfoert = 0,
          foerste = entry.dato }
        out[#out + 1] = at[name]
      end
      local task = at[name]
      task.vagter, task.seneste = task.vagter + 1, entry.dato
      task.gennemfoert = task.gennemfoert + (entry.status ~= "gaaet_foer_tid" and 1 or 0)
      if #entry.opgaver == 1 then
        task.alene, task.minutter_alene = task.alene + 1, task.minutter_alene + fremmoede.net(entry)
      end
    end
  end
  for i, task in ipairs(out) do
    task.nr = i
    task.foerste, task.seneste = date.short(task.foerste), date.short(task.seneste)
  end
  table.sort(out, function(a, b)
    if a.vagter ~= b.vagter then
      return a.vagter > b.vagter
    end
    return a.nr < b.nr
  end)
  return #out > 0 and out or nil
end

--- After-effects, with the citizen's words: the same words once, with how often and where; nil without.
function visning.aftermath(log)
  local at, out = {}, {}
  for _, entry in ipairs(fremmoede.ordered(log)) do
    local key = entry.eftervirkning
    if key and not at[key] then
      at[key] = { tekst = key, antal = 0, ids = {} }
      out[#out + 1] = at[key]
    end
    if key then
      at[key].antal = at[key].antal + 1
      table.insert(at[key].ids, entry.id or phrase.missing)
    end
  end
  for _, item in ipairs(out) do
    item.ids = table.concat(item.ids, ", ")
  end
  return #out > 0 and out or nil
end

--- The same as one text: "»Sov dårligt.« (L-02) »Varmepude.« (L-20, L-34)"; nil without.
function visning.after_effects(log)
  local out = {}
  for i, item in ipairs(visning.aftermath(log) or {}) do
    out[i] = phrase.quote(item.tekst) .. " (" .. item.ids .. ")"
  end
  return #out > 0 and table.concat(out, " ") or nil
end

--- "Hvad gik godt" and "Hvad var svært", word for word, by entry; nil without.
function visning.words(log)
  local out = {}
  for _, entry in ipairs(fremmoede.ordered(log)) do
    if entry.gik_godt or entry.var_svaert then
      out[#out + 1] = { id = entry.id, dato = date.short(entry.dato), godt = entry.gik_godt or "–",
        svaert = entry.var_svaert or "–" }
    end
  end
  return #out > 0 and out or nil
end

--- What others than the citizen wrote in the log: { id, dato, kilde, tekst }; nil without.
function visning.notes(log)
  local out = {}
  for _, entry in ipairs(fremmoede.ordered(log)) do
    for _, note in ipairs(entry.note or {}) do
      out[#out + 1] = { id = entry.id, dato = date.short(entry.dato),
        kilde = v.label("rolle", note.kilde) or phrase.missing, tekst = note.tekst }
    end
  end
  return #out > 0 and out or nil
end

--- Names of the tasks in the shifts of the last `n` calendar weeks that ran to their end, and of all
-- others: two lists, in order of first mention. With the first and last of those weeks.
function visning.recent(log, n)
  local weeks = fremmoede.weeks(log)
  if #weeks == 0 then
    return {}, {}
  end
  local til = weeks[#weeks].uge
  local from = date.week(date.add(date.monday(til), -7 * (n - 1)))
  local late, early, seen = {}, {}, {}
  for pass = 1, 2 do
    for _, week in ipairs(weeks) do
      for _, entry in ipairs(week.indfoersler) do
        local is_late = week.uge >= from and (entry.status == "moedt" or entry.status == "moedt_forsinket")
        for _, name in ipairs(entry.opgaver or {}) do
          if not seen[name] and (pass == 2 or is_late) then
            seen[name] = true
            table.insert(pass == 1 and late or early, name)
          end
        end
      end
    end
  end
  return late, early, from, til
end

return visning
