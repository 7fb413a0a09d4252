--- X20: a report that was sent without a receipt is not sent. The deadline comes from the order; what the
-- day is comes from the case alone (its own dates), so the same case always gives the same findings.

local plan = use("plan")

local afsendelse = {}

local function is_working_day(d)
  return date.weekday(d) <= 5 and not plan.public_holiday(d)
end

-- `n` days after `d`: calendar days, or days on which people work.
local function after(d, n, working)
  if not working then
    return date.add(d, n)
  end
  while n > 0 do
    d = date.add(d, 1)
    n = n - (is_working_day(d) and 1 or 0)
  end
  return d
end

--- The last day for the report, or nil when the case does not say.
function afsendelse.deadline(case)
  local limit, course = case.bestilling and case.bestilling.rapportfrist, case.forloeb or {}
  local planned = limit and limit.regnes_fra == "bestillingens_slut"
  local from = planned and course.slut_planlagt or course.slut_faktisk or course.slut_planlagt
  if not limit or not limit.dage or not from then
    return nil
  end
  return after(from, limit.dage, limit.type == "arbejdsdage")
end

-- The latest day that the case itself knows of.
local function latest(case, today)
  local last = today or "0000"
  for _, a in ipairs(case.afsendelse or {}) do
    local day = a.sendt and string.sub(a.sendt, 1, 10)
    last = day and day > last and day or last
  end
  return last
end

local function attempts(case)
  local sent, received
  for i, a in ipairs(case.afsendelse or {}) do
    if a.kvittering then
      received = received or a
    elseif a.sendt or a.status == "sendt" or a.status == "afsendt_uden_kvittering" then
      sent = sent or i
    end
  end
  return sent, received
end

local function without_receipt(case, problem, i, deadline, today)
  local over = deadline and latest(case, today) >= deadline
  problem("afsendelse[" .. i .. "]", "rapporten er afsendt uden kvittering" .. (deadline and "; fristen " ..
    (over and "var " or "er ") .. date.long(deadline) or ""),
    { code = "X20", severity = over and "error" or "warning",
      suggestion = "hent kvitteringen i portalen, eller send igen, og skriv kvittering" })
end

--- `today` is the document's date.
function afsendelse.check(case, problem, today)
  local sent, received = attempts(case)
  local deadline = afsendelse.deadline(case)
  if sent and not received then
    without_receipt(case, problem, sent, deadline, today)
  elseif received and received.sendt and deadline and string.sub(received.sendt, 1, 10) > deadline then
    for i, a in ipairs(case.afsendelse) do
      if a == received then
        problem("afsendelse[" .. i .. "].sendt", "afsendelsen med kvittering er fra " ..
          date.long(string.sub(a.sendt, 1, 10)) .. "; fristen var " .. date.long(deadline),
          { code = "X20", severity = "warning", suggestion = "kontrollér datoen, eller skriv årsagen til myndigheden" })
      end
    end
  end
end

return afsendelse
