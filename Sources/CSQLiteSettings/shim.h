// sqlite3_db_config takes a variable number of arguments, which Swift cannot call. SQLite's header is not read here: what is declared in it
// would then belong to this module, where others look for it in GRDB's.
extern int treaty_sqlite3_db_config(void *database, int setting, ...) __asm__("sqlite3_db_config");

extern int treaty_sqlite3_config(int setting, ...) __asm__("sqlite3_config");

// SQLite does not count what it allocates (SQLITE_CONFIG_MEMSTATUS): it would take a lock each time, for figures that nobody reads. Says no
// where SQLite is at work already, and then it counts.
static inline int treaty_sqlite_count_nothing(void) { return treaty_sqlite3_config(9, 0); }

// A statement keeps the plan that it was prepared with, whatever is bound to it (SQLITE_DBCONFIG_ENABLE_QPSG). Otherwise SQLite prepares it
// anew each time that a value is bound which might make a partial index usable, and that takes longer than the statement.
static inline int treaty_sqlite_keep_plans(void *database) {
  return treaty_sqlite3_db_config(database, 1007, 1, (int *)0);
}
