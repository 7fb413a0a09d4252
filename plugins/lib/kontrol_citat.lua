--- X17: what somebody said stays as it was captured. A digest beside the quote tells when it was edited:
-- SHA-256 over its words, so that new line breaks in the file change nothing.

local phrase = use("phrase")

local citat = {}

--- The digest of a quote: 64 hex digits over the text with single blanks.
function citat.sha256(s)
  return text.sha256((re.gsub(text.trim(s), "\\s+", " ")))
end

local function check(problem, path, what, s, digest)
  if not digest then
    return
  elseif not s then
    problem(path .. "_sha256", what .. " er væk, men kontrolsummen står her endnu",
      { code = "X17", suggestion = "skriv ordene, som de blev sagt, eller slet kontrolsummen" })
    return
  end
  local right, said = citat.sha256(s), text.lower(digest)
  if said == "beregn" then
    problem(path .. "_sha256", "kontrolsummen er " .. string.sub(right, 1, 16),
      { code = "citat.kontrolsum", severity = "info", suggestion = "skriv den i stedet for 'beregn'" })
  elseif not text.starts(right, said) then
    problem(path, what .. " er ændret, efter at det blev skrevet ned",
      { code = "X17", suggestion = "skriv ordene, som de blev sagt; forkort med […], og behold hele citatet i sagen" })
  end
end

--- Quotes of observations and the citizen's words in the log.
function citat.check(case, problem)
  for i, o in ipairs(case.observationer or {}) do
    check(problem, "observationer[" .. i .. "].citat", "citatet i " .. (o.id or phrase.missing), o.citat, o.citat_sha256)
  end
  for i, l in ipairs(case.logbog or {}) do
    check(problem, "logbog[" .. i .. "].borgers_ord", "citatet i " .. (l.id or phrase.missing), l.borgers_ord,
      l.borgers_ord_sha256)
  end
end

return citat
