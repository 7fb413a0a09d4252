local function f() re.gsub("a", "a", f) end f()
