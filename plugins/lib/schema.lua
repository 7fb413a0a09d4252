--- Pure functions over field declarations: a report picks blocks of the case format and adjusts
-- them, and the format itself stays as it is.
--
-- Paths are those of the declarations; what stands inside the items of a list is reached with `[]`:
-- "bestilling.maal[].fastsat".

local schema = {}

local function copy(field, changes)
  local out = {}
  for key, value in pairs(field) do
    out[key] = value
  end
  for key, value in pairs(changes or {}) do
    out[key] = value
  end
  return out
end

-- The paths that go on inside the items of a list, without the way to it; none for other fields.
local function inside(paths, field)
  local rest = {}
  if type(field.each) ~= "table" then
    return rest
  end
  local way = field[1] .. "[]."
  for _, path in ipairs(paths) do
    if string.sub(path, 1, #way) == way then
      rest[#rest + 1] = string.sub(path, #way + 1)
    end
  end
  return rest
end

-- Is the field one of `paths`, or below one of them?
local function named(paths, field)
  for _, path in ipairs(paths) do
    if field == path or (string.sub(field, 1, #path) == path and string.sub(field, #path + 1, #path + 1) == ".") then
      return true
    end
  end
  return false
end

--- All lists in one.
function schema.join(...)
  local out = {}
  for _, list in ipairs(table.pack(...)) do
    for _, field in ipairs(list) do
      out[#out + 1] = field
    end
  end
  return out
end

--- Only the fields named, with everything below them. Of a list named by "list[].key" only those keys.
function schema.only(list, paths)
  local out = {}
  for _, field in ipairs(list) do
    local keys = inside(paths, field)
    if #keys > 0 then
      out[#out + 1] = copy(field, { each = schema.only(field.each, keys) })
    elseif named(paths, field[1]) then
      out[#out + 1] = field
    end
  end
  return out
end

--- Everything but the fields named.
function schema.without(list, paths)
  local out = {}
  for _, field in ipairs(list) do
    local keys = inside(paths, field)
    if not named(paths, field[1]) then
      out[#out + 1] = #keys > 0 and copy(field, { each = schema.without(field.each, keys) }) or field
    end
  end
  return out
end

--- The fields named get `changes`: schema.set(list, { "borger.cpr" }, { mask = true }).
function schema.set(list, paths, changes)
  local out = {}
  for i, field in ipairs(list) do
    local keys = inside(paths, field)
    out[i] = field
    if #keys > 0 then
      out[i] = copy(field, { each = schema.set(field.each, keys, changes) })
    end
    for _, path in ipairs(paths) do
      if path == field[1] then
        out[i] = copy(out[i], changes)
      end
    end
  end
  return out
end

--- The fields named must be there (`schema.required`) or may be absent (`schema.optional`).
function schema.required(list, paths)
  return schema.set(list, paths, { optional = false })
end

function schema.optional(list, paths)
  return schema.set(list, paths, { optional = true })
end

return schema
