import { describe, expect, it } from 'vitest'
import { apiDocument } from '@/app/api/openapi.json/operations'
import { read } from './source-tree'

describe('docs/openapi.json', () => {
  it('is what the operations say: run `npm run api:document` after changing one', () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(apiDocument())))
  })
})
