import { describe, expect, test } from 'vitest'
import {
  formatDay,
  formatNumber,
  formatPercent,
  formatRecent,
  formatShortDay,
  formatTime,
  readingMinutes,
} from '@/lib/format'

const NOW = '2026-11-25T22:30:00.000Z'

describe('dates and numbers', () => {
  test('an instant shows in UTC whatever zone the machine is in, and in a person’s own when it is given', () => {
    expect(process.env.TZ).toBe('Asia/Kolkata')
    expect(formatDay(NOW)).toBe('Wednesday 25 November')
    expect(formatTime(NOW)).toBe('22:30')
    expect(formatDay(NOW, { timeZone: 'Pacific/Auckland' })).toBe('Thursday 26 November')
  })

  test('the near past has its weekday, today its hour, the far past its year', () => {
    expect(formatRecent('2026-11-25T09:12:00Z', NOW)).toBe('today 09:12')
    expect(formatRecent('2026-11-17T09:12:00Z', NOW)).toBe('Tue 17 Nov')
    expect(formatRecent('2025-08-11T09:12:00Z', NOW)).toBe('11 Aug 2025')
    expect(formatShortDay('2026-09-30T00:00:00Z')).toBe('30 Sep')
  })

  test('numbers are grouped and ratios become percent', () => {
    expect([formatNumber(9109), formatNumber(0), formatPercent(0.118)]).toEqual(['9,109', '0', '11.8 %'])
  })

  test('the shortest text takes a minute', () => {
    expect([readingMinutes(''), readingMinutes('word '.repeat(690))]).toEqual([1, 3])
  })
})
