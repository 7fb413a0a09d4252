--- Data of charts, with the table of numbers that every chart carries (`tabel`).
--
-- weeks   { slags = "fremmoede"|"plan", enhed, uger = { { nr, uge, aftalt, tilstede, tegn, note } },
--           perioder = { { navn, fra, til } }, tabel }; fra and til are week numbers as in `uge`;
--           the columns of the table are the weeks
-- curve   { hvad, periode, laveste, hoejeste, maal, punkter = { { navn, dato, vaerdi, note, skala, laveste,
--           hoejeste, instrument, vurderet_af } }, perioder = { { navn, fra, til } }, tabel }; fra and til
--           are dates; points of different scales, instruments or assessors are not joined without a note,
--           those of scales with other ends never; the chart's own ends are those that the goal stands on
-- radar   { laveste, hoejeste, akser = { { id, navn, kort } }, serier = { { dato, navn, vaerdier } },
--           noegle = { nul, top }, tabel }; a value that was not measured is absent from `vaerdier`
--
-- `tabel.titel` is what the table's own caption says after "Tal i figur 3, ".

local v = use("vaerdier")
local phrase = use("phrase")
local tendens = use("tendens")
local plan = use("plan")
local fremmoede = use("fremmoede")

local kurver = {}

local MISSING = "ikke vurderet"
local MOST_DATES = 8
local LETTERS = "abcdefghijklmnopqrstuvwxyz"

local function same_year(points)
  return string.sub(points[1].dato, 1, 4) == string.sub(points[#points].dato, 1, 4)
end

-- "09.02." within one year, else "09.02.2026"
local function ticks(points)
  local out, short = {}, #points > 0 and same_year(points)
  for i, point in ipairs(points) do
    out[i] = short and phrase.tick(point.dato) or date.short(point.dato)
  end
  return out
end

local function short_name(p)
  return (p.id or phrase.missing) .. " " .. p.arbejdsgiver.navn
end

-- Placements as spans of dates, for the band under a curve.
local function placements(case)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    if p.start and p.slut then
      out[#out + 1] = { navn = short_name(p), fra = p.start, til = p.slut }
    end
  end
  return out
end

-- Which placement the log of a week belongs to, as the chart's brackets: runs of weeks.
local function brackets(case, weeks)
  local out = {}
  for _, p in ipairs(case.placeringer or {}) do
    local first, last
    for _, week in ipairs(weeks) do
      for _, entry in ipairs(week.indfoersler or {}) do
        if entry.placering == p.id then
          first, last = first or week.uge, week.uge
        end
      end
    end
    if first then
      out[#out + 1] = { navn = short_name(p), fra = first, til = last }
    end
  end
  return out
end

local function by_week(weeks)
  local at = {}
  for _, week in ipairs(weeks) do
    at[week.uge] = week
  end
  return at
end

-- The holidays that an empty week is known for, or nil.
local function holiday_week(week)
  local monday = date.monday(week)
  for i = 0, 6 do
    local day = plan.public_holiday(date.add(monday, i))
    if day == "langfredag" then
      return "påske"
    elseif day == "1. juledag" then
      return "jul"
    end
  end
  return nil
end

local FREE = { lukket = "lukket", aftalt_fri = "fri", helligdag = "helligdag" }
local ABSENT = { afbud = "afbud", sygdom = "syg", udeblevet = "udeblevet" }

-- What the chart says over a week without attendance; nil where bars say enough.
local function week_note(week, counted)
  if not counted or counted.base == 0 then
    return holiday_week(week) or counted and FREE[counted.indfoersler[1].status] or nil
  end
  local word
  for _, entry in ipairs(counted.indfoersler) do
    if fremmoede.came(entry) then
      return nil
    end
    word = word or ABSENT[entry.status]
  end
  return word
end

-- Rows of weeks to a table whose columns are the weeks.
local function across(names, weeks, keys)
  local head, rows = { "Uge" }, {}
  for i, name in ipairs(names) do
    rows[i] = { name }
  end
  for _, week in ipairs(weeks) do
    head[#head + 1] = text.number(week.nr)
    for i, key in ipairs(keys) do
      table.insert(rows[i], week[key] or "–")
    end
  end
  return { hoved = head, raekker = rows }
end

--- Attendance: agreed and present gross hours of every week from the first to the last.
function kurver.attendance(case, log)
  local weeks, at = {}, by_week(log.uger)
  for week in date.weeks(log.uger[1].uge, log.uger[#log.uger].uge) do
    local counted = at[week]
    local item = { nr = date.week_number(week), uge = week, tegn = counted and counted.tegn or "",
      note = week_note(week, counted) }
    if counted and counted.base > 0 then
      item.aftalt = stat.round(counted.aftalt_brutto_min / 60, 1)
      item.tilstede = stat.round(counted.tilstede_min / 60, 1)
    end
    weeks[#weeks + 1] = item
  end
  return {
    slags = "fremmoede", enhed = "timer", uger = weeks, perioder = brackets(case, log.uger),
    hvad = "aftalte timer og timer til stede pr. uge", periode = phrase.period(log.fra, log.til),
    tabel = across({ "Aftalt", "Til stede", "Fravær" }, weeks, { "aftalt", "tilstede", "tegn" }),
  }
end

-- What happens in a week of a plan: new tasks by number, follow-up by form and date.
local function tasks_of(p, week, first)
  local out = {}
  for i, task in ipairs(p.opgaver or {}) do
    if task.fra_uge == week or (not task.fra_uge and first) then
      out[#out + 1] = text.number(i)
    end
  end
  return text.list(out)
end

local function follow_up_of(p, week)
  local out = {}
  for _, f in ipairs(p.opfoelgning or {}) do
    if f.dato and date.week(f.dato) == week then
      out[#out + 1] = phrase.lower(v.label("opfoelgning", f.form)) .. " " .. phrase.tick(f.dato)
    end
  end
  return table.concat(out, ", ")
end

--- A plan: hours, new tasks and follow-up of every week.
function kurver.plan(p)
  local weeks = {}
  for i, week in ipairs(plan.weeks(p)) do
    weeks[i] = { nr = date.week_number(week.uge), uge = week.uge, aftalt = week.timer, vist = text.number(week.timer),
      opgaver = tasks_of(p, week.uge, i == 1), opfoelgning = follow_up_of(p, week.uge) }
  end
  return {
    slags = "plan", enhed = "timer", uger = weeks, perioder = {},
    hvad = "timer pr. uge", periode = phrase.period(p.periode.start, p.periode.slut),
    tabel = across({ "Timer pr. uge", "Ny opgave", "Opfølgning" }, weeks, { "vist", "opgaver", "opfoelgning" }),
  }
end

local function direction(m)
  return m.retning and text.capital(v.label("retning", m.retning)) .. "." or "Retning ikke oplyst."
end

local function area_names(m)
  local names = {}
  for _, area in ipairs(m.omraader or {}) do
    names[area.id or ""] = area.navn
  end
  return names
end

-- "9. marts, Sundhed: Borger oplyser ..."
local function reason(r, names)
  local area = r.omraade and (names[r.omraade] or r.omraade)
  return phrase.join(table.pack(phrase.long(r.dato), area), ", ") .. ": " .. r.tekst
end

-- Reasons for a number of a radar's table stand under it, with a letter at the number. Returns
-- letters[area][date], the notes, and the set of reasons that are among them.
local function footnotes(m, series)
  local names, letters, notes, said = area_names(m), {}, {}, {}
  for _, point in ipairs(series) do
    for _, r in ipairs(m.begrundelser or {}) do
      local of = r.dato == point.dato and names[r.omraade] and (letters[r.omraade] or {})
      if of and not of[r.dato] and tendens.value(point, r.omraade) and #notes < #LETTERS then
        local letter = string.sub(LETTERS, #notes + 1, #notes + 1)
        of[r.dato], letters[r.omraade], said[r] = letter, of, true
        notes[#notes + 1] = { tegn = letter, tekst = reason(r, names) }
      end
    end
  end
  return letters, notes, said
end

-- One item per reason that is given and not in `said`.
local function reasons(m, out, said)
  local names = area_names(m)
  for _, r in ipairs(m.begrundelser or {}) do
    if not said[r] then
      phrase.field(out, "Begrundelse", reason(r, names))
    end
  end
end

-- One item that says on which dates which changes lack a reason.
local function unexplained(m, out)
  local at = {}
  for _, change in ipairs(tendens.unexplained(m)) do
    at[change.dato] = at[change.dato] or {}
    table.insert(at[change.dato], change.navn .. " (" .. text.number(change.fra) .. " til " ..
      text.number(change.til) .. ")")
  end
  local all = {}
  for dato, list in pairs(at) do
    all[#all + 1] = date.long(dato) .. ": " .. text.list(list) .. "."
  end
  phrase.field(out, "Begrundelse mangler", #all > 0 and table.concat(all, " ") or nil)
end

local function curve_points(m, series)
  local labels, out = ticks(series), {}
  for i, point in ipairs(series) do
    out[i] = tendens.with(m, point)
    out[i].navn, out[i].dato, out[i].vaerdi, out[i].note = labels[i], point.dato, point.vaerdi, point.note
  end
  return out
end

-- "datoer i 2026", for the caption of a table whose dates leave the year out; nil for others.
local function years(series)
  return #series > 0 and same_year(series) and "datoer i " .. string.sub(series[1].dato, 1, 4) or nil
end

-- Does the curve change its scale, to other ends, on the way?
local function has_other_ends(points)
  local before
  for _, point in ipairs(points) do
    if before and point.vaerdi and tendens.other_ends(before, point) then
      return true
    end
    before = point.vaerdi and point or before
  end
  return false
end

-- Lowest and highest of the scale that the goal stands on: the measurement's own, else the first that is said.
local function own_ends(m, points)
  local low, high = tendens.ends(m, {})
  for _, point in ipairs(points) do
    low, high = low or point.laveste, high or point.hoejeste
  end
  return low, high
end

-- "0–10, fra 4. maj 2026 1–5": the scales of a curve in their order.
local function scale_names(points)
  local out, before
  for _, point in ipairs(points) do
    if point.vaerdi and point.hoejeste and (not before or tendens.other_ends(before, point)) then
      out = out and out .. ", fra " .. date.long(point.dato) .. " " .. point.skala or point.skala
      before = point
    end
  end
  return out
end

-- The highest value a test can give.
local function top(m)
  local most = m.maks or 10
  for _, point in ipairs(m.serie) do
    most = math.max(most, point.maks or 0, point.vaerdi or 0)
  end
  return most
end

-- "ny skala 1–5; kan ikke sammenlignes med værdierne før", or nil where the curve goes on.
local function broken(before, point)
  local change = tendens.change(before, point)
  if not change or point.note and not tendens.other_ends(before, point) then
    return nil
  end
  return phrase.join(table.pack(change, change ~= "anden vurderer" and point.hoejeste and point.skala or nil), " ") ..
    "; kan ikke sammenlignes med værdierne før"
end

-- Values with the letter of what the case says of the point, or of why it is no longer the same curve.
local function remarked(points)
  local values, notes, before = {}, {}, nil
  for i, point in ipairs(points) do
    local why = before and point.vaerdi and broken(before, point) or nil
    local said = (point.note or why) and phrase.join(table.pack(point.note, why), "; ")
    values[i] = point.vaerdi or MISSING
    if said and point.vaerdi and #notes < #LETTERS then
      local letter = string.sub(LETTERS, #notes + 1, #notes + 1)
      values[i], notes[#notes + 1] = { vaerdi = point.vaerdi, note = letter }, { tegn = letter, tekst = said }
    end
    before = point.vaerdi and point or before
  end
  return values, #notes > 0 and notes or nil
end

-- A row of dashes for the values on the scale of `point`; the goal stands where its scale does.
local function new_row(m, points, point)
  local low, high = own_ends(m, points)
  local own = point.laveste == low and point.hoejeste == high
  local row = { navn = point.hoejeste and "Skala " .. point.skala or text.capital(point.skala),
    maal = m.maal_vaerdi and (own and m.maal_vaerdi or "–") }
  for i = 1, #points do
    row[i] = "–"
  end
  return row
end

-- The rows of a table: all values, or those on one scale, dashes where a date has its value on another.
local function value_rows(m, points, values)
  if not has_other_ends(points) then
    return { { navn = "Værdi", maal = m.maal_vaerdi, table.unpack(values, 1, #points) } }
  end
  local rows, at, row = {}, {}, nil
  for i, point in ipairs(points) do
    if point.vaerdi or not row then -- a date without a value stands with those before it
      row = at[point.skala] or new_row(m, points, point)
      if not at[point.skala] then
        at[point.skala], rows[#rows + 1] = row, row
      end
    end
    row[i] = values[i]
  end
  return rows
end

-- A date and its value of every row.
local function down(points, rows)
  local head, out = { "Dato" }, {}
  for j, row in ipairs(rows) do
    head[j + 1] = row.navn
    for i, point in ipairs(points) do
      out[i] = out[i] or { date.short(point.dato) }
      out[i][j + 1] = row[i]
    end
    if row.maal then
      out[#points + 1] = out[#points + 1] or { "Mål" }
      out[#points + 1][j + 1] = row.maal
    end
  end
  return { hoved = head, raekker = out }
end

-- Dates run across while they fit, else down.
local function curve_table(m, points, values)
  local made, rows = value_rows(m, points, values), {}
  if #points > MOST_DATES then
    return down(points, made)
  end
  local head = { #made > 1 and "Skala" or v.label("instrument", m.instrument) }
  for i, point in ipairs(points) do
    head[i + 1] = point.navn
  end
  for j, row in ipairs(made) do
    rows[j] = { row.navn, table.unpack(row, 1, #points) }
    rows[j][#points + 2] = row.maal
  end
  if m.maal_vaerdi then
    head[#points + 2] = "Mål"
  end
  return { hoved = head, raekker = rows }
end

-- A table with what its caption and the notes under it say.
local function titled(made, title, notes)
  made.titel, made.noter = title, notes
  return made
end

local function curve(case, m)
  local series = tendens.series(m)
  local points = curve_points(m, series)
  local values, notes = remarked(points)
  local low, high = 0, m.instrument == "skala-0-10" and 10 or top(m)
  if has_other_ends(points) then
    low, high = own_ends(m, points)
  end
  return {
    hvad = m.navn, periode = phrase.period(series[1].dato, series[#series].dato),
    laveste = low, hoejeste = high, skalaer = has_other_ends(points) and scale_names(points) or nil,
    maal = m.maal_vaerdi, punkter = points, perioder = placements(case),
    tabel = titled(curve_table(m, points, values), #series <= MOST_DATES and years(series) or nil, notes),
  }
end

-- The value of an area on a date, with the letter of its reason.
local function rated(point, area, letters)
  local value, of = tendens.value(point, area.id), letters[area.id]
  local letter = of and of[point.dato]
  return letter and { vaerdi = value, note = letter } or value or MISSING
end

-- The same the other way round, for many dates: a row per date.
local function long_radar_table(m, series, letters)
  local head, rows = { "Dato" }, {}
  for _, area in ipairs(m.omraader) do
    head[#head + 1] = area.navn
  end
  for i, point in ipairs(series) do
    rows[i] = { date.short(point.dato) }
    for _, area in ipairs(m.omraader) do
      table.insert(rows[i], rated(point, area, letters))
    end
  end
  return { hoved = head, raekker = rows }
end

-- "+3"; where the first or the last date has no value, since or until when it is: "−1 (til 11.05.)".
local function total(m, area, series, labels)
  local t = tendens.of(m, area.id)
  if not t or not t.aendring then
    return "–"
  end
  local at = {}
  for i, point in ipairs(series) do
    at[point.dato] = labels[i]
  end
  local when = phrase.join(table.pack(
    t.foerste_dato ~= series[1].dato and "fra " .. at[t.foerste_dato],
    t.seneste_dato ~= series[#series].dato and "til " .. at[t.seneste_dato]), " ")
  return (t.aendring > 0 and "+" or "") .. text.number(t.aendring) .. (when and " (" .. when .. ")" or "")
end

local function radar_table(m, series, letters)
  if #series > MOST_DATES then
    return long_radar_table(m, series, letters)
  end
  local head, rows, labels = { "Område" }, {}, ticks(series)
  for _, tick in ipairs(labels) do
    head[#head + 1] = tick
  end
  head[#head + 1] = "Ændring i alt"
  for i, area in ipairs(m.omraader) do
    rows[i] = { area.navn }
    for _, point in ipairs(series) do
      table.insert(rows[i], rated(point, area, letters))
    end
    table.insert(rows[i], total(m, area, series, labels))
  end
  return { hoved = head, raekker = rows }
end

-- The radar, and the set of the reasons that stand under its table.
local function radar(m)
  local series, axes, shown = tendens.series(m), {}, {}
  local letters, notes, said = footnotes(m, series)
  local labels = ticks(series)
  for i, area in ipairs(m.omraader) do
    axes[i] = { id = area.id, navn = area.navn, kort = area.kort }
  end
  for i, point in ipairs(series) do
    shown[i] = { dato = point.dato, navn = labels[i], vaerdier = point.vaerdier or {} }
  end
  return {
    hvad = m.navn, periode = phrase.period(series[1].dato, series[#series].dato),
    laveste = -5, hoejeste = 5, akser = axes, serier = shown,
    noegle = { nul = "0, start " .. phrase.day(series[1].dato), top = "5, mål nået" },
    tabel = titled(radar_table(m, series, letters), phrase.join(table.pack("skala −5 til 5",
      #series <= MOST_DATES and years(series) or nil), ", "), notes),
  }, said
end

-- "Om målingen": who, what, which scale.
local function about(m)
  local out = {}
  phrase.field(out, "Skala", m.instrument == "stoette-5" and
    "−5 til −1 tilbageskridt · 0 som ved start · 1 til 4 fremskridt · 5 målet er nået"
    or phrase.join(table.pack((re.gsub(v.label("instrument", m.instrument) or "", "^Skala ", "")),
      v.label("retning", m.retning)), ", "))
  phrase.field(out, "Vurderet af", m.vurderet_af and m.vurderet_af .. (m.instrument == "stoette-5" and
    ". Områderne lægges ikke sammen til ét tal." or ""))
  for _, a in ipairs(m.aktiviteter or {}) do
    phrase.field(out, "Aktivitet", a.omraade .. ": " .. a.aktivitet)
  end
  return out
end

-- What the changes rest on, and which lack it; nil when there is nothing to say.
local function grounds(m, said)
  local out = {}
  reasons(m, out, said)
  unexplained(m, out)
  return #out > 0 and out or nil
end

--- Every measurement of the case: { navn, om, kurve or radar, titel, grunde }; nil when there are none.
function kurver.measurements(case)
  local out = {}
  for _, m in ipairs(case.maalinger or {}) do
    local series = tendens.series(m)
    local said = {}
    local item = { id = m.id, navn = m.navn, om = about(m),
      periode = #series > 0 and phrase.period(series[1].dato, series[#series].dato)
        or phrase.missing }
    if #series == 0 then
      phrase.field(item.om, "Målt", phrase.missing)
    elseif m.instrument == "stoette-5" and #(m.omraader or {}) > 0 then
      item.radar, said = radar(m)
      item.titel = m.navn .. ". " .. text.capital(phrase.number(#item.radar.serier)) .. " målinger af " ..
        phrase.number(#m.omraader) .. " områder, " .. item.radar.periode
    elseif m.instrument ~= "stoette-5" then
      item.kurve = curve(case, m)
      item.titel = phrase.join(table.pack(m.navn .. ".", (item.kurve.skalaer or m.instrument == "skala-0-10" and "0–10"
        or "0–" .. text.number(item.kurve.hoejeste)) .. "."), " ")
      item.retning = direction(m)
    end
    item.grunde = grounds(m, said)
    out[#out + 1] = item
  end
  return #out > 0 and out or nil
end

return kurver
