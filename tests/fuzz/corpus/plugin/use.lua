local x = use("../x")
