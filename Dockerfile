# The app as one image: built with everything, shipped with what runs. Needs no database and no secret to be built.
#   docker build --tag foothold .
# docs/deploy-docker.md says how it is run, migrated and updated.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# The packages first: they are installed again only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Goes into the browser's code, so it has to be known here.
ARG NEXT_PUBLIC_SENTRY_DSN=
RUN BUILD_STANDALONE=1 npm run build

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
# Pictures and hashes take native memory in many threads: with an arena for each it comes back in pieces, and grows.
ENV MALLOC_ARENA_MAX=2
# Owned by root and run by another: what serves requests cannot change what it runs.
COPY --from=build /app/.next/standalone ./
USER node
EXPOSE 3000
# Alive, not ready: who restarts what is unhealthy must not restart it because the database is away.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./scripts/preload.mjs", "server.js"]
