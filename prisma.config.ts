import { defineConfig } from 'prisma/config'

// Used by `prisma generate` only. Migrations are written and applied by scripts/, without a native engine (docs/decisions.md).
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
