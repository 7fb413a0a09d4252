--- Sentences of a text, and the numbers in them as a reader reads them: "13", "3,5", "tretten" is not
-- one of them, "tre" is. What stands between quotation marks was said by somebody and is left out.

local saetninger = {}

local WORDS = { ["nul"] = 0, ["en"] = 1, ["én"] = 1, ["et"] = 1, ["ét"] = 1, ["to"] = 2, ["tre"] = 3, ["fire"] = 4,
  ["fem"] = 5, ["seks"] = 6, ["syv"] = 7, ["otte"] = 8, ["ni"] = 9, ["ti"] = 10, ["elleve"] = 11, ["tolv"] = 12 }

--- A number in a pattern: digits, or a word up to twelve; one capture.
saetninger.TAL = "(\\d+(?:[.,]\\d+)?|nul|[eé]n|[eé]t|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)"

--- The number that was captured.
function saetninger.number(s)
  local low = text.lower(s)
  return WORDS[low] or tonumber((re.gsub(low, ",", ".")))
end

--- The sentences of a text, with single blanks and without what is quoted.
function saetninger.of(s)
  return text.sentences(s or "")
end

--- Every match of `pattern` in `s`, each as the list of its captures, with `hele` the whole of it and
-- `efter` what follows.
function saetninger.all(s, pattern)
  local out, at = {}, 1
  while at <= #s do
    local from, til = re.find(s, pattern, at)
    if not from or til < from then
      break
    end
    local found = table.pack(re.match(string.sub(s, from), pattern))
    found.hele, found.efter = string.sub(s, from, til), string.sub(s, til + 1)
    out[#out + 1] = found
    at = til + 1
  end
  return out
end

return saetninger
