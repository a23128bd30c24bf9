import { MAX_RESUME_ENTRIES } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { agentResume } from './agent-resume'

const short = { firstSeq: 11, lastSeq: 20 }
const long = { firstSeq: 11, lastSeq: 11 + 2 * MAX_RESUME_ENTRIES }

describe('P4 a session that an agent comes back to', () => {
  test.each([
    ['nothing was known', short, 0, { after: 10, reset: true }],
    ['what is known is of the session before', short, 10, { after: 10, reset: true }],
    ['the first entry is known', short, 11, { after: 11, reset: false }],
    ['the last is missing', short, 19, { after: 19, reset: false }],
    ['all is known', short, 20, null],
    ['more is known than there is', short, 21, { after: 10, reset: true }],
    ['as much is missing as a resume holds', long, long.lastSeq - MAX_RESUME_ENTRIES, { after: 511, reset: false }],
    ['one more is missing', long, long.lastSeq - MAX_RESUME_ENTRIES - 1, { after: 511, reset: true }],
    ['a session too long was never known', long, 0, { after: 511, reset: true }],
  ])('P4 %s', (_, stretch, cursor, resume) => {
    expect(agentResume(stretch, cursor)).toEqual(resume)
  })

  test('P4 from any cursor, the client has the newest entries without a gap, and none of another session', () => {
    const stretches = fc
      .tuple(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 0, max: 1_500 }))
      .map(([firstSeq, more]) => ({ firstSeq, lastSeq: firstSeq + more }))
    fc.assert(
      fc.property(stretches, fc.integer({ min: 0, max: 4_000 }), (stretch, cursor) => {
        const resume = agentResume(stretch, cursor)
        if (resume === null) return expect(cursor).toBe(stretch.lastSeq)
        const sent = stretch.lastSeq - resume.after
        expect(sent).toBeGreaterThan(0)
        expect(sent).toBeLessThanOrEqual(MAX_RESUME_ENTRIES)
        expect(resume.after + 1).toBeGreaterThanOrEqual(stretch.firstSeq)
        if (resume.reset) expect(sent).toBe(Math.min(MAX_RESUME_ENTRIES, stretch.lastSeq - stretch.firstSeq + 1))
        else expect(resume.after).toBe(cursor)
      }),
    )
  })
})
