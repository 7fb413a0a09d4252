# Writes the bytes of INPUT as a C array NAME into OUTPUT.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)"
       "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
  "/* Made from ${NAME}.lua by embed.cmake. */\nstatic const unsigned char evne_${NAME}[] = {\n${bytes}};\n")
