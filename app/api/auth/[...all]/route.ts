// /api/auth/*: sign-in and sign-out by better-auth, behind the same checks as every other route.
import { authMount } from '@/lib/auth/mount'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = authMount
