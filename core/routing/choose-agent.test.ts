import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Candidate, capacityOf, chooseAgent } from './choose-agent'

const agent = (agentId: string, load: number, idleSince: number, capacity = 1): Candidate => ({
  agentId,
  load,
  capacity,
  idleSince,
})
const nobody = new Set<string>()

describe('choosing an agent', () => {
  test('takes the one idle longest', () => {
    expect(chooseAgent([agent('a', 0, 20), agent('b', 0, 10)], nobody)?.agentId).toBe('b')
  })

  test('takes the same one of two who have been idle as long, whoever is named first', () => {
    const [a, b] = [agent('a', 0, 10), agent('b', 0, 10)]
    expect([chooseAgent([a, b], nobody)?.agentId, chooseAgent([b, a], nobody)?.agentId]).toEqual(['a', 'a'])
    expect(chooseAgent([agent('a', 0, 20), agent('b', 0, 10)], nobody)?.agentId).toBe('b')
  })

  test('P5 an agent at capacity is never offered a second session', () => {
    const candidate = fc.record({
      agentId: fc.string({ minLength: 1 }),
      load: fc.nat(5),
      capacity: fc.nat(5),
      idleSince: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(candidate), fc.array(fc.string()), (agents, missed) => {
        const chosen = chooseAgent(agents, new Set(missed))
        if (chosen) expect(chosen.load).toBeLessThan(chosen.capacity)
        else expect(agents.every((one) => one.load >= one.capacity)).toBe(true)
      }),
    )
  })

  test('prefers agents who have not missed this request, and falls back to those who have', () => {
    const agents = [agent('a', 0, 1), agent('b', 0, 2)]
    expect(chooseAgent(agents, new Set(['a']))?.agentId).toBe('b')
    expect(chooseAgent(agents, new Set(['a', 'b']))?.agentId).toBe('a')
  })

  test('omnimedia groups serve one at a time whatever is configured', () => {
    expect(capacityOf({ kind: 'omnimedia', capacity: 9 })).toBe(1)
    expect(capacityOf({ kind: 'online', capacity: 9 })).toBe(9)
  })
})
