-- One's own posts, newest changed first. Alone in its file: a large table is not locked while it is built.
CREATE INDEX CONCURRENTLY "posts_author_id_updated_at_id_idx" ON "posts"("author_id", "updated_at" DESC, "id" DESC);
