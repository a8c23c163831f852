-- The look-up of republished articles.

CREATE TABLE fingerprints (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id),
    band INTEGER NOT NULL
) STRICT;

CREATE INDEX fingerprints_band ON fingerprints(band, article_id);
CREATE INDEX fingerprints_article ON fingerprints(article_id);
