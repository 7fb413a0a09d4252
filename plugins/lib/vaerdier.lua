--- The value sets of the case format, each with the Danish words that are printed.
-- A set is a list of { value, label }: what a field's `choice` takes. Sets that the domain calls
-- extendable are used with `open = true`, so a municipality's own value is a warning, not an error.

local vaerdier = {}

vaerdier.ugedag = {
  { "mandag", "mandag" }, { "tirsdag", "tirsdag" }, { "onsdag", "onsdag" }, { "torsdag", "torsdag" },
  { "fredag", "fredag" }, { "lørdag", "lørdag" }, { "søndag", "søndag" },
}

vaerdier.fortrolighed = {
  { "fortrolig", "Fortroligt" }, { "intern", "Til tjenstlig brug" }, { "offentlig", "Offentligt" },
}

vaerdier.koen = { { "k", "kvinde" }, { "m", "mand" }, { "x", "andet" } }

vaerdier.tiltale = { { "hun", "hun" }, { "han", "han" }, { "de", "de" }, { "navn", "ved navn" } }

-- Who says, sees, writes or signs. `sundhed` below names those whose papers an employer never sees.
vaerdier.rolle = {
  { "konsulent", "Konsulent" }, { "arbejdsgiver", "Arbejdsgiver" }, { "borger", "Borger" },
  { "ergoterapeut", "Ergoterapeut" }, { "fysioterapeut", "Fysioterapeut" },
  { "mentor", "Mentor" }, { "virksomhedsmentor", "Virksomhedsmentor" },
  { "underviser", "Underviser" }, { "laege", "Læge" }, { "speciallaege", "Speciallæge" },
  { "psykolog", "Psykolog" }, { "psykiater", "Psykiater" }, { "sygeplejerske", "Sygeplejerske" },
  { "sundhedskoordinator", "Sundhedskoordinator" }, { "sagsbehandler", "Sagsbehandler" },
  { "jobcenter", "Jobcenter" }, { "kommune", "Kommune" }, { "myndighed", "Myndighed" },
  { "praktikvaert", "Praktikvært" }, { "medarbejderrepraesentant", "Medarbejderrepræsentant" },
  { "kollega", "Kollega" }, { "leder", "Leder" }, { "tolk", "Tolk" }, { "dokument", "Dokument" },
}

vaerdier.sundhed = {
  "laege", "speciallaege", "psykolog", "psykiater", "sygeplejerske", "sundhedskoordinator",
  "ergoterapeut", "fysioterapeut", "dokument",
}

vaerdier.indsatsstatus = {
  { "planlagt", "planlagt" }, { "igang", "i gang" }, { "pause", "på pause" },
  { "afsluttet", "afsluttet" }, { "afbrudt", "afbrudt" },
}

vaerdier.afbrud = {
  { "sygdom", "sygdom" }, { "ophoer_virksomhed", "virksomheden er ophørt" }, { "konkurs", "konkurs" },
  { "andet_tilbud", "andet tilbud" }, { "job", "job" }, { "uddannelse", "uddannelse" },
  { "skaerpet_raadighed", "skærpet rådighed" }, { "barsel", "barsel" }, { "flytning", "flytning" },
  { "samarbejde_ophoert", "samarbejdet er ophørt" }, { "periode_udloebet", "perioden er udløbet" },
  { "ukendt", "ukendt" },
}

vaerdier.afgangsstatus = {
  "Ordinært job, fuldtid", "Ordinært job, deltid", "Løntilskud", "Fleksjob", "Uddannelse",
  "Revalidering", "Ressourceforløb", "Jobafklaringsforløb", "Anden offentlig forsørgelse",
  "Ledighed", "Selvforsørgelse", "Førtidspension", "Ukendt",
}

vaerdier.maalstatus = {
  { "igang", "i gang" }, { "opfyldt", "opfyldt" }, { "delvist opfyldt", "delvist opfyldt" },
  { "ikke opfyldt", "ikke opfyldt" }, { "erstattet", "erstattet" }, { "udgået", "udgået" },
}

vaerdier.dagtype = { { "kalenderdage", "kalenderdage" }, { "arbejdsdage", "arbejdsdage" } }

vaerdier.frist_fra = {
  { "forloebets_slut", "forløbets slut" }, { "bestillingens_slut", "bestillingens slut" },
}

vaerdier.placering = {
  { "virksomhedspraktik", "Virksomhedspraktik" }, { "snusepraktik", "Snusepraktik" },
  { "intern_praktik", "Intern praktik" }, { "traeningsbane", "Træningsbane" },
  { "virksomhedscenter", "Virksomhedscenter" }, { "loentilskud", "Løntilskud" },
  { "smaajob", "Småjob" }, { "ordinaere_loentimer", "Ordinære løntimer" },
  { "skaansom_praktik", "Skånsom virksomhedspraktik" }, { "elevplads", "Elevplads" },
  { "laereplads", "Læreplads" }, { "virksomhedsrevalidering", "Virksomhedsrevalidering" },
  { "fleksjob", "Fleksjob" }, { "socialt_frikort", "Socialt frikort" },
}

vaerdier.formaal = {
  { "loentimer", "Ordinære løntimer" }, { "optraening", "Optræning af kompetencer" },
  { "afklaring", "Afklaring af jobmål" }, { "fastholdelse", "Fastholdelse i job" },
  { "raadighed", "Rådighedsafprøvning" },
}

vaerdier.udfald = {
  { "gennemfoert", "gennemført" }, { "delvist", "delvist gennemført" },
  { "ikke_gennemfoert", "ikke gennemført" }, { "udgaaet", "udgået" },
}

vaerdier.hensyn = {
  { "loeft", "løft" }, { "raekkehoejde", "rækkehøjde" }, { "haandgreb", "håndgreb" },
  { "pauser", "pauser" }, { "opgaveskift", "opgaveskift" }, { "arbejdsstilling", "arbejdsstilling" },
  { "arbejdstid", "arbejdstid" }, { "moedetid", "mødetid" }, { "sanser", "sanser" },
  { "sted", "sted" }, { "tempo", "tempo" }, { "ledelse", "ledelse" }, { "transport", "transport" },
  { "andet", "andet" },
}

vaerdier.hjaelpemiddel = {
  { "arbejdsredskab", "Arbejdsredskab" }, { "arbejdspladsindretning", "Arbejdspladsindretning" },
  { "befordring", "Befordring" }, { "undervisningsmateriale", "Undervisningsmateriale" },
}

-- A day in the log. Counts depend on it, so the set is closed. `tegn` marks the absence in a chart.
vaerdier.status = {
  { "moedt", "mødt" }, { "moedt_forsinket", "mødt forsinket" }, { "gaaet_foer_tid", "gik før tid" },
  { "afbud", "afbud" }, { "sygdom", "sygdom" }, { "udeblevet", "udeblevet" },
  { "aftalt_fri", "aftalt fri" }, { "helligdag", "helligdag" }, { "lukket", "lukket" },
}

-- The printed title of each dimension, in the order in which a dossier prints them. `kerne` are
-- those that a team cannot do without (which tasks, how long, how much, with whom, does it change).
vaerdier.dimensioner = {
  { id = "arbejdsevne", navn = "Arbejdsevne", kerne = true },
  { id = "opgaveloesning", navn = "Opgaveløsning" },
  { id = "kompetencer", navn = "Kompetencer", kerne = true },
  { id = "indlaering", navn = "Indlæring" },
  { id = "arbejdsintensitet", navn = "Arbejdsintensitet", kerne = true },
  { id = "arbejdstid", navn = "Arbejdstid", kerne = true },
  { id = "skaanehensyn", navn = "Skånehensyn" },
  { id = "fremmoede", navn = "Fremmøde", kerne = true },
  { id = "transport", navn = "Transport" },
  { id = "deltagelse", navn = "Deltagelse", kerne = true },
  { id = "social_interageren", navn = "Social interageren", kerne = true },
  { id = "kommunikation_og_sprog", navn = "Kommunikation og sprog" },
  { id = "fremtoning", navn = "Fremtoning" },
  { id = "motivation", navn = "Motivation", kerne = true },
  { id = "sikkerhed", navn = "Sikkerhed" },
  { id = "progression", navn = "Progression", kerne = true },
}

vaerdier.dimension = {}
for i, d in ipairs(vaerdier.dimensioner) do
  vaerdier.dimension[i] = { d.id, d.navn }
end

vaerdier.instrument = {
  { "stoette-5", "Støtteskala −5 til 5" }, { "skala-0-10", "Skala 0–10" },
  { "progressionstest", "Progressionstest" },
}

vaerdier.retning = {
  { "lavere_er_bedre", "lavere er bedre" }, { "hoejere_er_bedre", "højere er bedre" },
}

vaerdier.planstatus = {
  { "kladde", "kladde" }, { "til_underskrift", "til underskrift" },
  { "underskrevet", "underskrevet" }, { "erstattet", "erstattet" },
}

vaerdier.opfoelgning = {
  { "besøg", "Besøg" }, { "telefon", "Telefon" }, { "trepartsmøde", "Trepartsmøde" },
  { "slutsamtale", "Slutsamtale" }, { "møde", "Møde" }, { "video", "Video" }, { "mail", "Mail" },
}

vaerdier.opfyldt = { { "ja", "ja" }, { "nej", "nej" }, { "ikke vurderet", "ikke vurderet" } }

vaerdier.maalgruppe = {
  { "dagpenge", "dagpengemodtager" }, { "jobparat", "jobparat" },
  { "uddannelsesparat", "uddannelsesparat" }, { "nyuddannet", "nyuddannet" },
  { "andre", "andre" },
}

vaerdier.uddannelse = {
  { "folkeskole", "Folkeskole" }, { "gymnasial", "Gymnasial" },
  { "erhvervsuddannelse", "Erhvervsuddannelse" }, { "kort videregående", "Kort videregående" },
  { "mellemlang videregående", "Mellemlang videregående" },
  { "lang videregående", "Lang videregående" }, { "kursus", "Kursus" }, { "andet", "Andet" },
}

vaerdier.kanal = {
  { "leverandoerportal", "Leverandørportal" }, { "digital_post", "Digital Post" },
  { "sikker_mail", "Sikker mail" }, { "brev", "Brev" }, { "personligt", "Afleveret personligt" },
}

vaerdier.afsendelse = {
  { "kladde", "kladde" }, { "sendt", "sendt" }, { "modtaget", "modtaget" },
  { "afsendt_uden_kvittering", "afsendt uden kvittering" }, { "afvist", "afvist" },
  { "fejlet", "fejlet" },
}

-- Scales of the log: `smerte_foer` and `smerte_efter` are one scale, asked before and after.
vaerdier.skala = {
  { "smerte", "gener" }, { "traethed", "træthed" }, { "energi", "energi" }, { "uro", "uro" },
  { "koncentration", "koncentration" }, { "humoer", "humør" }, { "stress", "stress" },
}

-- Names of measurements as keys, and the words for them.
vaerdier.maaling = {
  { "tid_uden_pause", "tid uden pause" }, { "nrs_foer", "gener før" }, { "nrs_efter", "gener efter" },
  { "loeft", "løft" }, { "vaegt", "vægt" }, { "haefter", "hæfter" }, { "boeger", "bøger" },
  { "fejl_i_stikproeve", "fejl i stikprøve" }, { "norm", "ordinær medarbejder" },
  { "haefter_sidste_halve_time", "hæfter, sidste halve time" },
  { "haefter_foregaaende", "hæfter, foregående halve time" },
  { "billeder_sidste_halve_time", "billeder, sidste halve time" },
  { "foregaaende", "foregående halve time" }, { "netto", "nettotid" },
  { "stoevsugning", "støvsugning" }, { "foelgesedler", "følgesedler" },
  { "koerselstid", "kørselstid" }, { "maengde", "mængde" }, { "lagt_op", "lagt op" },
}

--- The printed word for `value`, or `value` itself when the set does not have it.
function vaerdier.label(set, value)
  if value == nil then
    return nil
  end
  for _, choice in ipairs(vaerdier[set]) do
    if choice == value or choice[1] == value then
      return choice == value and value or choice[2]
    end
  end
  return value
end

--- A key as words: the set's own, else the key with blanks for underscores.
function vaerdier.words(set, key)
  local label = vaerdier.label(set, key)
  if label ~= key then
    return label
  end
  return (re.gsub(key, "_", " "))
end

return vaerdier
