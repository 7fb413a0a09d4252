--- Trends of measurements (domain 4.6): what was measured when, what changed, what lacks a reason.
-- Values are ordinal: areas stand side by side and are never added up. A missing value is nil.

local tendens = {}

--- The value of `area` on a date, or of the series itself when `area` is nil.
function tendens.value(point, area)
  if area then
    return point.vaerdier and point.vaerdier[area]
  end
  return point.vaerdi
end

local function by_date(a, b)
  return a.dato < b.dato
end

--- The series in order of date.
function tendens.series(measure)
  local out = {}
  for _, point in ipairs(measure.serie or {}) do
    if point.dato then
      out[#out + 1] = point
    end
  end
  table.sort(out, by_date)
  return out
end

-- "0-10", "Skala 1–5", "-5 til 5": two numbers and nothing else.
local SPAN = "(?i)^(?:skala )?([-−]?\\d+(?:,\\d+)?)\\s*(?:-|–|til)\\s*([-−]?\\d+(?:,\\d+)?)$"

local function number(s)
  return tonumber((re.gsub(re.gsub(s, "−", "-"), ",", ".")))
end

--- Lowest and highest of the scale that a value stands on; nil where the case does not say.
function tendens.ends(measure, point)
  if point.skala then
    local low, high = re.match(text.trim(point.skala), SPAN)
    low, high = low and number(low), high and number(high)
    if low and high and low < high then
      return low, high
    end
    return nil
  elseif point.instrument and point.instrument ~= measure.instrument and not point.maks then
    return nil
  end
  local most = point.maks or measure.maks or (measure.instrument == "skala-0-10" and 10) or nil
  if most and most > 0 then
    return 0, most
  end
  return nil
end

local function span(low, high)
  return low and text.number(low) .. "–" .. text.number(high) or nil
end

--- What a value was measured with: scale and its ends, instrument, assessor. What a point does not say
-- goes for it as the measurement says; where that says nothing, a point that does is told from those that
-- do not.
function tendens.with(measure, point)
  local own = "målingens egen"
  local low, high = tendens.ends(measure, point)
  return { skala = span(low, high) or point.skala or own, laveste = low, hoejeste = high,
    instrument = point.instrument or measure.instrument or own,
    vurderet_af = point.vurderet_af or measure.vurderet_af or own }
end

--- Do two values, both as `tendens.with` gives them, stand on scales of other ends? No note makes a 3 of
-- 5 a 3 of 10.
function tendens.other_ends(before, now)
  return before.hoejeste ~= nil and now.hoejeste ~= nil and
    (before.laveste ~= now.laveste or before.hoejeste ~= now.hoejeste)
end

--- What is other at a point than at the one before it, in the words of the chart; nil when nothing is.
-- Both as `tendens.with` gives them.
function tendens.change(before, now)
  return now.instrument ~= before.instrument and "andet måleredskab"
    or now.skala ~= before.skala and "ny skala"
    or now.vurderet_af ~= before.vurderet_af and "anden vurderer" or nil
end

--- May the values be set against each other? Not across another scale, instrument or assessor, unless
-- the case says why in a note at the point; across scales of other ends never.
function tendens.is_one(measure)
  local before
  for _, point in ipairs(tendens.series(measure)) do
    local now = tendens.with(measure, point)
    if before and (tendens.other_ends(before, now) or not point.note and tendens.change(before, now)) then
      return false
    end
    before = now
  end
  return true
end

--- The reason given for `area` on `dato`, or nil. A reason without area stands for the whole date.
function tendens.reason(measure, dato, area)
  for _, reason in ipairs(measure.begrundelser or {}) do
    if reason.dato == dato and (reason.omraade == area or reason.omraade == nil) then
      return reason
    end
  end
  return nil
end

--- { foerste, seneste, hoejeste, laveste, antal, dage, foerste_dato, seneste_dato } or nil.
function tendens.of(measure, area)
  local out
  for _, point in ipairs(tendens.series(measure)) do
    local value = tendens.value(point, area)
    if value then
      out = out or { foerste = value, foerste_dato = point.dato, hoejeste = value, laveste = value,
        antal = 0 }
      out.seneste, out.seneste_dato = value, point.dato
      out.hoejeste, out.laveste = math.max(out.hoejeste, value), math.min(out.laveste, value)
      out.antal = out.antal + 1
    end
  end
  if out then
    out.dage = date.days(out.foerste_dato, out.seneste_dato)
    out.aendring = out.antal > 1 and out.seneste - out.foerste or nil
  end
  return out
end

--- Changes between two measurements that follow each other: { dato, fra, til, spring, omraade }.
function tendens.changes(measure, area)
  local out, before = {}, nil
  for _, point in ipairs(tendens.series(measure)) do
    local value = tendens.value(point, area)
    if value and before and value ~= before then
      out[#out + 1] = { dato = point.dato, fra = before, til = value, spring = value - before,
        omraade = area, begrundelse = tendens.reason(measure, point.dato, area) }
    end
    before = value or before
  end
  return out
end

--- Was there a fall? On the −5 to 5 scale that needs a reason.
function tendens.fell(measure, area)
  for _, change in ipairs(tendens.changes(measure, area)) do
    if change.spring < 0 then
      return true
    end
  end
  return false
end

--- Changes that need a reason and have none: a step of two or more, and any fall (X10, 4.6).
function tendens.unexplained(measure)
  local out = {}
  for _, area in ipairs(measure.omraader or {}) do
    for _, change in ipairs(tendens.changes(measure, area.id)) do
      if not change.begrundelse and (math.abs(change.spring) >= 2 or change.spring < 0) then
        change.navn = area.navn
        out[#out + 1] = change
      end
    end
  end
  return out
end

return tendens
