import { apiDocument, getApiDocument } from '@/app/api/openapi.json/operations'
import { resource, route } from '@/lib/route'

// The same object each time, so that the door writes its text and its ETag once.
const servedDocument = apiDocument()

// GET /api/openapi.json: the description of this API for machines.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getApiDocument, async () => servedDocument),
)
