import { describe, expect, test } from '@jest/globals'
import { clockText, momentText } from './durations'
import { en } from './en'
import { zh } from './zh'

/** Every text by its path. */
function leaves(texts: object, path = ''): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' ? [[path + name, text]] : leaves(text, `${path}${name}.`),
  )
}
const places = (texts: object) =>
  leaves(texts).map(([path, text]) => [path, [...new Set(text.match(/\{\w+\}/g))].sort()])

describe('texts', () => {
  test('have the same places to fill in both languages', () => {
    expect(places(en)).toEqual(places(zh))
  })

  test('hold no sign that vue-i18n would take for its own', () => {
    const special = [...leaves(zh), ...leaves(en)].filter(([, text]) => /[@|]/.test(text.replace(/\{\w+\}/g, '')))
    expect(special).toEqual([])
  })
})

describe('times', () => {
  test.each([
    [-5, '0:00'],
    [65_999, '1:05'],
    [3_600_000, '1:00:00'],
    [36_061_000, '10:01:01'],
  ])('%d ms is %s', (ms, text) => {
    expect(clockText(ms)).toBe(text)
  })

  test('of today are told without the date, of this year without the year', () => {
    const now = new Date(2026, 10, 20, 14, 0).getTime()
    expect(momentText(new Date(2026, 10, 20, 9, 5).getTime(), now)).toBe('09:05')
    expect(momentText(new Date(2026, 10, 2, 9, 5).getTime(), now)).toBe('11-02 09:05')
    expect(momentText(new Date(2025, 10, 20, 9, 5).getTime(), now)).toBe('2025-11-20 09:05')
  })
})
