"""What every table, view and column of an archive means: the one source of `schema_docs`.

A column that means the same in several places is described once, in COMMON; TABLES gives each table's own sentence
("" as the column) and whatever is particular to it.
"""

from __future__ import annotations

COMMON: dict[str, str] = {
    "id": "Key inside this file only.",
    "uid": "Stable name: the same in every copy, export and import. Sorts by creation.",
    "site_id": "The site, in sites.",
    "article_id": "The article, in articles.",
    "comment_id": "The comment, in comments.",
    "fetch_id": "The visit that first showed it, in fetches.",
    "first_seen_at": "When a visit first showed it, UTC.",
    "gone_since": "When a complete visit first no longer showed it, UTC; null while it is there.",
    "channel": "The way it came in: 'page' for the page itself; APIs, feeds and imports have names of their own.",
    "parser_version": "Version of the parser that read it.",
    "site": "Host name of the site, without www.",
    "thread_uid": "uid of the article that the thread belongs to.",
    "parent_uid": "uid of the comment answered; null at the top level.",
    "title": "Title of the article, without the site's name.",
    "author": "Name of whoever wrote it, as printed.",
    "author_url": "Address that the author's name links to.",
    "published": "Date as stated, ISO 8601: with an offset where one is stated, else local time; a day alone where "
    "only the day is stated. Null where none is stated.",
    "published_utc": "The stated date in UTC; null where no offset was stated.",
    "modified": "Date of the last change as the page states it, ISO 8601; refreshed in place.",
    "language": "Language as stated (BCP 47).",
    "text": "Plain text, paragraphs parted by a blank line.",
    "html": "The same as sanitised HTML, links absolute; refreshed in place while the words stay.",
    "kind": "What it is: 'comment', 'pingback' or 'trackback'.",
    "state": "'visible', 'pending', 'hidden' or 'deleted', as the page shows it.",
    "permalink": "The comment's own address.",
    "likes": "Votes for it; refreshed in place.",
    "dislikes": "Votes against it; refreshed in place.",
    "depth": "How many comments it stands below; 0 at the top level.",
    "position": "Place in the reading order of its thread, from 0. Gone comments keep a place.",
    "descendants": "How many comments stand below it: its subtree is position BETWEEN p AND p + descendants.",
    "version": "Number of the version, from 1.",
    "version_count": "How many wordings were seen; the earlier ones stand in the versions table.",
    "changed": "JSON list of the fields that differ from the version before.",
    "superseded_by": "The version that a better parser put in its place; null otherwise.",
    "declared_count": "How many comments the page itself says there are.",
    "complete": "1 when the thread was read whole, 0 when not, null when that cannot be judged.",
    "incomplete_code": "Why the thread is not known to be complete, as a code: too_few, further_pages, and so on.",
    "incomplete_detail": "The value behind the code: how many were read, an error, a system.",
    "incomplete_reason": "The same as a sentence, as the program worded it then.",
    "is_article_author": "1 when the article's author wrote it, 0 when not, null when the page does not say.",
    "system": "The comment system, where it was recognised.",
    "scope": "The site, forum or page within which the system's ids are unique.",
    "system_id": "The id that the comment system itself uses.",
    "content_type": "Content-Type as the server stated it.",
    "last_seen_at": "While the comment is shown: when a visit first showed the thread as it is now, so that unchanged "
    "visits change nothing here (fetches has them). Once it is gone: the last visit that showed it. UTC.",
}

TABLES: dict[str, dict[str, str]] = {
    "sites": {
        "": "One row a site, that is a host.",
        "host": "Host name in lower case, without www; empty for files.",
        "name": "The site's name for itself, as first stated.",
    },
    "articles": {
        "": "One row an article, with the state of its thread. The text columns show the newest visit.",
        "url": "Address at which the article was first had.",
        "canonical_url": "Address that the page calls its own.",
        "site_name": "The site's name for itself, as this page states it.",
        "author": "Who wrote the article, as printed.",
        "published": "Date as stated, ISO 8601: with an offset where one is stated, else local time; a day alone where "
        "only the day is stated. Where the page states only when it was last changed, that date, which is then also "
        "modified. Null where none is stated.",
        "text": "Plain text of the article, paragraphs parted by a blank line.",
        "tags": "JSON list of tags or categories.",
        "id_system": "In which system's numbering the comments' ids stand.",
        "id_scope": "The site, forum or page within which those ids are unique.",
        "comment_count": "How many comments are shown.",
        "gone_count": "How many comments were once seen and are no longer shown.",
        "version": "Which of the article's versions the text columns show.",
        "group_id": "Same number: the same article, republished.",
    },
    "urls": {
        "": "Every address known for an article.",
        "key": "The address as compared: without scheme, www., default port, fragment, closing slash and "
        "tracking parameters.",
        "url": "The address as first met.",
        "kind": "How it was met: 'page' (asked for), 'redirect' (where that led), 'canonical' (stated by the page), "
        "'comments' (a further page of its comments).",
    },
    "authors": {
        "": "One row a person as far as that can be told: by name and address within a site; by a name alone only "
        "within one thread.",
        "key": "What makes the author one, as compared.",
        "article_id": "The one thread that a name without an address stands for; null otherwise.",
        "system": "The comment system of the account.",
        "account": "The author's account in that system.",
        "name": "Name as first printed.",
        "url": "Address that the name links to.",
    },
    "comments": {
        "": "One row a comment, for good. Reading order is ORDER BY article_id, position.",
        "parent_id": "The comment answered, in comments; null at the top level.",
        "parent_system_id": "The system's id of the comment answered, where that comment was never seen.",
        "author_id": "Who wrote it, in authors; null without a name and an address.",
        "author_avatar": "Address of the author's picture; refreshed in place.",
        "published_text": "The date as printed, where it could not be read for certain; refreshed in place.",
        "edited": "1 when the page marks the comment as edited, null when it does not say.",
        "version": "Which of the comment's versions this row shows.",
    },
    "comment_ids": {
        "": "The ids of comments in comment systems: one comment may have several.",
        "system": "The numbering: a comment system's name, or 'page' for a page's own numbering.",
        "method": "How the comment was known when this id was first seen: 'new', 'id' (by another id), 'words', "
        "'mangled' (the same words, other characters), 'cut', 'edit' (similar words in the same place), 'moved' or "
        "'renamed' (the same words of the same moment under another name).",
    },
    "runs": {
        "": "One row a run of a command that writes.",
        "command": "Name of the command.",
        "arguments": "Its arguments as JSON.",
        "program_version": "Version of the program.",
        "started_at": "When it began, UTC.",
        "finished_at": "When it ended, UTC; null while it goes on, or when it was killed.",
        "outcome": "How it ended.",
        "report": "Its figures as JSON.",
    },
    "snapshots": {
        "": "The bytes that came, each content once.",
        "sha256": "SHA-256 of the bytes, in hexadecimal.",
        "encoding": "How data holds them: 'zstd' (RFC 8878), or 'zstd-delta': with the snapshot base_id as raw "
        "dictionary.",
        "base_id": "The snapshot that data is a difference to; null when it stands alone.",
        "size": "Number of bytes.",
        "data": "The bytes, encoded.",
    },
    "article_versions": {
        "": "All versions of the articles that have more than one: what was once written stays here.",
        "text": "Plain text of that version.",
        "tags": "JSON list of tags or categories.",
    },
    "comment_versions": {
        "": "All versions of the comments that have more than one: what was once written stays here.",
        "text": "Plain text of that version.",
        "method": "How this version was told to be of this comment: as in comment_ids; null for the first.",
    },
    "observations": {
        "": "One row a distinct state of a thread as one channel showed it: which versions of which comments, in which "
        "order. Visits (fetches) point here; an unchanged visit points at the row already there.",
        "digest": "SHA-256 over everything that makes the state distinct.",
        "article_version": "The version of the article that was shown; null where the channel shows no article.",
        "comment_count": "How many comments it lists.",
        "listing": "The comments in order, with version and parent: zlib over JSON [ids, versions, parents], ids and "
        "parents as differences; 0 where no parent.",
    },
    "sources": {
        "": "What is watched.",
        "url": "Address of the page, feed or sitemap.",
        "kind": "'page', 'feed' or 'sitemap'.",
        "label": "What it calls itself.",
        "labels": "JSON list of a person's words for it, to choose sources by.",
        "settings": "Its scope and options as JSON: include, exclude, delay, home.",
        "paused": "1 while it is not visited.",
        "added_at": "When it was added, UTC.",
    },
    "fetches": {
        "": "One row a visit: every try to have a page, also those that brought nothing.",
        "run_id": "The run it belonged to, in runs.",
        "article_id": "The article shown; null when none was read.",
        "observation_id": "What the visit showed, in observations; null when it showed no thread.",
        "snapshot_id": "The bytes that came, in snapshots, where they were kept.",
        "url": "The address asked for.",
        "final_url": "The address that answered.",
        "redirects": "JSON list of the addresses in between.",
        "fetched_at": "When it was made, UTC.",
        "part_of": "The visit that this further page of the same thread belongs to, in fetches; null otherwise.",
        "origin": "Where it was merged from: the uid that the article has there. Null for visits of this archive.",
        "seconds": "How long the request took.",
        "status": "HTTP status.",
        "outcome": "'new', 'changed', 'unchanged', 'not_modified', 'failed', 'refused', 'feed', 'sitemap', 'archive' "
        "(a page of a blog's archive), 'part' (a further comment page of the visit part_of), 'suspect' (shows neither "
        "the article nor its thread: counts only when seen twice) or 'gone' (the address no longer leads to the "
        "article).",
        "digest": "SHA-256 over the words that a suspect visit showed, or over what an import brought; null otherwise.",
        "error": "What went wrong, in one line.",
        "size": "Bytes of the body.",
    },
    "polls": {
        "": "What the next visit to an address needs to know. Pages that are watched and not yet visited are here, "
        "too.",
        "url": "The address, normalised.",
        "source_id": "The source it is polled for, in sources.",
        "observation_id": "What the validators stand for, in observations.",
        "etag": "ETag of the last answer, verbatim.",
        "last_modified": "Last-Modified of the last answer, verbatim.",
        "parser_version": "Version of the parser that read the answer which the validators stand for.",
        "last_status": "HTTP status of the last answer.",
        "last_polled_at": "When the last visit was made, UTC; null before the first.",
        "due_at": "When the next visit is due, UTC; null where no run visits it.",
        "failures": "How many visits in a row have failed.",
        "failing_since": "When the first of those failed, UTC.",
        "kind": "'page', 'comments' (a further comment page), 'feed', 'sitemap' or 'archive' (a page of a blog's "
        "archive).",
        "found_at": "When a source first listed it, UTC.",
        "published": "When the page was published, by its feed, UTC.",
        "fresh_until": "Until when the server asked not to be asked again, UTC.",
        "conditional": "How many visits in a row found the page as it was (HTTP 304).",
        "hint": "What the feed says of the page's comments: their number, the last one's date; null when it no longer "
        "lists the page. Of a page of a blog's archive a hash of what it listed.",
        "hinted_at": "When the feed first said something else than at the last visit, UTC; null while it does not.",
        "hint_visited": "What the feed said when the page was last visited.",
        "pages": "JSON list of the further comment pages that the last visit found.",
        "embeds": "JSON: what the page said of its thread elsewhere, for visits that find it unchanged.",
    },
    "hosts": {
        "": "What runs know of a host: its robots.txt, and how it fails.",
        "origin": "Scheme, host and port.",
        "robots": "The text of its robots.txt; empty where it has none.",
        "robots_until": "Until when that may be relied on, UTC.",
        "robots_etag": "ETag of that answer, verbatim.",
        "robots_modified": "Last-Modified of that answer, verbatim.",
        "failures": "How many visits in a row have failed.",
        "failing_since": "When the first of those failed, UTC.",
        "not_before": "Until when it is left alone, UTC.",
        "error": "What went wrong last, in one line.",
    },
    "private": {
        "": "What dumps of other systems hold of a comment's author that no page shows; empty unless imported with "
        "--keep-private.",
        "email": "E-mail address.",
        "ip": "IP address, or what the system keeps of it.",
    },
    "tombstones": {
        "": "What was forgotten at a person's request, so that nothing brings it back.",
        "kind": "'comment', 'author' or 'article'.",
        "digest": "Hash by which the forgotten thing is known again.",
        "reason": "Why, in the person's words.",
        "forgotten_at": "When, UTC.",
    },
    "schema_docs": {
        "": "This description of every table, view and column.",
        "name": "Table or view.",
        "column_name": "Column; empty for the description of the table itself.",
        "kind": "'table', 'view' or 'full text'.",
        "description": "What it means.",
    },
    "fingerprints": {
        "": "Fingerprints of article texts: articles that share bands may be one article, republished.",
        "band": "One sixteenth of a MinHash of the text: number of the band, and a hash of what stands in it.",
    },
    "articles_fts": {
        "": "Full text of articles (FTS5): SELECT ... WHERE articles_fts MATCH 'words'; rowid is articles.id. "
        "Letters such as ł, ø, ß stand in it as l, o, ss."
    },
    "comments_fts": {
        "": "Full text of comments (FTS5): SELECT ... WHERE comments_fts MATCH 'words'; rowid is comments.id. "
        "Letters such as ł, ø, ß stand in it as l, o, ss."
    },
    "articles_cjk_fts": {
        "": "Trigrams of the articles in scripts without spaces between words (FTS5): MATCH with three letters or more."
    },
    "comments_cjk_fts": {
        "": "Trigrams of the comments in scripts without spaces between words (FTS5): MATCH with three letters or more."
    },
    "articles_folded": {"": "What articles_fts indexes.", "title": "Title, folded.", "text": "Text, folded."},
    "comments_folded": {"": "What comments_fts indexes.", "author": "Author, folded.", "text": "Text, folded."},
    "articles_unspaced": {"": "What articles_cjk_fts indexes.", "text": "Title and text."},
    "comments_unspaced": {"": "What comments_cjk_fts indexes.", "text": "Author and text."},
    "conversations": {
        "": "One row a comment in reading order, with its article: the view most people need.",
        "url": "Address of the article.",
        "article_author": "Who wrote the article.",
        "article_published": "Date of the article as stated.",
        "parent_author": "Who wrote the comment answered.",
        "published_text": "The date as printed, where it could not be read for certain.",
    },
    "threads": {
        "": "One row a thread, with its figures.",
        "url": "Address of the article.",
        "author": "Who wrote the article.",
        "comment_count": "How many comments are shown.",
        "gone_count": "How many comments were once seen and are no longer shown.",
        "reply_count": "How many comments answer another one, gone ones included.",
        "author_count": "How many different names wrote comments.",
        "level_count": "How many levels deep the conversation goes; null without comments.",
        "first_comment_utc": "The earliest comment's date, UTC, of those that state one with an offset.",
        "last_comment_utc": "The latest comment's date, UTC, of those that state one with an offset.",
        "last_visit_at": "When it was last visited, UTC.",
    },
    "changes": {
        "": "Everything that appeared, changed or vanished, one row each.",
        "at": "When it was seen, UTC.",
        "what": "'article new', 'article edited', 'article gone', 'comment new', 'comment edited' or 'comment gone'.",
        "comment_uid": "uid of the comment; null for articles.",
        "version": "Number of the new version, for edits.",
        "text": "The words: of a comment its text, of an article its title.",
    },
    "replies": {
        "": "Who answered whom: one row a reply.",
        "answered_author": "Who wrote the comment answered.",
        "answered_is_article_author": "1 when the article's author wrote the comment answered.",
        "answered_published_utc": "Date of the comment answered, UTC.",
        "seconds": "Time between the two in seconds, where both dates state an offset.",
    },
    "activity": {
        "": "Comments by site and day, by the dates that the pages state.",
        "day": "The day as stated (local to the site).",
        "comment_count": "Comments of that day.",
        "thread_count": "Threads that they stand in.",
        "author_count": "Different names.",
    },
    "authors_stats": {
        "": "One row an author, with figures.",
        "name": "Name as first printed.",
        "url": "Address that the name links to.",
        "comment_count": "Comments written, gone ones included.",
        "thread_count": "Threads written in.",
        "replies_written": "How many of the comments answer another one.",
        "replies_received": "How many comments answer one of theirs.",
        "gone_count": "How many of the comments are gone.",
        "first_published_utc": "Date of the first comment, UTC.",
        "last_published_utc": "Date of the last comment, UTC.",
    },
    "_sqlite_migrations": {
        "": "Which changes of the schema were applied to this file; kept by the sqlite-utils library.",
        "migration_set": "Name of the set of changes.",
        "name": "Name of the change.",
        "applied_at": "When it was applied, UTC.",
    },
}


def describe(name: str, column: str = "") -> str | None:
    """The description of a table or view, or of one of its columns; None when there is none."""
    own = TABLES.get(name)
    if own is None:
        return None
    return own.get(column, COMMON.get(column)) if column else own[""]
