import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { applyPatch } from '../testing/apply-patch'
import { customer, inFlow, reset, serving, text, texts } from '../testing/entries'
import { textsOf } from '../texts/texts'
import { applyEntries, applyHistory, applyWelcome, type Conversation, emptyConversation } from './conversation'
import type { Pending } from './pending'
import { createViewWindow, type RowPage } from './view-window'

const must = (known: Conversation | null): Conversation => {
  if (!known) throw new Error('does not follow')
  return known
}
const known = (first: number, last: number, epoch = 'e1') =>
  must(applyWelcome(emptyConversation, reset(texts(first, last), inFlow, epoch)))
const grown = (from: Conversation, by = 1) => {
  const last = from.entries.at(-1)?.seq ?? 0
  return must(applyEntries(from, { t: 'entries', entries: texts(last + 1, last + by), state: serving }))
}
const window = () => createViewWindow({ texts: textsOf('zh'), language: 'zh', fileUrl: () => '' })

describe('one new message', () => {
  test.each([100, 1_000, 10_000])('costs one path, after %i messages as after any other number', (length) => {
    const view = window()
    const before = known(1, length)
    view.update(before, [], true)
    const patch = view.update(grown(before), [], true)
    expect(Object.keys(patch)).toHaveLength(1)
    expect(JSON.stringify(patch).length - `message ${length + 1}`.length).toBe(
      JSON.stringify({
        'pages[1]': {
          id: 'g000002',
          rows: [{ id: 'm00000101', kind: 'text', side: 'other', text: '', time: 0, face: '林' }],
        },
      }).length,
    )
  })
  test('that nobody can see changes nothing', () => {
    const view = window()
    const before = known(1, 3)
    view.update(before, [], true)
    expect(view.update(before, [], true)).toEqual({})
  })
  test('takes the place of the row that stood for it', () => {
    const view = window()
    const before = known(1, 3)
    const pending: Pending = {
      command: { t: 'send', id: 'x', content: { kind: 'text', text: 'hi' } },
      at: 0,
      status: 'sending',
    }
    view.update(before, [pending], true)
    const after = must(applyEntries(before, { t: 'entries', entries: [text(4, 'hi', customer, 'x')], state: inFlow }))
    const patch = view.update(after, [], true)
    expect(patch).toEqual({ 'pages[0].rows[3]': { id: 'm00000004', kind: 'text', side: 'own', text: 'hi', time: 0 } })
  })
})

describe('the window', () => {
  test('opens on the newest page, and grows upward page by page', () => {
    const view = window()
    const all = known(1, 120)
    view.update(all, [], true)
    expect(view.firstId).toBe('m00000096')
    expect(view.showOlder(all)).toBe(true)
    view.update(all, [], false)
    expect(view.firstId).toBe('m00000071')
    expect([1, 2, 3, 4].map(() => view.showOlder(all))).toEqual([true, true, true, false])
    view.update(all, [], false)
    expect(view.firstId).toBe('m00000001')
  })
  test('shows no time twice after paging back, whether what came before was known or had to be fetched', () => {
    const view = window()
    let now = known(51, 100)
    view.update(now, [], true)
    for (let page = 0; page < 4; page += 1) {
      if (!view.showOlder(now)) {
        now = applyHistory(now, { t: 'history', before: 51, entries: texts(1, 50) })
        view.showOlder(now)
      }
      view.update(now, [], false)
    }
    const rows = view.pages.flatMap((page) => page.rows)
    expect(rows).toHaveLength(75)
    expect(rows.filter(({ time }) => time > 0).map(({ id }) => id)).toEqual(['m00000001'])
    // and nobody is named twice in a row, but for who was on top of all that was known
    expect(rows.filter(({ who }) => who).map(({ id }) => id)).toEqual(['m00000001', 'm00000051'])
  })
  test('keeps the pages on the screen as they are when older ones come', () => {
    const view = window()
    const newest = known(76, 100)
    view.update(newest, [], true)
    const [shown] = view.pages
    const more = applyHistory(newest, { t: 'history', before: 76, entries: texts(26, 75) })
    view.showOlder(more)
    view.update(more, [], false)
    expect(view.pages).toHaveLength(2)
    expect(view.pages[1]).toEqual(shown)
  })
  test('stays bounded while messages come, at next to no cost', () => {
    const view = window()
    let now = known(1, 50)
    view.update(now, [], true)
    for (let count = 0; count < 1_000; count += 1) {
      now = grown(now)
      const patch = view.update(now, [], true)
      expect(JSON.stringify(patch).length).toBeLessThan(300)
      expect(view.pages.reduce((sum, { rows }) => sum + rows.length, 0)).toBeLessThanOrEqual(76)
    }
  })
  test('stays bounded while the reader goes back to the first of 10,000 messages, and forward again', () => {
    const view = window()
    const all = known(1, 10_000)
    const shown = () => view.pages.flatMap(({ rows }) => rows.map(({ id }) => id))
    view.update(all, [], true)
    while (view.showOlder(all)) {
      view.update(all, [], false)
      expect(shown().length).toBeLessThanOrEqual(75)
    }
    expect([shown()[0], view.isNewest]).toEqual(['m00000001', false])
    while (view.showNewer(all)) {
      view.update(all, [], true)
      expect(shown().length).toBeLessThanOrEqual(100)
    }
    expect([shown().at(-1), view.isNewest]).toEqual(['m00010000', true])
  })
  test('keeps new messages for later while the reader is far back, and shows the newest on request', () => {
    const view = window()
    let now = known(1, 200)
    view.update(now, [], true)
    for (let page = 0; page < 5; page += 1) {
      view.showOlder(now)
      view.update(now, [], false)
    }
    now = grown(now, 3)
    expect(view.update(now, [], false)).toEqual({})
    view.showNewest()
    view.update(now, [], true)
    expect(view.has('m00000203')).toBe(true)
  })
  test('takes nothing away from who reads back', () => {
    const view = window()
    let now = known(1, 50)
    view.update(now, [], true)
    for (let count = 0; count < 300; count += 1) {
      now = grown(now)
      view.update(now, [], false)
    }
    expect(view.firstId).toBe('m00000026')
  })
})

/** The ids from entry `first` on: what failed stands at its time, what is on its way at the end. */
function expected({ entries }: Conversation, pending: readonly Pending[], first: number): string[] {
  const ids: string[] = []
  const left = new Set(pending)
  for (const { seq, at } of entries) {
    for (const item of left) {
      if (item.status !== 'failed' || item.at >= at) continue
      left.delete(item)
      if (seq > first || first === entries[0]?.seq) ids.push(`p${item.command.id}`)
    }
    if (seq >= first) ids.push(`m${String(seq).padStart(8, '0')}`)
  }
  return [...ids, ...[...left].map(({ command }) => `p${command.id}`)]
}

describe('whatever happens', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 70 }) }),
    fc.constant({ kind: 'older' as const }),
    fc.constant({ kind: 'newer' as const }),
    fc.constant({ kind: 'newest' as const }),
    fc.constant({ kind: 'say' as const }),
    fc.constant({ kind: 'ack' as const }),
    fc.constant({ kind: 'fail' as const }),
    fc.constant({ kind: 'reset' as const }),
    fc.record({ kind: fc.constant('scroll' as const), atEnd: fc.boolean() }),
  )
  test('the patches bring the screen to what it should show, each row once and in order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const view = window()
        const screen: { pages: RowPage[] } = { pages: [] }
        let now = known(200, 260)
        let pending: Pending[] = []
        let atEnd = true
        let said = 0
        for (const move of steps) {
          if (move.kind === 'grow') now = grown(now, move.by)
          if (move.kind === 'scroll') atEnd = move.atEnd
          if (move.kind === 'reset') now = known(500, 540, `e${said}`)
          if (move.kind === 'say') {
            said += 1
            pending = [
              ...pending,
              {
                command: { t: 'send', id: `s${said}`, content: { kind: 'text', text: 'x' } },
                at: (now.entries.at(-1)?.at ?? 0) + 1,
                status: 'sending',
              },
            ]
          }
          if (move.kind === 'ack') pending = pending.slice(1)
          if (move.kind === 'fail') pending = pending.map((item) => ({ ...item, status: 'failed' }))
          if (move.kind === 'newest') view.showNewest()
          const newer = move.kind === 'newer' && view.showNewer(now)
          if (move.kind === 'older' && !view.showOlder(now)) {
            const before = now.entries[0]?.seq ?? 1
            now = applyHistory(now, { t: 'history', before, entries: texts(Math.max(1, before - 50), before - 1) })
            view.showOlder(now)
          }
          applyPatch(screen, view.update(now, pending, newer || (atEnd && view.isNewest)))
          expect(screen.pages).toEqual(view.pages)
          const ids = screen.pages.flatMap(({ rows }) => rows.map(({ id }) => id))
          const all = expected(now, pending, Number(ids.find((id) => id.startsWith('m'))?.slice(1)))
          expect(ids).toEqual(view.isNewest ? all : all.slice(0, ids.length))
          expect(ids.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 200 },
    )
  })
})
