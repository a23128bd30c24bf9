import { describe, expect, test } from '@jest/globals'
import { CustomerServerFrame, parse, readNewer, readNewerDesk } from '.'

const entry = (body: object) => ({ seq: 1, sessionId: 's1', at: 1, from: { role: 'system' }, body })
const frame = (body: object, state: object = { phase: 'flow' }) => ({ t: 'entries', entries: [entry(body)], state })
const bodyOf = (input: object) => {
  const read = parse(CustomerServerFrame, readNewer(input), 'FRAME_INVALID')
  return read.t === 'entries' ? read.entries[0]?.body : undefined
}

describe('reading what a newer server says', () => {
  test.each([
    { kind: 'hologram', url: 'x' },
    { kind: 'event', event: 'teleported' },
  ])('%j is unknown', (body) => {
    expect(bodyOf(frame(body))).toEqual({ kind: 'unknown' })
  })

  test('a reason it does not know is another one', () => {
    const body = { kind: 'event', event: 'session_closed', reason: 'moved' }
    expect(bodyOf(frame(body, { phase: 'closed', closeReason: 'moved' }))).toEqual({ ...body, reason: 'other' })
  })

  test('a reason on a desk, too', () => {
    const desk = { sessions: [{ closeReason: 'moved' }, { closeReason: 'no_agent' }, {}] }
    expect(readNewerDesk({ t: 'desk', desk })).toEqual({
      t: 'desk',
      desk: { sessions: [{ closeReason: 'other' }, { closeReason: 'no_agent' }, {}] },
    })
  })

  test('what is known, or no entry at all, stays as it is', () => {
    const known = frame({ kind: 'text', text: 'x' }, { phase: 'closed', closeReason: 'no_agent' })
    for (const input of [known, null, 'text', { t: 'ack', id: 'a' }, { entries: [1, { body: 2 }] }]) {
      expect(readNewer(structuredClone(input))).toEqual(input)
    }
  })
})
