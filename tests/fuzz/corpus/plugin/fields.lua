return { api = 1, id = "fuzz", short = "FZ", title = { da = "F", en = "F" }, version = "1", template = "f", fields = { { "a.b", "text" }, { "a", "text" } }, known = {}, dated = 1 }
