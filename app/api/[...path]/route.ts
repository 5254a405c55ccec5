// /api/*: every address that no other route answers.
import { mount } from '@/lib/route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount('/api/*')
