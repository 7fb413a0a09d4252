/*
 * version.h - the program's name and version, as documents carry it.
 *
 * Layer: app. EVNE_VERSION comes from CMakeLists.txt.
 */
#ifndef EVNE_APP_VERSION_H
#define EVNE_APP_VERSION_H

#define EVNE_PROGRAM "Evne " EVNE_VERSION

#endif
