// /api/auth/*: sign-in and sign-out by better-auth, behind the same checks as every other route.
import { authMount } from '@/lib/auth/mount'

export const GET = authMount
export const POST = authMount
export const PUT = authMount
export const PATCH = authMount
export const DELETE = authMount
