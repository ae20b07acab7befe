"""The tables, as steps from nothing to the present version. A step that was released never changes: add another."""

_OUTCOMES = "('completed', 'partial', 'stopped', 'interrupted')"
_REASONS = "('sharp', 'electrical', 'shooting', 'numbness', 'other')"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # Moments are ISO 8601 with milliseconds and the offset that the wall clock had. `outcome` is NULL while the
        # session runs. `boundary` is when a day began for the person at that time.
        f"""
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
            muscle TEXT NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('left', 'right')),
            started_at TEXT NOT NULL,
            ended_at TEXT,
            day TEXT NOT NULL,
            boundary TEXT NOT NULL,
            outcome TEXT CHECK (outcome IN {_OUTCOMES}),
            stop_reason TEXT CHECK (stop_reason IN {_REASONS}),
            rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
            discomfort_before INTEGER CHECK (discomfort_before BETWEEN 0 AND 10),
            discomfort_after INTEGER CHECK (discomfort_after BETWEEN 0 AND 10),
            note TEXT NOT NULL DEFAULT '',
            updated_at TEXT NOT NULL,
            CHECK ((outcome IS NULL) = (ended_at IS NULL)),
            CHECK (stop_reason IS NULL OR outcome IS 'stopped')
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX sessions_by_day ON sessions (day)",
        """
        CREATE TABLE phases (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
            technique TEXT NOT NULL CHECK (technique IN ('compression', 'friction', 'stripping')),
            spot INTEGER CHECK (spot >= 1),
            planned_s REAL NOT NULL CHECK (planned_s > 0),
            observed_s REAL NOT NULL DEFAULT 0 CHECK (observed_s >= 0),
            PRIMARY KEY (session, ordinal)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE checks (
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
            at TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('first', 'daily')),
            ticked TEXT NOT NULL CHECK (json_valid(ticked)),
            result TEXT CHECK (result IN ('ask-first', 'same-day', 'emergency'))
        ) STRICT, WITHOUT ROWID
        """,
        # `session` is no foreign key: a session may be deleted, the rest that its stop called for stays.
        # `answered` says that the question what it felt like is closed, with or without a reason.
        f"""
        CREATE TABLE rests (
            session TEXT PRIMARY KEY NOT NULL,
            muscle TEXT NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('left', 'right')),
            stopped_at TEXT NOT NULL,
            day TEXT NOT NULL,
            boundary TEXT NOT NULL,
            reason TEXT CHECK (reason IN {_REASONS}),
            answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1))
        ) STRICT, WITHOUT ROWID
        """,
    ),
    (
        """
        CREATE TABLE routines (
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            steps TEXT NOT NULL CHECK (json_valid(steps)),
            updated_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ),
    (
        # Checks keep the order in which they were answered: the last one counts, whatever the clock said then. `agreed`
        # has, for ticked items, the day on which the person said that a clinician knows and agrees.
        """
        CREATE TABLE checks_in_order (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT UNIQUE NOT NULL CHECK (length(id) = 36),
            at TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('whole', 'daily')),
            ticked TEXT NOT NULL CHECK (json_valid(ticked)),
            agreed TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(agreed)),
            result TEXT CHECK (result IN ('ask-first', 'same-day', 'emergency'))
        ) STRICT
        """,
        """
        INSERT INTO checks_in_order (id, at, kind, ticked, result)
        SELECT id, at, iif(kind = 'first', 'whole', kind), ticked, result FROM checks ORDER BY julianday(at), id
        """,
        "DROP TABLE checks",
        "ALTER TABLE checks_in_order RENAME TO checks",
        # How long the computer had been on when the session was stopped, and in which of its starts; NULL if unknown.
        "ALTER TABLE rests ADD COLUMN boot TEXT",
        "ALTER TABLE rests ADD COLUMN uptime_s REAL",
    ),
    (
        # Whether a clinician had looked at an emergency that stood; until now one was only lifted where that was so.
        "ALTER TABLE checks ADD COLUMN seen INTEGER NOT NULL DEFAULT 1 CHECK (seen IN (0, 1))",
        # All that a day's or a year's counts need stands in the index itself; so does what a list needs for its order.
        "DROP INDEX sessions_by_day",
        "CREATE INDEX sessions_by_day ON sessions (day, rehearsal, outcome, muscle, side)",
        "CREATE INDEX sessions_by_region ON sessions (muscle, side, julianday(started_at))",
        "CREATE INDEX sessions_by_start ON sessions (julianday(started_at))",
        "CREATE INDEX sessions_running ON sessions (id) WHERE outcome IS NULL",
        # What the person changed, newest last, with what was there before: `changed` names every row, and those that
        # were there are kept as they stood in `old_...`, which have the columns of their tables. Whoever changes a
        # column there changes it here. `settings` are those before, as TOML, where they changed as well. `backup` is
        # the file with the whole record before a restore.
        """
        CREATE TABLE changes (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT UNIQUE NOT NULL CHECK (length(id) = 36),
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            settings TEXT,
            backup TEXT
        ) STRICT
        """,
        """
        CREATE TABLE changed (
            change INTEGER NOT NULL REFERENCES changes (number) ON DELETE CASCADE,
            what TEXT NOT NULL CHECK (what IN ('sessions', 'routines', 'checks')),
            id TEXT NOT NULL,
            PRIMARY KEY (change, what, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE old_sessions (
            change INTEGER NOT NULL REFERENCES changes (number) ON DELETE CASCADE,
            id TEXT NOT NULL,
            muscle TEXT NOT NULL,
            side TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            day TEXT NOT NULL,
            boundary TEXT NOT NULL,
            outcome TEXT,
            stop_reason TEXT,
            rehearsal INTEGER NOT NULL,
            discomfort_before INTEGER,
            discomfort_after INTEGER,
            note TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (change, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE old_phases (
            change INTEGER NOT NULL REFERENCES changes (number) ON DELETE CASCADE,
            session TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            technique TEXT NOT NULL,
            spot INTEGER,
            planned_s REAL NOT NULL,
            observed_s REAL NOT NULL,
            PRIMARY KEY (change, session, ordinal)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE old_routines (
            change INTEGER NOT NULL REFERENCES changes (number) ON DELETE CASCADE,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            steps TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (change, id)
        ) STRICT, WITHOUT ROWID
        """,
    ),
    (
        # All that the ids in order of time need stands in the index: a look at each row for what it is made of takes
        # eight times as long.
        "DROP INDEX sessions_by_start",
        "CREATE INDEX sessions_by_start ON sessions (julianday(started_at), id, started_at, outcome)",
    ),
)
