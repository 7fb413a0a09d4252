--- Does an observation tell of something that was done, of something that stood in the way, or of both?
-- A small lexicon with inflections; what is in neither list counts for nothing. It sorts the material,
-- never the person, and is used where only the sum of many observations matters.

local saetninger = use("saetninger")

local balance = {}

local NOUN = "(?:fejl|ophold|gener|smerter|påmindelser?|hjælp|støtte|instruktion(?:er)?|afbrydelser?|forsinkelser?|fravær)"
-- "uden fejl" is something that was done, though it names an error.
local ABSENT = "(?i)\\b(?:uden|ingen|0|nul)\\s+(?:[\\p{L}]+\\s+)?" .. NOUN .. "\\b"

local DONE = {
  "gennemført[e]?|gennemførte|fuldførte|afsluttede|nåede (?!ikke)|lykkedes",
  "på egen hånd|selvstændigt|af sig selv|på eget initiativ|efter eget skema|uopfordret",
  "spurgte (?:selv )?(?:til|om|ind)|tilkaldte|foreslog|tilbød|aftalte|hjalp (?!s)|hilste|gav hånd|opdagede|rettede selv|så (?:det )?selv",
  "huskede|gentog trin|lærte|satte selv|pegede selv|valgte selv|skiftede opgave|arbejdede \\d+ minutter uden",
  "som aftalt|til tiden|rettidigt|(?:stemte|rigtige?|korrekte?)\\b",
  "betjente|vejledte|forklarede|byttede|holdt (?:aftalen|tiden)",
}

local HINDERED = {
  "standsede|stoppede|afbrød|gav op|måtte (?:afbryde|stoppe|hvile|holde|sidde|gå)|kunne ikke|nåede ikke|ikke gennemført|blev ikke færdig",
  "ophold|satte sig|lagde sig|lå ned|hvilede|lukkede øjnene|støttede (?:sig|venstre|højre)|gik ud|trak sig",
  "gik (?:kl\\.? ?[\\d.]+ )?(?:før|hjem)|meldte afbud|udeblev|for sent|forsink|sygemeld|meldte (?:sig )?syg",
  "fejl|forkert|glemte|overså|mangle(?:de|r)|faldt (?:til|fra)|mod \\d+[^.]{0,30}(?:tidligere|foregående)",
  "gene(?:r|rne)?|smert\\w*|svimmel\\w*|træt\\w*|rystede|udstrålende|søvn resten",
  "påmind\\w*|gentagne instruktion\\w*|bad om hjælp|hjælp fra|en kollega løftede|udgik|byttet til|svært at",
}

local function one_of(list)
  return "(?i)\\b(?:" .. table.concat(list, "|") .. ")"
end

local ANY_DONE, ANY_HINDERED = one_of(DONE), one_of(HINDERED)

-- Stands between two sentences when all are searched at once; nothing in the lexicon reaches across it.
local BREAK = ".\u{1}"

-- By observation what is known so far; the lexicon is long, so it is read only as far as somebody asks.
local kept = {}

local function opened(o)
  local said = table.concat(saetninger.of((o.iagttaget or "") .. " " .. (o.situation or "")), BREAK)
  local plain, without = re.gsub(said, ABSENT, "")
  return { ord = plain, gjort = without > 0 or nil }
end

local LEXICON = { gjort = ANY_DONE, hindret = ANY_HINDERED }

--- Does the observation tell of `what`: "gjort" or "hindret"?
function balance.tells(o, what)
  local known = kept[o] or opened(o)
  kept[o] = known
  if known[what] == nil then
    known[what] = re.find(known.ord, LEXICON[what]) ~= nil
  end
  return known[what]
end

--- Does any of the observations tell of it?
function balance.any(list, what)
  for _, o in ipairs(list) do
    if balance.tells(o, what) then
      return true
    end
  end
  return false
end

--- How many of them do?
function balance.count(list, what)
  local n = 0
  for _, o in ipairs(list) do
    n = n + (balance.tells(o, what) and 1 or 0)
  end
  return n
end

return balance
