// /api/*: every address that no other route answers.
import { unknownAddress } from '@/lib/route'

export const GET = unknownAddress
export const POST = unknownAddress
export const PUT = unknownAddress
export const PATCH = unknownAddress
export const DELETE = unknownAddress
