--- Attendance, counted from the log (domain 4.5).
-- The base is every day with an agreed shift, less days agreed free, holidays and days on which the
-- workplace was closed. Illness counts as absence with notice. Planned minutes are those of every
-- shift in the log, agreed pauses taken off; net minutes are what the log says was worked; absence is
-- what is missing on the clock on the days of the base. Then planned minutes are those present, less
-- those beyond the agreed time, and absent and free ones (`fri_min`).

local v = use("vaerdier")
local phrase = use("phrase")

local fremmoede = {}

local MOEDT = { moedt = true, moedt_forsinket = true, gaaet_foer_tid = true }
local KENDT = {}
for _, choice in ipairs(v.status) do
  KENDT[choice[1]] = true
end
local FRI = { aftalt_fri = true, helligdag = true, lukket = true }
local TEGN = { afbud = "a", sygdom = "s", udeblevet = "u", gaaet_foer_tid = "f", moedt_forsinket = "o" }

--- Did the citizen come?
function fremmoede.came(entry)
  return MOEDT[entry.status] == true
end

--- Is it a day that counts?
function fremmoede.counts(entry)
  return not FRI[entry.status] and entry.planlagt ~= nil
end

-- What is counted of a log is asked for by many sections and checks, so it is kept: by the log, the entry
-- or the time that it is of. None of them changes while a report is made.
local kept = { ordered = {}, weeks = {}, of = {}, count = {}, shown = {}, gross = {}, week = {} }

--- Minutes on the clock in Denmark between `start` and `slut` of an agreed or actual time.
function fremmoede.gross(entry, time)
  if not time then
    return 0
  end
  local minutes = kept.gross[time]
  if not minutes then
    local start, slut = time.start, time.slut
    minutes = start and slut and date.minutes(entry.dato, start, slut) or 0
    kept.gross[time] = minutes
  end
  return minutes
end

--- The week of a date: "2026-W07".
function fremmoede.week_of(dato)
  local week = kept.week[dato]
  if not week then
    week = date.week(dato)
    kept.week[dato] = week
  end
  return week
end

--- Minutes worked: what the log says, else the time on the clock less the pause.
function fremmoede.net(entry)
  if entry.netto_min then
    return entry.netto_min
  end
  local pause = entry.faktisk and entry.faktisk.pause_min or 0
  return math.max(0, fremmoede.gross(entry, entry.faktisk) - pause)
end

-- Agreed minutes less agreed pauses.
local function planned(entry)
  return fremmoede.gross(entry, entry.planlagt) - (entry.planlagt and entry.planlagt.pause_min or 0)
end

-- Entries by date and start, and those keys.
local function by_key(log)
  local at, keys = {}, {}
  for _, entry in ipairs(log) do
    local dato, planlagt = entry.dato, entry.planlagt
    if dato and KENDT[entry.status] then
      local key = dato .. (planlagt and planlagt.start or "")
      if at[key] then
        at[key][#at[key] + 1] = entry
      else
        at[key], keys[#keys + 1] = { entry }, key
      end
    end
  end
  return at, keys
end

local function in_order(log)
  local out, at, keys = {}, by_key(log)
  table.sort(keys)
  for _, key in ipairs(keys) do
    for _, entry in ipairs(at[key]) do
      out[#out + 1] = entry
    end
  end
  return out
end

--- The log in order of date and start; entries without a date or a status, which only a draft has, are
-- left out. The list is kept for the next who asks: do not change it.
function fremmoede.ordered(log)
  if not log then
    return {}
  end
  local out = kept.ordered[log]
  if not out then
    out = in_order(log)
    kept.ordered[log], kept.ordered[out] = out, out
  end
  return out
end

-- The first place in a log in order whose date is not before `from`.
local function place_of(log, from)
  local low, high = 1, #log + 1
  while low < high do
    local middle = (low + high) // 2
    if log[middle].dato < from then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

--- The entries of a log from one date to another, in order.
function fremmoede.between(log, from, til)
  local all, out = fremmoede.ordered(log), {}
  local at = place_of(all, from)
  while all[at] and all[at].dato <= til do
    out[#out + 1] = all[at]
    at = at + 1
  end
  kept.ordered[out] = out
  return out
end

local function empty_count()
  return { raekker = 0, base = 0, fremmoedt = 0, planlagt_min = 0, netto_min = 0, tilstede_min = 0,
    fravaer_min = 0, fri_min = 0, ekstra_min = 0,
    moedt = 0, moedt_forsinket = 0, gaaet_foer_tid = 0, afbud = 0, sygdom = 0, udeblevet = 0,
    aftalt_fri = 0, helligdag = 0, lukket = 0 }
end

local function add(count, entry)
  local status, present = entry.status, fremmoede.gross(entry, entry.faktisk)
  count.raekker = count.raekker + 1
  count[status] = count[status] + 1
  count.netto_min = count.netto_min + fremmoede.net(entry)
  count.tilstede_min = count.tilstede_min + present
  count.planlagt_min = count.planlagt_min + planned(entry)
  local missed = fremmoede.gross(entry, entry.planlagt) - present
  if fremmoede.counts(entry) then
    count.base = count.base + 1
    count.fravaer_min = count.fravaer_min + math.max(0, missed)
  else
    count.fri_min = count.fri_min + math.max(0, missed)
  end
  count.ekstra_min = count.ekstra_min + math.max(0, -missed)
  if fremmoede.came(entry) then
    count.fremmoedt = count.fremmoedt + 1
  end
end

-- 41 of 45 is 91.1; nil when there is nothing to divide by.
local function percent(part, whole)
  if whole == 0 then
    return nil
  end
  return stat.round(part / whole * 100, 1)
end

-- The longest run of counting days with attendance.
local function streak(log)
  local best, run = 0, 0
  for _, entry in ipairs(log) do
    if fremmoede.counts(entry) then
      run = fremmoede.came(entry) and run + 1 or 0
      best = math.max(best, run)
    end
  end
  return best
end

--- Letters of absence of a week, in order: "a u".
local function letters(entries)
  local out = {}
  for _, entry in ipairs(entries) do
    out[#out + 1] = TEGN[entry.status]
  end
  return table.concat(out, " ")
end

-- The weeks of a log in order.
local function count_weeks(entries)
  local weeks, at = {}, {}
  for _, entry in ipairs(entries) do
    local key = fremmoede.week_of(entry.dato)
    local week = at[key]
    if not week then
      week = empty_count()
      week.uge, week.indfoersler, at[key] = key, {}, week
      weeks[#weeks + 1] = week
    end
    add(week, entry)
    week.indfoersler[#week.indfoersler + 1] = entry
  end
  for _, week in ipairs(weeks) do
    week.tegn = letters(week.indfoersler)
    week.timer_netto = stat.round(week.netto_min / 60, 2)
    week.aftalt_brutto_min = stat.sum(fremmoede.map(week.indfoersler, function(entry)
      return fremmoede.counts(entry) and fremmoede.gross(entry, entry.planlagt) or 0
    end))
  end
  return weeks
end

--- One item per ISO week that has entries, in order. Kept, as `fremmoede.ordered` is.
function fremmoede.weeks(log)
  local entries = fremmoede.ordered(log)
  kept.weeks[entries] = kept.weeks[entries] or count_weeks(entries)
  return kept.weeks[entries]
end

function fremmoede.map(list, f)
  local out = {}
  for i, item in ipairs(list) do
    out[i] = f(item)
  end
  return out
end

--- Days and minutes of a log, without what is told of its weeks; nil when there is no log.
function fremmoede.count(log)
  local entries = fremmoede.ordered(log)
  if #entries == 0 then
    return nil
  end
  local out = kept.count[entries]
  if not out then
    out = empty_count()
    for _, entry in ipairs(entries) do
      add(out, entry)
    end
    kept.count[entries] = out
  end
  return out
end

local function count_all(entries)
  local out = {}
  for key, value in pairs(fremmoede.count(entries)) do
    out[key] = value
  end
  out.uger = fremmoede.weeks(entries)
  out.pct = percent(out.fremmoedt, out.base)
  out.punktlig_pct = percent(out.moedt, out.fremmoedt)
  out.laengste_raekke = streak(entries)
  out.fulde_uger = stat.count(out.uger, function(week)
    return week.base > 0 and week.fremmoedt == week.base
  end)
  out.haeldning = fremmoede.slope(out.uger)
  out.fra, out.til = entries[1].dato, entries[#entries].dato
  return out
end

--- Everything that is counted, or nil when there is no log. Kept, as `fremmoede.ordered` is.
function fremmoede.of(log)
  local entries = fremmoede.ordered(log)
  if #entries == 0 then
    return nil
  end
  kept.of[entries] = kept.of[entries] or count_all(entries)
  return kept.of[entries]
end

--- Change of weekly net hours per week, least squares; nil with fewer than six weeks.
function fremmoede.slope(weeks)
  local series = {}
  for _, week in ipairs(weeks) do
    if week.base > 0 then
      series[#series + 1] = week.netto_min / 60
    end
  end
  return #series >= 6 and stat.round(stat.slope(series), 2) or nil
end

local function count_shown(log)
  local n = 0
  for _, entry in ipairs(log) do
    n = n + ((entry.planlagt or FRI[entry.status]) and 1 or 0)
  end
  return n
end

--- Days that the log has, free days and holidays included.
function fremmoede.shown(log)
  if not log then
    return 0
  end
  kept.shown[log] = kept.shown[log] or count_shown(log)
  return kept.shown[log]
end

--- Does the log hold fewer shifts than the case counts? One that holds none is no extract.
function fremmoede.is_extract(case)
  local f, n = case.fremmoede, fremmoede.shown(case.logbog)
  return f ~= nil and f.aftalte_dage ~= nil and n > 0 and n < f.aftalte_dage
end

--- What is counted of a log: "22 af 38 vagter" of an extract, "46 vagter" of a whole log.
function fremmoede.basis(case)
  local n = fremmoede.shown(case.logbog)
  return fremmoede.is_extract(case) and text.number(n) .. " af " .. phrase.count(case.fremmoede.aftalte_dage,
    "vagt", "vagter") or phrase.count(n, "vagt", "vagter")
end

-- In the order in which page 1 counts them.
local LEGEND = { "afbud", "sygdom", "udeblevet", "gaaet_foer_tid", "moedt_forsinket" }

--- The words for the letters that occur: { "a afbud", "u udeblevet", ... }
function fremmoede.legend(weeks)
  local seen, out = {}, {}
  for _, week in ipairs(weeks) do
    for _, entry in ipairs(week.indfoersler) do
      seen[entry.status] = true
    end
  end
  for _, status in ipairs(LEGEND) do
    if seen[status] then
      out[#out + 1] = TEGN[status] .. " " .. v.label("status", status)
    end
  end
  return out
end

return fremmoede
