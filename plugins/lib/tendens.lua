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
