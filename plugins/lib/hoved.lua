--- What every report has around its content: title, letterhead, parties, document information,
-- signers. BL-HOVED, BL-BORGER, BL-PARTER, BL-UNDERSKRIFT and BL-AFSENDELSE as printed.

local v = use("vaerdier")
local phrase = use("phrase")
local laesere = use("laesere")

local hoved = {}

-- Stands in for a date that a draft lacks; the page then says "uden dato".
local NO_DATE = "1900-01-01"

--- The document's date: what the case says, else when the consultant signed, else the latest
-- signature, else the first of `others` that is there, else the date of the order.
function hoved.dated(case, others)
  if case.sag.dato then
    return case.sag.dato
  end
  local latest
  for _, s in ipairs(case.underskrifter or {}) do
    if s.dato and s.rolle == "konsulent" then
      return s.dato
    end
    latest = s.dato and (not latest or s.dato > latest) and s.dato or latest
  end
  if latest then
    return latest
  end
  for i = 1, others.n do
    if others[i] then
      return others[i]
    end
  end
  return case.bestilling and case.bestilling.dato or NO_DATE
end

-- "9c417e02b5d83a60…" as "9c41 7e02 b5d8 3a60"
local function short_hash(hex)
  local parts = {}
  for i = 1, 13, 4 do
    parts[#parts + 1] = string.sub(hex, i, i + 3)
  end
  return table.concat(parts, " ")
end

--- The title of this report in the profile that the case names.
function hoved.title(info)
  local titles = info.profil and info.profil.titler or {}
  return titles[info.dokument.rapport or ""] or info.dokument.titel or "Rapport"
end

--- A word that changes with the law: hoved.term(info, "team", "Rehabiliteringsteamet").
function hoved.term(info, key, default)
  local terms = info.profil and info.profil.betegnelser or {}
  return terms[key] or default
end

local function document(case, info)
  local d = info.dokument
  return {
    id = d.id or case.sag.id,
    overskrift = hoved.title(info),
    titel = hoved.title(info) .. (info.uddrag and ", uddrag til " .. info.uddrag.til or ""),
    version = d.version or 1,
    dato = d.dato ~= NO_DATE and d.dato and date.long(d.dato) or "uden dato",
    sha = d.data_sha256 and d.data_sha256 ~= "" and short_hash(d.data_sha256) or "dannes med filen",
    program = d.program or "Evne",
    rapport = phrase.join(table.pack(d.rapport, d.plugin_version), " ") or "",
    profil = phrase.join(table.pack(case.sag.retsgrundlag, info.profil and info.profil.navn), ", "),
  }
end

local function letterhead(case)
  local l = case.leverandoer
  return phrase.join(table.pack(l.navn, phrase.address(l.adresse), l.cvr and "CVR " .. l.cvr), " · ")
end

local function joined(...)
  return phrase.join(table.pack(...), ", ")
end

-- "ja, arabisk, ved opstartssamtale og slutsamtale"
local function interpreter(b)
  if not b.tolk or not b.tolk.behov then
    return hoved.interpreter(b)
  end
  return joined("ja", b.tolk.sprog, b.tolk.omfang)
end

--- "behov for tolk"
function hoved.interpreter(b)
  local needed = b.tolk and b.tolk.behov
  return needed and "behov for tolk" or needed == false and "ikke behov for tolk" or phrase.missing
end

local function companion(b)
  if not b.bisidder or not b.bisidder.deltager then
    return nil
  end
  return joined("deltager", b.bisidder.rolle)
end

-- A number of which nothing goes on is not printed.
local function printed_cpr(b)
  return b.cpr ~= "xxxxxx-xxxx" and b.cpr or nil
end

--- Key-value lists of everyone involved, with what is needed to reach them.
function hoved.parties(case)
  local b, m, l, out = case.borger, case.myndighed, case.leverandoer, {}
  phrase.field(out, "Borger", joined(b.navn, printed_cpr(b) and "CPR-nr. " .. b.cpr, phrase.address(b.adresse),
    b.telefon and "tlf. " .. phrase.phone(b.telefon), b.email))
  phrase.field(out, "Tiltale", v.label("tiltale", b.foretrukken_tiltale))
  phrase.field(out, "Tolk", interpreter(b))
  phrase.field(out, "Bisidder", companion(b))
  phrase.field(out, "Myndighed", joined(m.enhed, m.navn, phrase.address(m.adresse),
    m.telefon and "tlf. " .. phrase.phone(m.telefon), m.email, m.cvr and "CVR " .. m.cvr))
  phrase.field(out, "Sagsbehandler", phrase.contact(m.sagsbehandler))
  phrase.field(out, "Leverandør", joined(l.navn, phrase.address(l.adresse),
    l.telefon and "tlf. " .. phrase.phone(l.telefon), l.email, "CVR " .. (l.cvr or phrase.missing), l.pnr and "P-nr. " .. l.pnr))
  phrase.field(out, "Konsulent", phrase.contact(l.konsulent))
  for _, f in ipairs(l.fagpersoner or {}) do
    phrase.field(out, text.capital(f.titel or "fagperson"), joined(f.navn,
      f.telefon and "tlf. " .. phrase.phone(f.telefon), f.email,
      f.autorisation and "autorisation " .. f.autorisation))
  end
  if l.mentor and l.mentor.navn then
    phrase.field(out, "Mentor", joined(phrase.contact(l.mentor),
      l.mentor.timer_pr_uge and phrase.in_hours(l.mentor.timer_pr_uge) .. " pr. uge"))
  end
  return out
end

local function dispatch(case)
  local out = {}
  for _, a in ipairs(case.afsendelse or {}) do
    local sent = a.sendt and date.short(string.sub(a.sendt, 1, 10)) .. " kl. " ..
      date.clock(string.sub(a.sendt, 12, 16)) or "ikke oplyst"
    out[#out + 1] = {
      kanal = v.label("kanal", a.kanal), modtager = a.modtager, sendt = sent,
      kvittering = a.kvittering or "ingen kvittering",
      status = joined(v.label("afsendelse", a.status) or "ikke oplyst",
        a.forsoeg and "forsøg " .. text.number(a.forsoeg), a.sha256 and "SHA-256 " .. a.sha256),
    }
  end
  return #out > 0 and out or nil
end

-- A dispatch that the case records later than the document's own date did not stand in it when it was
-- first made; the page says so.
local function dispatch_note(case, info)
  for _, a in ipairs(case.afsendelse or {}) do
    if a.sendt and string.sub(a.sendt, 1, 10) > (info.dokument.dato or "") then
      return "En afsendelse, der er senere end dokumentets dato, er ført ind i sagen bagefter."
    end
  end
  return ""
end

-- Dates on which the case says that somebody signs.
local function signing_dates(case)
  local out = {}
  for _, s in ipairs(case.underskrifter or {}) do
    if s.dato then
      out[#out + 1] = phrase.lower(v.label("rolle", s.rolle)) .. " " .. date.long(s.dato)
    end
  end
  return #out > 0 and text.list(out) or nil
end

local function information(case, doc)
  local out = {}
  phrase.field(out, "Titel", doc.titel)
  phrase.field(out, "Dokument", doc.id .. ", version " .. text.number(doc.version) .. ", " .. doc.dato ..
    ", sag " .. case.sag.id)
  phrase.field(out, "Data", "SHA-256 " .. doc.sha .. " (begyndelsen, af data i filen)")
  phrase.field(out, "Retsgrundlag", doc.profil)
  phrase.field(out, "Fremstillet med", joined(doc.program, doc.rapport))
  phrase.field(out, "Underskrives", signing_dates(case))
  return out
end

-- A line of the title block holds about this many characters; a longer title is left to the list of
-- parties.
local LONGEST_PERSON = 36

local function short_person(p)
  local line = phrase.person(p)
  return line and text.len(line) > LONGEST_PERSON and p.navn or line or ""
end

--- What templates share: dokument, brevhoved, klassifikation, sagsnr, borger, parter, oplysninger.
function hoved.view(case, info)
  local doc = document(case, info)
  return {
    dokument = doc,
    brevhoved = letterhead(case),
    klassifikation = v.label("fortrolighed", case.sag.fortrolighed or "fortrolig"),
    sagsnr = case.myndighed.sagsnr,
    borger = { navn = case.borger.navn, cpr = printed_cpr(case.borger) },
    myndighed = {
      navn = case.myndighed.enhed or case.myndighed.navn,
      over = case.myndighed.enhed and case.myndighed.navn or nil,
      person = short_person(case.myndighed.sagsbehandler),
    },
    leverandoer = { navn = case.leverandoer.navn, person = short_person(case.leverandoer.konsulent) },
    bestilling = {
      nr = case.bestilling.nr, dato = phrase.long(case.bestilling.dato),
    },
    uddrag = laesere.heading(info), uddrag_til = info.uddrag and info.uddrag.til or nil,
    parter = hoved.parties(case),
    oplysninger = information(case, doc),
    afsendelse = dispatch(case),
    afsendelse_note = dispatch_note(case, info),
  }
end

return hoved
