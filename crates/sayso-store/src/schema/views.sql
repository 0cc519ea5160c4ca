-- Views for analysts, made anew by every migration. Columns may be added at the
-- end; none is renamed. Written so that tools with an SQLite of 2021 can read them.

DROP VIEW IF EXISTS event_list;
CREATE VIEW event_list AS
SELECT
  a.content_id || '/' || e.number AS id,
  e.id AS event,
  e.article,
  a.published,
  a.publisher,
  a.title,
  a.url,
  e.type, e.mode, e.cameo, e.quad, e.intensity, e.contexts, e.status,
  e.said_by IS NULL AS narrator,
  e.speaker, e.speaker_country, e.speaker_sector,
  s.kind AS attribution,
  (SELECT group_concat(v, '; ') FROM (SELECT p.name AS v FROM parties p WHERE p.event = e.id AND p.role = 'actor' ORDER BY p.number)) AS actors,
  (SELECT group_concat(v, '; ') FROM (SELECT coalesce(p.country, '') AS v FROM parties p WHERE p.event = e.id AND p.role = 'actor' ORDER BY p.number)) AS actor_countries,
  (SELECT group_concat(v, '; ') FROM (SELECT coalesce(p.sector, '') AS v FROM parties p WHERE p.event = e.id AND p.role = 'actor' ORDER BY p.number)) AS actor_sectors,
  (SELECT group_concat(v, '; ') FROM (SELECT p.name AS v FROM parties p WHERE p.event = e.id AND p.role = 'recipient' ORDER BY p.number)) AS recipients,
  (SELECT group_concat(v, '; ') FROM (SELECT coalesce(p.country, '') AS v FROM parties p WHERE p.event = e.id AND p.role = 'recipient' ORDER BY p.number)) AS recipient_countries,
  (SELECT group_concat(v, '; ') FROM (SELECT coalesce(p.sector, '') AS v FROM parties p WHERE p.event = e.id AND p.role = 'recipient' ORDER BY p.number)) AS recipient_sectors,
  e.date, e.date_earliest, e.date_latest,
  e.place, e.place_country, e.place_division, e.latitude, e.longitude, e.place_precision,
  (SELECT group_concat(v, '; ') FROM (SELECT c.text || ' ' || c.counted AS v FROM counts c WHERE c.event = e.id ORDER BY c.number)) AS counts,
  e.trigger_text, e.sentence, e.confidence, e.rule,
  se.story
FROM events e
JOIN articles a ON a.id = e.article
LEFT JOIN statements s ON s.id = e.said_by
LEFT JOIN story_events se ON se.event = e.id;

DROP VIEW IF EXISTS statement_list;
CREATE VIEW statement_list AS
SELECT
  a.content_id || '/' || s.number AS id,
  s.id AS statement,
  s.article,
  a.published,
  a.publisher,
  a.title,
  a.url,
  s.kind, s.speaker, s.speaker_country, s.speaker_sector, s.source, s.cue, s.content,
  (SELECT w.number FROM statements w WHERE w.id = s.within) AS within,
  (SELECT count(*) FROM events e WHERE e.said_by = s.id) AS events,
  s.confidence, s.rule
FROM statements s
JOIN articles a ON a.id = s.article;

-- One row for each pair of an actor and a recipient of an event, the form in
-- which event data are mostly analysed; a side that is missing is NULL.
DROP VIEW IF EXISTS dyads;
CREATE VIEW dyads AS
SELECT
  e.id AS event, e.article, a.published, a.publisher,
  p.name AS actor, p.country AS actor_country, p.sector AS actor_sector,
  r.name AS recipient, r.country AS recipient_country, r.sector AS recipient_sector,
  e.type, e.mode, e.quad, e.intensity, e.status,
  e.said_by IS NULL AS narrator,
  e.date_earliest, e.date_latest, e.place_country, e.confidence
FROM events e
JOIN articles a ON a.id = e.article
LEFT JOIN parties p ON p.event = e.id AND p.role = 'actor'
LEFT JOIN parties r ON r.event = e.id AND r.role = 'recipient';

-- Every mention of every entity, with its words.
DROP VIEW IF EXISTS mention_list;
CREATE VIEW mention_list AS
SELECT
  n.article, m.entity, n.name, n.kind, n.country, n.sector,
  m.span_start, m.span_end,
  substr(t.text, m.span_start + 1, m.span_end - m.span_start) AS text,
  m.epithet
FROM mentions m
JOIN entities n ON n.id = m.entity
JOIN texts t ON t.article = n.article;

DROP VIEW IF EXISTS article_list;
CREATE VIEW article_list AS
SELECT
  a.content_id AS id, a.id AS article, a.published, a.publisher, a.title, a.url, a.language, a.characters,
  a.outcome, a.reason,
  (SELECT count(*) FROM sources s WHERE s.article = a.id) AS sources,
  (SELECT count(*) FROM events e WHERE e.article = a.id) AS events,
  (SELECT count(*) FROM statements s WHERE s.article = a.id) AS statements,
  r.origin AS reprint_of
FROM articles a
LEFT JOIN reprints r ON r.article = a.id;

DROP VIEW IF EXISTS story_list;
CREATE VIEW story_list AS
SELECT
  t.id, t.type, t.earliest, t.latest,
  (SELECT e.place FROM story_events se JOIN events e ON e.id = se.event WHERE se.story = t.id AND e.place IS NOT NULL ORDER BY e.id LIMIT 1) AS place,
  (SELECT e.place_country FROM story_events se JOIN events e ON e.id = se.event WHERE se.story = t.id AND e.place_country IS NOT NULL ORDER BY e.id LIMIT 1) AS place_country,
  t.reports, t.origins, t.publishers,
  (SELECT group_concat(v, '; ') FROM (SELECT y.source AS v FROM story_says y WHERE y.story = t.id AND y.stance = 'asserts' ORDER BY y.number)) AS asserted_by,
  (SELECT group_concat(v, '; ') FROM (SELECT y.source AS v FROM story_says y WHERE y.story = t.id AND y.stance = 'denies' ORDER BY y.number)) AS denied_by,
  (SELECT group_concat(v, '; ') FROM (SELECT c.counted || ' ' || coalesce(c.low, '') || '-' || coalesce(c.high, '') AS v FROM story_counts c WHERE c.story = t.id ORDER BY c.number)) AS counts,
  (SELECT count(DISTINCT d.number) FROM contradictions d WHERE d.story = t.id) AS contradictions,
  t.published_from, t.published_to,
  a.content_id AS first_report, a.publisher AS first_publisher, a.title AS first_title,
  (SELECT e.sentence FROM story_events se JOIN events e ON e.id = se.event WHERE se.story = t.id ORDER BY e.article IS NOT t.first_report, e.id LIMIT 1) AS sentence
FROM stories t
LEFT JOIN articles a ON a.id = t.first_report;
