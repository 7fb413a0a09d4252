local report = { api = 1, id = "fuzz", short = "FZ", title = { da = "F", en = "F" }, version = "1.0.0",
  template = "fuzz" }
report.fields = {
