--- X22 of domain 5.3: is a text that the citizen signs easy to read? Two measures, both with their
-- limit: words per sentence, and LIX (words per sentence plus the share of long words in per cent).

local tekst = {}

local MOST_WORDS, MOST_LIX = 25, 50
local LEAST = 20 -- words; of fewer, one long word decides the LIX
local WORD, LONG_WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N}'’-]*", "\\p{L}{7,}"
local SENTENCE_END = "(?<=[.!?:])\\s+(?=[\\p{Lu}»„\"])|\\n+"

local function count(s, pattern)
  local _, n = re.gsub(s, pattern, "")
  return n
end

--- { ord, pr_saetning, lix } of a text; nil when it is too short to be measured.
function tekst.measure(s)
  local words, sentences = count(s, WORD), 0
  if words < LEAST then
    return nil
  end
  for _, part in ipairs(re.split(text.trim(s), SENTENCE_END)) do
    sentences = sentences + (count(part, WORD) > 0 and 1 or 0)
  end
  local length = words / sentences
  return { ord = words, pr_saetning = stat.round(length, 1),
    lix = stat.round(length + count(s, LONG_WORD) / words * 100) }
end

--- Warns when the text at `path` is over a limit.
function tekst.readable(problem, path, s)
  local m = s and tekst.measure(s)
  if not m or (m.pr_saetning <= MOST_WORDS and m.lix <= MOST_LIX) then
    return
  end
  problem(path, "teksten er svær at læse: " .. text.number(m.pr_saetning) .. " ord pr. sætning (højst " ..
    text.number(MOST_WORDS) .. ") og LIX " .. text.number(m.lix) .. " (højst " .. text.number(MOST_LIX) .. ")",
    { code = "X22", severity = "warning", suggestion = "del sætningerne, og brug kortere ord" })
end

--- The texts of an internship plan that others than the citizen wrote.
function tekst.plan(case, problem)
  tekst.readable(problem, "praktikplan.formaal_tekst", case.praktikplan.formaal_tekst)
  for i, task in ipairs(case.praktikplan.opgaver) do
    local path = "praktikplan.opgaver[" .. i .. "]."
    tekst.readable(problem, path .. "beskrivelse", task.beskrivelse)
    tekst.readable(problem, path .. "krav", task.krav)
  end
end

return tekst
