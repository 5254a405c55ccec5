// Import before the browser's first parse: zod's probe of `new Function` would violate the content security policy.
import { config } from 'zod'

config({ jitless: true })
