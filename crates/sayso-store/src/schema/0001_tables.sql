-- Version 1 of the archive. docs/store.md says what the columns mean.
-- Offsets are Unicode code points of texts.text, end exclusive, so that
-- substr(text, span_start + 1, span_end - span_start) is the passage.

CREATE TABLE runs (
  id       INTEGER PRIMARY KEY,
  sayso    TEXT NOT NULL,
  model    TEXT NOT NULL,
  lexicons TEXT NOT NULL,
  schema   INTEGER NOT NULL,
  UNIQUE (sayso, model, lexicons, schema)
) STRICT;

-- One row a text. The text itself stands in `texts`, so that reading this
-- table does not read the texts.
CREATE TABLE articles (
  id                INTEGER PRIMARY KEY,
  content_id        TEXT NOT NULL,
  sha256            TEXT NOT NULL UNIQUE,
  url               TEXT,
  title             TEXT,
  byline            TEXT,
  publisher         TEXT,
  publisher_country TEXT,
  published         TEXT,
  published_from    TEXT,
  dateline          TEXT,
  dateline_start    INTEGER,
  dateline_end      INTEGER,
  dateline_country  TEXT,
  language          TEXT,
  licence           TEXT,
  licence_start     INTEGER,
  licence_end       INTEGER,
  characters        INTEGER NOT NULL,
  outcome           TEXT NOT NULL CHECK (outcome IN ('coded', 'no_events', 'skipped', 'failed')),
  reason            TEXT,
  run               INTEGER NOT NULL REFERENCES runs (id),
  -- The source whose metadata the records rest on.
  source            INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX articles_published ON articles (published, publisher);
CREATE INDEX articles_publisher ON articles (publisher, published);
CREATE INDEX articles_content_id ON articles (content_id);
CREATE INDEX articles_run ON articles (run, outcome);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;

-- Every place that a text was read from: the same text is stored once.
CREATE TABLE sources (
  id             INTEGER PRIMARY KEY,
  article        INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  path           TEXT,
  member         TEXT,
  byte_offset         INTEGER,
  url            TEXT,
  title          TEXT,
  byline         TEXT,
  publisher      TEXT,
  published      TEXT,
  published_from TEXT
) STRICT;
CREATE UNIQUE INDEX sources_key ON sources
  (article, coalesce(path, ''), coalesce(member, ''), coalesce(byte_offset, -1), coalesce(url, ''));
CREATE INDEX sources_path ON sources (path);

-- Inputs that gave no article, with the reason.
CREATE TABLE skipped (
  id     INTEGER PRIMARY KEY,
  path   TEXT,
  member TEXT,
  byte_offset INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX skipped_key ON skipped (coalesce(path, ''), coalesce(member, ''), coalesce(byte_offset, -1));

CREATE TABLE texts (
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  title   TEXT,
  text    TEXT NOT NULL
) STRICT;

-- The whole record as the program wrote it: JSON, zlib-compressed.
CREATE TABLE records (
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  json    BLOB NOT NULL
) STRICT;

CREATE TABLE entities (
  id      INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number  TEXT NOT NULL,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  country TEXT,
  sector  TEXT,
  sectors TEXT,
  role    TEXT,
  reason  TEXT NOT NULL
) STRICT;
CREATE INDEX entities_article ON entities (article);

CREATE TABLE mentions (
  entity  INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  span_start  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  epithet INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (entity, span_start, span_end)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
  id              INTEGER PRIMARY KEY,
  article         INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number          TEXT NOT NULL,
  kind            TEXT NOT NULL,
  source          TEXT,
  source_start    INTEGER,
  source_end      INTEGER,
  speaker         TEXT,
  speaker_entity  INTEGER REFERENCES entities (id) DEFERRABLE INITIALLY DEFERRED,
  speaker_country TEXT,
  speaker_sector  TEXT,
  cue             TEXT,
  cue_start       INTEGER,
  cue_end         INTEGER,
  -- The pieces of `contents`, joined by one space.
  content         TEXT NOT NULL,
  within          INTEGER REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
  confidence      REAL NOT NULL,
  rule            TEXT NOT NULL
) STRICT;
CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_speaker_country ON statements (speaker_country, speaker_sector) WHERE speaker_country IS NOT NULL;
CREATE INDEX statements_speaker_entity ON statements (speaker_entity) WHERE speaker_entity IS NOT NULL;
CREATE INDEX statements_within ON statements (within) WHERE within IS NOT NULL;
CREATE INDEX statements_kind ON statements (kind);

CREATE TABLE contents (
  statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  piece     INTEGER NOT NULL,
  span_start    INTEGER NOT NULL,
  span_end      INTEGER NOT NULL,
  PRIMARY KEY (statement, piece)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id             INTEGER PRIMARY KEY,
  article        INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number         TEXT NOT NULL,
  type           TEXT NOT NULL,
  mode           TEXT,
  cameo          TEXT,
  quad           INTEGER NOT NULL,
  intensity      REAL NOT NULL,
  contexts       TEXT,
  trigger_text       TEXT NOT NULL,
  trigger_start  INTEGER NOT NULL,
  trigger_end    INTEGER NOT NULL,
  status         TEXT NOT NULL,
  -- The statement that asserts it; NULL when the article does.
  said_by        INTEGER REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
  date_text      TEXT,
  date_start     INTEGER,
  date_end       INTEGER,
  date           TEXT,
  date_earliest  TEXT,
  date_latest    TEXT,
  place          TEXT,
  place_text     TEXT,
  place_start    INTEGER,
  place_end      INTEGER,
  place_country  TEXT,
  place_division TEXT,
  place_feature  TEXT,
  place_geonames INTEGER,
  latitude       REAL,
  longitude      REAL,
  place_precision TEXT,
  place_disputed TEXT,
  place_reason   TEXT,
  rule           TEXT NOT NULL,
  confidence     REAL NOT NULL,
  model          REAL,
  sentence_start INTEGER NOT NULL,
  sentence_end   INTEGER NOT NULL,
  sentence       TEXT NOT NULL,
  -- Those of the statement, so that events can be counted by them at once.
  speaker         TEXT,
  speaker_country TEXT,
  speaker_sector  TEXT
) STRICT;
CREATE INDEX events_article ON events (article);
CREATE INDEX events_type ON events (type, status, quad, confidence, date_earliest, date_latest);
-- Which statements and articles hold events of a type, and who says them.
CREATE INDEX events_type_speaker ON events (type, speaker, said_by, article);
CREATE INDEX events_quad ON events (quad, status);
CREATE INDEX events_status ON events (status);
CREATE INDEX events_date ON events (date_earliest, date_latest, type);
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX events_place_country ON events (place_country) WHERE place_country IS NOT NULL;
CREATE INDEX events_place_division ON events (place_division) WHERE place_division IS NOT NULL;
CREATE INDEX events_position ON events (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX events_said_by ON events (said_by);
CREATE INDEX events_speaker ON events (speaker, type);
CREATE INDEX events_speaker_country ON events (speaker_country, speaker_sector) WHERE speaker_country IS NOT NULL;

-- Actors and recipients.
CREATE TABLE parties (
  event   INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  role    TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  number  INTEGER NOT NULL,
  entity  INTEGER REFERENCES entities (id) DEFERRABLE INITIALLY DEFERRED,
  name    TEXT NOT NULL,
  country TEXT,
  sector  TEXT,
  sectors TEXT,
  text    TEXT NOT NULL,
  span_start  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  epithet INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (event, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_country ON parties (country, role, event, sector);
CREATE INDEX parties_sector ON parties (sector, role, event, country);
CREATE INDEX parties_sectors ON parties (role, event, sectors) WHERE instr(sectors, ' ') > 0;
CREATE INDEX parties_name ON parties (name, country, sector, role, event);
CREATE INDEX parties_entity ON parties (entity) WHERE entity IS NOT NULL;

-- Later mentions of the same event in the article.
CREATE TABLE event_mentions (
  event  INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (event, span_start, span_end)
) STRICT, WITHOUT ROWID;

CREATE TABLE counts (
  event  INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  text   TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  value  REAL,
  bound  TEXT,
  low    REAL,
  high   REAL,
  counted TEXT NOT NULL,
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
  article  INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  span_start   INTEGER NOT NULL,
  span_end     INTEGER NOT NULL,
  text     TEXT NOT NULL,
  type     TEXT NOT NULL,
  value    TEXT,
  modifier TEXT,
  earliest TEXT,
  latest   TEXT,
  reason   TEXT NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
  article    INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  span_start     INTEGER NOT NULL,
  span_end       INTEGER NOT NULL,
  text       TEXT NOT NULL,
  name       TEXT NOT NULL,
  country    TEXT,
  division   TEXT,
  feature    TEXT,
  geonames   INTEGER,
  latitude   REAL,
  longitude  REAL,
  precision TEXT,
  disputed   TEXT,
  reason     TEXT NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE diagnostics (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  code    TEXT NOT NULL,
  span_start  INTEGER,
  span_end    INTEGER,
  message TEXT NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

-- Across articles; computed over the whole archive and replaced as a whole. The
-- one row of `links` is there as long as no article was added or coded anew since.
CREATE TABLE links (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  articles INTEGER NOT NULL
) STRICT;

CREATE TABLE reprints (
  article    INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  origin     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  similarity REAL NOT NULL
) STRICT;
CREATE INDEX reprints_origin ON reprints (origin);

CREATE TABLE stories (
  id             INTEGER PRIMARY KEY,
  type           TEXT NOT NULL,
  -- First and last day on which it may have happened.
  earliest       TEXT,
  latest         TEXT,
  published_from TEXT,
  published_to   TEXT,
  -- Articles that report it, those left when reprints count once, and media.
  reports        INTEGER NOT NULL,
  origins        INTEGER NOT NULL,
  publishers     INTEGER NOT NULL,
  first_report   INTEGER REFERENCES articles (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX stories_type ON stories (type, earliest);
CREATE INDEX stories_first_report ON stories (first_report);

CREATE TABLE story_events (
  event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX story_events_story ON story_events (story);

-- Who says what of it: `asserts`, `denies`, `leaves open`, `expects`, `supposes`.
CREATE TABLE story_says (
  story    INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  stance   TEXT NOT NULL,
  source   TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (story, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_counts (
  story   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  counted TEXT NOT NULL,
  low     REAL,
  best    REAL,
  high    REAL,
  PRIMARY KEY (story, number)
) STRICT, WITHOUT ROWID;

-- On what sources disagree, one row a side.
CREATE TABLE contradictions (
  story   INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  side    INTEGER NOT NULL,
  about   TEXT NOT NULL,
  says    TEXT NOT NULL,
  sources TEXT NOT NULL,
  PRIMARY KEY (story, number, side)
) STRICT, WITHOUT ROWID;

-- Names of parties and speakers, each once, for search by words.
CREATE TABLE names (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE names_words USING fts5 (name, content = 'names', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
  INSERT INTO names_words (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER names_removed AFTER DELETE ON names BEGIN
  INSERT INTO names_words (names_words, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- Full text: of articles, of what is said, of the sentences of events.
CREATE VIRTUAL TABLE texts_words USING fts5 (title, text, content = 'texts', content_rowid = 'article',
  tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
  INSERT INTO texts_words (rowid, title, text) VALUES (new.article, new.title, new.text);
END;
CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN
  INSERT INTO texts_words (texts_words, rowid, title, text) VALUES ('delete', old.article, old.title, old.text);
END;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts BEGIN
  INSERT INTO texts_words (texts_words, rowid, title, text) VALUES ('delete', old.article, old.title, old.text);
  INSERT INTO texts_words (rowid, title, text) VALUES (new.article, new.title, new.text);
END;

CREATE VIRTUAL TABLE statements_words USING fts5 (content, content = 'statements', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
  INSERT INTO statements_words (rowid, content) VALUES (new.id, new.content);
END;
CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
  INSERT INTO statements_words (statements_words, rowid, content) VALUES ('delete', old.id, old.content);
END;

CREATE VIRTUAL TABLE events_words USING fts5 (sentence, content = 'events', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
  INSERT INTO events_words (rowid, sentence) VALUES (new.id, new.sentence);
END;
CREATE TRIGGER events_removed AFTER DELETE ON events BEGIN
  INSERT INTO events_words (events_words, rowid, sentence) VALUES ('delete', old.id, old.sentence);
END;
