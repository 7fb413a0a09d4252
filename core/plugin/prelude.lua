--- The part of the plugin interface that is easier to write in Lua. Runs once in each sandbox,
-- before the plugin, and gets the tables of library functions to add to.
--
-- It is never named in messages: a fault in here is one of the plugin line that called it.

local lib = ...
local floor, huge, tointeger = math.floor, math.huge, math.tointeger

-- ---------------------------------------------------------------------------------------------
-- table.sort: merge sort. Stable, and the same on every run (Lua's own picks its pivots by the
-- clock); an order that contradicts itself gives some order, never a crash or a loop.

local function default_order(a, b)
  return a < b
end

-- Merges from[low .. middle - 1] and from[middle .. high - 1] into to[low ..]. Most lists come
-- nearly in order: halves that follow each other as they are cost one comparison. Lists of numbers or
-- texts without an order of their own are sorted by the same steps in C (sort.c).
local function merge(from, to, low, middle, high, before)
  local left, right = low, middle
  if middle >= high or not before(from[middle], from[middle - 1]) then
    for at = low, high - 1 do
      to[at] = from[at]
    end
    return
  end
  for at = low, high - 1 do
    if left < middle and (right >= high or not before(from[right], from[left])) then
      to[at] = from[left]
      left = left + 1
    else
      to[at] = from[right]
      right = right + 1
    end
  end
end

local function copy_of(list)
  local copy = {}
  for i = 1, #list do
    copy[i] = list[i]
  end
  return copy
end

local sort_plain = lib.table.sort

function lib.table.sort(list, before)
  if type(list) ~= "table" then
    error("sort takes a list, not a " .. type(list))
  end
  if before == nil and sort_plain(list) then
    return
  end
  before = before or default_order
  local from, to, n = copy_of(list), {}, #list
  local width = 1
  while width < n do
    for low = 1, n, 2 * width do
      local middle, high = low + width, low + 2 * width
      merge(from, to, low, middle <= n and middle or n + 1, high <= n and high or n + 1, before)
    end
    from, to, width = to, from, 2 * width
  end
  for i = 1, n do
    list[i] = from[i]
  end
end

-- ---------------------------------------------------------------------------------------------
-- text

function lib.text.list(items, word)
  local n = #items
  if n < 2 then
    return n == 1 and lib.tostring(items[1]) or ""
  end
  local head = {}
  for i = 1, n - 1 do
    head[i] = lib.tostring(items[i])
  end
  return lib.table.concat(head, ", ") .. " " .. (word or "og") .. " " .. lib.tostring(items[n])
end

-- ---------------------------------------------------------------------------------------------
-- stat: figures over a list of numbers, or over field `key` of a list of tables. Items without
-- the field are left out; there is no mean, median, smallest or largest of nothing.

local function number_of(item, key, at)
  local value = item
  if key ~= nil then
    if type(item) ~= "table" then
      error("item " .. at .. " is a " .. type(item) .. ", not a table with '" .. key .. "'")
    end
    value = item[key]
  end
  if value ~= nil and type(value) ~= "number" then
    error("item " .. at .. " is a " .. type(value) .. ", not a number")
  end
  return value
end

local function numbers(list, key)
  if type(list) ~= "table" then
    error("expected a list, got a " .. type(list))
  end
  local out = {}
  for at = 1, #list do
    out[#out + 1] = number_of(list[at], key, at)
  end
  return out
end

local function sum_of(values)
  local total = 0
  for i = 1, #values do
    total = total + values[i]
  end
  return total
end

-- The value that none of the others comes before.
local function first_of(values, before)
  local best = values[1]
  for i = 2, #values do
    if before(values[i], best) then
      best = values[i]
    end
  end
  return best
end

function lib.stat.sum(list, key)
  return sum_of(numbers(list, key))
end

function lib.stat.mean(list, key)
  local values = numbers(list, key)
  if #values > 0 then
    return sum_of(values) / #values
  end
end

function lib.stat.median(list, key)
  local values = numbers(list, key)
  local n = #values
  lib.table.sort(values)
  if n % 2 == 1 then
    return values[n // 2 + 1]
  elseif n > 0 then
    return (values[n // 2] + values[n // 2 + 1]) / 2
  end
end

function lib.stat.min(list, key)
  return first_of(numbers(list, key), default_order)
end

function lib.stat.max(list, key)
  return first_of(numbers(list, key), function(a, b) return a > b end)
end

function lib.stat.count(list, test)
  if test == nil then
    return #list
  end
  local n = 0
  for i = 1, #list do
    if test(list[i]) then
      n = n + 1
    end
  end
  return n
end

-- Least squares of the values against 1, 2, 3 ...
function lib.stat.slope(list, key)
  local values = numbers(list, key)
  local n = #values
  if n < 2 then
    return nil
  end
  local middle, mean = (n + 1) / 2, sum_of(values) / n
  local above, below = 0, 0
  for i = 1, n do
    above = above + (i - middle) * (values[i] - mean)
    below = below + (i - middle) ^ 2
  end
  return above / below
end

-- Half away from zero, as people round; a little slack, since 1.005 is stored as 1.00499999...
local function round_size(size, power)
  local exact = size * power
  return floor(exact + 0.5 + exact * 1e-15) / power
end

function lib.stat.round(number, decimals)
  if type(number) ~= "number" or number ~= number or number == huge or number == -huge then
    error("round takes a number, not " .. lib.tostring(number))
  end
  decimals = decimals or 0
  if decimals < 0 or decimals > 6 then
    error("round takes 0 to 6 decimals")
  end
  local size = number < 0 and -number or number
  if size * 10 ^ decimals >= 2 ^ 52 then
    return number
  end
  local rounded = round_size(size, 10 ^ decimals)
  rounded = number < 0 and -rounded or rounded
  return tointeger(rounded) or rounded
end
