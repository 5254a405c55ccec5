// Imported by lib/http-schema, and through it before any schema that a browser loads is built: zod compiles objects with `new Function` as it builds them, and even
// its probe violates the content security policy. Servers keep compiling.
import { config } from 'zod'

if (typeof window !== 'undefined') config({ jitless: true })
