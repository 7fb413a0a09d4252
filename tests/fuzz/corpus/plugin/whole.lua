local report = { api = 1, id = "fuzz", short = "FZ", title = { da = "F", en = "F" }, version = "1.0.0",
  template = "fuzz" }
report.fields = {
  { "sag.id", "text", label = "Sag", max = 40, pattern = "[A-Z]-[0-9]+" },
  { "sag.dato", "date" },
  { "logbog", "list", each = { { "dato", "date", optional = true }, { "timer", "num", min = 0 } } },
  { "liste", "list", each = "choice", choice = { "a", { "b", "B" } }, lenient = true },
  { "scorer", "table", each = "num", optional = true, unless = { key = "sag", "x" } },
}
report.known = { { "andet", "text" } }
function report.check(case, problem, info)
  for i, e in ipairs(case.logbog) do
    problem("logbog[" .. i .. "].timer", "tid " .. text.number(e.timer), { severity = "warning" })
  end
end
function report.dated(case) return case.sag.dato end
function report.view(case, info)
  local t = {}
  for k, v in pairs(case.sag) do t[#t + 1] = string.format("%-9s=%s", k, v) end
  table.sort(t, text.order)
  return { t = t, n = stat.mean(case.logbog, "timer"), w = date.week(case.sag.dato),
    s = re.split(re.gsub("a,b", ",", ";"), ";"), i = info.liste }
end
function report.signers(case) return { { rolle = "r", navn = "n", kraevet = true } } end
return report
