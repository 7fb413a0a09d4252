--- Who signs, in which order, and what each signature means: first person, plain words.

local v = use("vaerdier")
local phrase = use("phrase")

local underskrift = {}

-- By report and role. `tolk` is what the citizen signs when an interpreter took part.
local MEANING = {
  praktikplan = {
    arbejdsgiver = "Jeg har læst planen. Opgaver, tider og hensyn passer, og virksomheden følger dem.",
    medarbejderrepraesentant = "Jeg er hørt om praktikken på vegne af de ansatte.",
    borger = "Jeg har læst planen. Jeg ved, hvad jeg skal lave og hvornår.",
    tolk = "Planen er læst op og oversat for mig. Jeg ved, hvad jeg skal lave og hvornår.",
    konsulent = "Jeg har skrevet planen og følger op på de aftalte dage.",
    jobcenter = "Jeg godkender tilbuddet om praktik på kommunens vegne.",
  },
  ["rehab-dossier"] = {
    borger = "Jeg har læst og kommenteret dossieret. Min underskrift er ikke et samtykke.",
    tolk = "Dossieret er læst op og oversat for mig, og jeg har kommenteret det. " ..
      "Min underskrift er ikke et samtykke.",
    konsulent = "Jeg har skrevet dossieret. Det bygger på de iagttagelser og bilag, det nævner.",
    ergoterapeut = "Jeg står inde for de vurderinger, der står i mit navn.",
    fysioterapeut = "Jeg står inde for de vurderinger, der står i mit navn.",
    arbejdsgiver = "Jeg har læst de iagttagelser, der står i mit navn. De passer.",
    jobcenter = "Jeg har modtaget dossieret.",
  },
  ["logbog-sammenfatning"] = {
    borger = "Jeg har læst sammenfatningen. Ordene fra min logbog er mine egne.",
    tolk = "Sammenfatningen er læst op og oversat for mig. Ordene fra min logbog er mine egne.",
    konsulent = "Jeg har skrevet sammenfatningen ud fra logbogen.",
    arbejdsgiver = "Jeg har læst sammenfatningen. Mine noter er gengivet, som jeg skrev dem.",
  },
}

local SAME = { kommune = "jobcenter", myndighed = "jobcenter", sagsbehandler = "jobcenter" }

local IN_FIRST_PERSON = "^(?:Jeg|Vi)\\b"

-- What a signature means in this report. The case has one list of signers for all its reports, so what it says
-- itself (`betydning`) counts only where the report has no sentence for the role, and in the first person.
local function meaning(report, s, has_interpreter)
  local of = MEANING[report] or {}
  local said = of[SAME[s.rolle] or s.rolle]
  if s.rolle == "borger" and has_interpreter then
    said = of.tolk or said
  end
  if not said and s.betydning and re.find(s.betydning, IN_FIRST_PERSON) then
    said = phrase.stop(s.betydning)
  end
  return said or "Jeg har læst dokumentet."
end

local function employers(case)
  local out = {}
  if case.praktikplan then
    out[1] = case.praktikplan.arbejdsgiver
  end
  for _, p in ipairs(case.placeringer or {}) do
    out[#out + 1] = p.arbejdsgiver
  end
  return out
end

-- Everyone whom the case knows, with title and organisation.
local function people(case)
  local out, m, l = {}, case.myndighed, case.leverandoer
  local function add(role, person, organisation, cvr)
    if person and person.navn then
      out[#out + 1] = { rolle = role, navn = person.navn, titel = person.titel, organisation = organisation, cvr = cvr }
    end
  end
  add("jobcenter", m.sagsbehandler, m.enhed or m.navn, m.cvr)
  add("konsulent", l.konsulent, l.navn, l.cvr)
  add("konsulent", l.mentor, l.navn, l.cvr)
  for _, f in ipairs(l.fagpersoner or {}) do
    add(nil, f)
  end
  for _, a in ipairs(employers(case)) do
    if a then
      add("arbejdsgiver", a.kontakt, a.navn, a.cvr)
      add("arbejdsgiver", a.praktikvaert, a.navn, a.cvr)
      add("medarbejderrepraesentant", a.medarbejderrepraesentant, a.navn, a.cvr)
    end
  end
  return out
end

local SIDES = { jobcenter = true, konsulent = true, arbejdsgiver = true, medarbejderrepraesentant = true }

-- Two people may share a name: who signs for one side is not taken for somebody of another.
local function known(list, navn, rolle)
  local side = SAME[rolle] or rolle == "mentor" and "konsulent" or rolle
  for _, person in ipairs(list) do
    if person.navn == navn and (person.rolle == side or person.rolle == nil or not SIDES[side]) then
      return person
    end
  end
  return {}
end

-- A second signer of the same role gets a name of its own: "ergoterapeut-2".
local function unique(role, seen)
  role = role or "[mangler]"
  seen[role] = (seen[role] or 0) + 1
  return seen[role] == 1 and role or role .. "-" .. seen[role]
end

--- The signature fields, in the order of the case. Who does not sign this report has no name in it.
function underskrift.list(case, report)
  local out, seen, everyone = {}, {}, people(case)
  local tolk = case.borger.tolk ~= nil and case.borger.tolk.behov == true
  for _, s in ipairs(case.underskrifter or {}) do
    if s.navn then
      local who = s.rolle == "borger" and {} or known(everyone, s.navn, s.rolle)
      out[#out + 1] = {
        rolle = unique(s.rolle, seen),
        betegnelse = text.capital(v.label("rolle", s.rolle) or "[mangler]"),
        navn = s.navn,
        titel = s.titel or who.titel,
        organisation = s.organisation or who.organisation,
        cvr = s.cvr or who.cvr,
        kraevet = s.kraevet ~= false,
        metode = s.metode,
        betydning = meaning(report, s, tolk),
      }
    end
  end
  return out
end

return underskrift
