--- An internship plan as printed: plain data for templates/praktikplan.da.md.

local v = use("vaerdier")
local phrase = use("phrase")
local plan = use("plan")
local dossier = use("dossier")
local arbejdsevne = use("arbejdsevne")

local visning = {}

local map = dossier.map

local function joined(...)
  return phrase.join(table.pack(...), ", ")
end

--- Section 1: the workplace.
function visning.company(p)
  local a, out = p.arbejdsgiver, {}
  phrase.field(out, "Virksomhed", a.navn)
  phrase.field(out, "CVR og P-nr.", joined(a.cvr and "CVR " .. a.cvr, a.pnr and "P-nr. " .. a.pnr))
  phrase.field(out, "Branche", a.branche)
  phrase.field(out, "Ansatte", joined(
    a.antal_ansatte_ordinaere and text.number(a.antal_ansatte_ordinaere) .. " ordinært ansatte",
    a.antal_stoettede and text.number(a.antal_stoettede) .. " ansatte med støtte"))
  phrase.field(out, "Adresse", phrase.address(a.adresse))
  phrase.field(out, "Kontakt", phrase.contact(a.kontakt))
  phrase.field(out, "Praktikvært", phrase.contact(a.praktikvaert))
  phrase.field(out, "Medarbejdernes repræsentant", phrase.contact(a.medarbejderrepraesentant))
  return out
end

--- Section 2: purpose, job goal, goals of the order.
function visning.purpose(case)
  local p, out = case.praktikplan, {}
  phrase.field(out, "Formål", { v.label("formaal", p.formaal) or phrase.missing,
    p.formaal_tekst or phrase.missing })
  phrase.field(out, "Jobmål", p.jobmaal)
  for _, m in ipairs(case.bestilling.maal) do
    phrase.field(out, "Mål " .. (m.id or phrase.missing), m.tekst)
  end
  phrase.field(out, "Målgruppe", v.label("maalgruppe", p.maalgruppe))
  phrase.field(out, "Tidligere ansat her", p.tidligere_ansat_her and "ja" or
    p.tidligere_ansat_her == false and "nej" or phrase.missing)
  return out
end

--- What was agreed at the start talk, or nil.
function visning.start_talk(t)
  if not t then
    return nil
  end
  local who = map(t.deltagere, function(d)
    local role = v.label("rolle", d.rolle) or phrase.missing
    return d.navn and d.navn .. " (" .. phrase.lower(role) .. ")" or role
  end)
  local out = {}
  phrase.field(out, "Hvornår", joined(phrase.long(t.dato), t.sted, t.varighed_min and
    phrase.count(t.varighed_min, "minut", "minutter")))
  phrase.field(out, "Deltagere", who and table.concat(who, ", "))
  return { linjer = out, aftalt = t.aftalt and #t.aftalt > 0 and t.aftalt or nil }
end

-- Days that share their times stand in one row: "tirsdag og torsdag".
local function day_rows(part)
  local out, at = {}, {}
  for _, day in ipairs(part.dage) do
    local key = phrase.join(table.pack(day.start or "?", day.slut or "?", text.number(day.pause_min or 0)), " ")
    if not at[key] then
      at[key] = { dage = {}, dag = day }
      out[#out + 1] = at[key]
    end
    table.insert(at[key].dage, day.dag or phrase.missing)
  end
  return out
end

-- Hours of some minutes; nil when a day lacks its times.
local function hours(minutes)
  return minutes and stat.round(minutes / 60, 2) or phrase.missing
end

local function part_minutes(part)
  local sum = 0
  for _, day in ipairs(part.dage) do
    local minutes = plan.minutes(day)
    sum = sum and minutes and sum + minutes
  end
  return sum
end

--- Section 3: the weekly plan, one row per week range and time of day.
function visning.weekly(p)
  local out = {}
  for _, part in ipairs(p.ugeplan) do
    local many = part.fra_uge and p.periode.slut and date.week_year(part.fra_uge) ~=
      date.week_year(date.week(p.periode.slut))
    for i, row in ipairs(day_rows(part)) do
      out[#out + 1] = {
        uger = i == 1 and text.capital(many and phrase.join(table.pack(phrase.week(part.fra_uge),
          part.til_uge and phrase.week(part.til_uge)), " – ") or phrase.weeks(part.fra_uge, part.til_uge)) or "",
        dage = text.list(row.dage),
        tid = "kl. " .. phrase.clock(row.dag.start, row.dag.slut),
        pause = text.number(row.dag.pause_min or 0) .. " min.",
        timer_pr_dag = hours(plan.minutes(row.dag)),
        timer_pr_uge = i == 1 and hours(part_minutes(part)) or "",
      }
    end
  end
  return phrase.column(phrase.column(out, "timer_pr_dag", 1), "timer_pr_uge", 1)
end

-- "undervisning: Daghøjskolen, mandag og fredag kl. 9.00–14.00"
local function busy(name, other)
  local when = other.start and other.slut and "kl. " .. phrase.clock(other.start, other.slut) or nil
  local days = #(other.dage or {}) > 0 and text.list(other.dage) or nil
  return name .. ": " .. (joined(other.sted, phrase.join(table.pack(days, when), " ")) or "ikke oplyst")
end

function visning.time(p)
  local out = {}
  local n = plan.n_weeks(p.periode)
  phrase.field(out, "Periode", joined(phrase.period(p.periode.start, p.periode.slut),
    n > 0 and phrase.count(n, "uge", "uger")))
  phrase.field(out, "Forlængelse", p.periode.begrundelse)
  local days = map(p.helligdage, function(h)
    return h.navn .. " " .. phrase.long(h.dato) .. (h.virkning and ": " .. h.virkning or "")
  end)
  phrase.field(out, "Helligdage", days)
  local others = {}
  for name, other in pairs(p.sammenstoed_med or {}) do
    others[#others + 1] = busy(name, other)
  end
  phrase.field(out, "Optaget af andet", #others > 0 and others or nil)
  return out
end

function visning.steps(p)
  local out = map(arbejdsevne.steps(p), function(step)
    return { fra = text.capital(phrase.week(step.fra_uge)), dage = step.dage, timer = step.timer_pr_dag,
      uge = stat.round(step.dage * step.timer_pr_dag, 2) }
  end)
  return phrase.column(phrase.column(out, "timer", 1), "uge", 1)
end

--- "Uge 14 er kortere: ingen vagt Skærtorsdag 2. april. Timer er med pauser."
function visning.weeks_note(p)
  local weeks, days = {}, {}
  for _, week in ipairs(plan.weeks(p)) do
    for i, h in ipairs(week.fri) do
      if i == 1 then
        weeks[#weeks + 1] = text.number(date.week_number(week.uge))
      end
      days[#days + 1] = h.navn .. " " .. phrase.day(h.dato)
    end
  end
  local short = #weeks > 0 and "Uge " .. text.list(weeks) .. " er kortere: ingen vagt " .. text.list(days) .. ". " or ""
  return short .. "Timer er med pauser."
end

--- Section 4: tasks by number.
function visning.tasks(p)
  return map(p.opgaver, function(task, i)
    return {
      nr = text.number(i), navn = task.navn, beskrivelse = task.beskrivelse,
      krav = task.krav or "ingen særlige", vaerktoej = task.vaerktoej or "–",
      risici = task.risici or "ikke oplyst", uge = task.fra_uge and text.number(date.week_number(task.fra_uge)) or "–",
    }
  end)
end

--- Section 5: considerations without their health reason.
function visning.considerations(p)
  return map(p.skaanehensyn, function(s)
    local k = s.kilde
    local says = k and (k.rolle or k.dokument or k.navn) and phrase.source(k) or "dokumenteret i sagen"
    return {
      id = s.id, tekst = s.tekst, kilde = says,
      bemaerkning = phrase.join(table.pack(s.kategori and text.capital(v.label("hensyn", s.kategori)),
        s.fra and "fra " .. date.long(s.fra), s.til and "til " .. date.long(s.til)), " · ") or "",
      status = s.effekt or s.afproevet == false and "ikke afprøvet" or s.afproevet and "afprøvet" or "ikke oplyst",
    }
  end)
end

--- Schemes and aids: { navn, status }.
function visning.schemes(p)
  local out = {}
  for _, h in ipairs(p.hjaelpemidler or {}) do
    out[#out + 1] = { id = h.id, navn = "Hjælpemiddel: " .. h.navn .. (h.type and
      " (" .. phrase.lower(v.label("hjaelpemiddel", h.type)) .. ")" or ""), kilde = "", status = joined(
      dossier.aid_state(h), h.afproevet_fra and "fra " .. date.short(h.afproevet_fra), h.effekt) }
  end
  for _, o in ipairs(p.kompenserende_ordninger or {}) do
    out[#out + 1] = { id = "", navn = phrase.join(table.pack(o.ordning, o.beskrivelse), ": "),
      kilde = o.kilde or "", status = o.status or "ikke oplyst" }
  end
  if p.mentor_timer_pr_uge then
    out[#out + 1] = { id = "", navn = "Mentor", kilde = "",
      status = phrase.in_hours(p.mentor_timer_pr_uge) .. " pr. uge" }
  end
  return #out > 0 and out or nil
end

--- Section 6: what it takes before paid hours, and what the company promises.
function visning.requirements(p)
  local out = {}
  for i, r in ipairs(p.startkrav_til_loentimer or {}) do
    phrase.field(out, "Krav " .. text.number(r.nr or i), phrase.join(table.pack(phrase.stop(r.krav),
      r.maaling and "Måles ved " .. phrase.stop(r.maaling),
      r.opfyldt and "Opfyldt: " .. phrase.stop(v.label("opfyldt", r.opfyldt))), " "))
  end
  phrase.field(out, "Tilsagn", p.virksomhedens_tilsagn)
  return #out > 0 and out or nil
end

--- Section 7.
function visning.follow_up(p)
  return map(p.opfoelgning, function(f)
    return { uge = f.dato and "Uge " .. date.week_number(date.week(f.dato)) or phrase.missing,
      dato = f.dato and date.weekday_name(f.dato) .. " " .. date.short(f.dato) or phrase.missing,
      form = v.label("opfoelgning", f.form), ansvarlig = f.ansvarlig }
  end)
end

--- Section 8.
function visning.absence(p)
  local a, out = p.ved_fravaer, {}
  phrase.field(out, "Ring til", a.meldes_til .. ", senest kl. " .. phrase.time(a.senest))
  phrase.field(out, "Derefter", "Konsulenten ringer efter " ..
    phrase.count(a.konsulenten_ringer_efter_min, "minut", "minutter") .. ".")
  phrase.field(out, "Jobcenter får besked", a.jobcenter_orienteres)
  return out
end

--- Section 9.
function visning.safety(p)
  local a, out = p.arbejdsmiljoe, {}
  phrase.field(out, "Instruktion", #(a.instruktion or {}) > 0 and a.instruktion or "ikke oplyst")
  phrase.field(out, "Sikkerhedsudstyr", #(a.sikkerhedsudstyr or {}) > 0 and a.sikkerhedsudstyr or "ikke oplyst")
  phrase.field(out, "Arbejdsskadeforsikring", a.arbejdsskadeforsikring)
  phrase.field(out, "Arbejdsmiljørepræsentant", a.arbejdsmiljoerepraesentant)
  return out
end

return visning
