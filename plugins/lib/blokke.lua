--- Groups of fields that several parts of the case format are made of.

local v = use("vaerdier")
local schema = use("schema")

local blokke = {}

-- Lists of scalars: ids of items elsewhere, or values of a set.
function blokke.refs(key, label, to)
  return { key, "list", label = label, optional = true, lenient = true, each = "ref", to = to }
end

function blokke.choices(key, label, set)
  return { key, "list", label = label, min = 1, lenient = true, each = "choice", choice = set, open = true }
end

function blokke.person(path, label, optional)
  return {
    { path .. ".navn", "navn", label = label, optional = optional },
    { path .. ".titel", "text", label = "Titel", stemme = "ingen", optional = true },
    { path .. ".telefon", "telefon", label = "Telefon", optional = true },
    { path .. ".email", "email", label = "E-mail", optional = true },
  }
end

function blokke.address(path)
  return {
    { path .. ".vej", "text", label = "Vej og nummer", stemme = "navn", optional = true },
    { path .. ".postnr", "postnr", label = "Postnummer", optional = true },
    { path .. ".by", "text", label = "By", stemme = "navn", optional = true },
  }
end

function blokke.employer(path)
  return schema.join({
    { path .. ".navn", "text", label = "Virksomhed", stemme = "navn" },
    { path .. ".cvr", "cvr", label = "CVR-nr.", optional = true },
    { path .. ".pnr", "pnr", label = "P-nr.", optional = true },
    { path .. ".branche", "text", label = "Branche", stemme = "ingen", optional = true },
    { path .. ".antal_ansatte_ordinaere", "int", label = "Ordinært ansatte", min = 0, max = 1000000,
      optional = true },
    { path .. ".antal_stoettede", "int", label = "Ansatte med støtte", min = 0, max = 1000000,
      optional = true },
  }, blokke.address(path .. ".adresse"), blokke.person(path .. ".kontakt", "Kontakt", true),
  blokke.person(path .. ".praktikvaert", "Praktikvært", true),
  blokke.person(path .. ".medarbejderrepraesentant", "Medarbejderrepræsentant", true))
end

-- Whose words a note is, by the role that `kilde` names.
blokke.stemme_af_kilde = { key = "kilde", borger = "borger", arbejdsgiver = "arbejdsgiver",
  praktikvaert = "arbejdsgiver", virksomhedsmentor = "arbejdsgiver", kollega = "arbejdsgiver",
  leder = "arbejdsgiver", medarbejderrepraesentant = "arbejdsgiver", laege = "kilde",
  speciallaege = "kilde", psykolog = "kilde", psykiater = "kilde", dokument = "kilde",
  jobcenter = "myndighed", kommune = "myndighed", myndighed = "myndighed",
  sagsbehandler = "myndighed" }

-- Source of a consideration, inside a list.
blokke.kilde = {
  { "kilde.rolle", "choice", label = "Kilde", choice = v.rolle, open = true, optional = true },
  { "kilde.navn", "navn", label = "Navn", optional = true },
  { "kilde.dokument", "text", label = "Dokument", stemme = "ingen", optional = true },
  { "kilde.dato", "date", label = "Dato", optional = true },
  { "kilde.bilag", "int", label = "Bilag", optional = true },
}

--- The lists whose items a conclusion can rest on.
blokke.bevis = "observationer maalinger logbog skaanehensyn hjaelpemidler"

-- What a conclusion rests on: ids of observations, measurements and log entries, "bilag 2".
blokke.grundlag = { "grundlag", "list", label = "Grundlag", optional = true, lenient = true, each = "text",
  stemme = "ingen", to = blokke.bevis, hint = "O-07, MA-1, L-12, bilag 2" }

-- BL-HENSYN, at the top level and inside an internship plan.
blokke.hensyn = schema.join({
  { "id", "id", label = "Nr." },
  { "kategori", "choice", label = "Kategori", choice = v.hensyn, open = true, optional = true },
  { "tekst", "long", label = "Hensyn", stemme = "plan" },
}, blokke.kilde, {
  { "fra", "date", label = "Gælder fra", optional = true },
  { "til", "date", label = "Gælder til", optional = true },
  { "aendret", "list", label = "Ændringer", optional = true, each = {
    { "dato", "date", label = "Dato" },
    { "tekst", "long", label = "Ændring", stemme = "plan" },
  } },
  { "afproevet", "bool", label = "Afprøvet", optional = true },
  { "effekt", "long", label = "Virkning", optional = true },
  blokke.grundlag,
})

blokke.ordninger = {
  { "ordning", "text", label = "Ordning", stemme = "plan" },
  { "beskrivelse", "text", label = "Beskrivelse", stemme = "plan", optional = true },
  { "status", "text", label = "Status", stemme = "ingen", optional = true },
  { "kilde", "text", label = "Kilde", stemme = "ingen", optional = true },
}

-- An aid's state is yes, no, or the date on which it happened.
local function state(key, label)
  return { key, "text", label = label, optional = true,
    pattern = "(?i:true|false|ja|nej|\\d{4}-\\d{2}-\\d{2})", pattern_hint = "skriv ja, nej eller en dato" }
end

blokke.hjaelpemidler = {
  { "id", "id", label = "Nr." },
  { "type", "choice", label = "Type", choice = v.hjaelpemiddel, open = true, optional = true },
  { "navn", "text", label = "Hjælpemiddel" },
  state("identificeret", "Identificeret"),
  state("ansoegt", "Ansøgt"),
  state("bevilget", "Bevilget"),
  { "afproevet_fra", "date", label = "Afprøvet fra", optional = true },
  { "effekt", "long", label = "Virkning", optional = true },
  blokke.grundlag,
}

--- The digest of a quote as it was captured (X17 in lib/kontrol_citat), beside the quote itself.
function blokke.sha256(key, label)
  return { key .. "_sha256", "text", label = label, stemme = "ingen", optional = true,
    pattern = "(?i:beregn|[0-9a-f]{16,64})",
    pattern_hint = "skriv 'beregn', så viser kontrollen kontrolsummen",
    hint = "beregn, og derefter den kontrolsum, som kontrollen viser" }
end

return blokke
