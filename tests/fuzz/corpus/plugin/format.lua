string.format("%99999d", 1)
local a <close> = {}
