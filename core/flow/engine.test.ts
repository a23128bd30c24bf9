import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { FlowDefinition } from './definition'
import { demoFlow } from './demo-flow.fixture'
import { advanceFlow, type FlowEvent, type FlowState, initialFlowState } from './engine'
import { fillParameters, meantOption } from './texts'

const run = (events: FlowEvent[], definition: FlowDefinition = demoFlow) => {
  let state: FlowState = initialFlowState
  let effects: ReturnType<typeof advanceFlow>['effects'] = []
  for (const event of events) ({ state, effects } = advanceFlow(definition, state, event))
  return { state, effects }
}
const toHuman: FlowEvent[] = [{ type: 'start' }, { type: 'customerText', text: 'A' }]
const toService: FlowEvent[] = [...toHuman, { type: 'agentJoined', staffNo: '1001' }]

describe('the flow engine', () => {
  test('greets, then asks, and waits at the branch', () => {
    expect(run([{ type: 'start' }])).toEqual({
      state: { at: 'branch', nodeId: 'menu' },
      effects: [
        { type: 'message', text: '您好' },
        {
          type: 'menu',
          text: '请选择',
          options: [
            { keyword: '1', name: '营业时间' },
            { keyword: 'A', name: '人工客服' },
          ],
        },
      ],
    })
  })

  test('does nothing before it is started', () => {
    const early: FlowEvent[] = [{ type: 'customerText', text: 'A' }, { type: 'agentEnded' }, { type: 'replyTimeout' }]
    for (const event of early) {
      expect(run([event])).toEqual({ state: initialFlowState, effects: [] })
    }
  })

  test('that has said everything ends, and says so', () => {
    const spoken: FlowDefinition = {
      nodes: demoFlow.nodes.map((node) => (node.kind === 'message' ? { ...node, next: 'end' } : node)),
    }
    expect(run([{ type: 'start' }], spoken)).toEqual({
      state: { at: 'ended' },
      effects: [
        { type: 'message', text: '您好' },
        { type: 'end', reason: 'flow_ended' },
      ],
    })
  })

  test.each([
    ['branch', { at: 'branch', nodeId: 'gone' }, { type: 'customerText', text: 'A' }, 'flow_ended'],
    ['transfer', { at: 'transfer', nodeId: 'gone', told: false }, { type: 'queued', waitNo: 1 }, 'no_agent'],
    ['end', { at: 'service', endNodeId: 'gone' }, { type: 'agentReplied' }, 'flow_ended'],
  ] satisfies [string, FlowState, FlowEvent, string][])(
    'ends where its %s module is not there any more',
    (_, state, event, reason) => {
      expect(advanceFlow(demoFlow, state, event)).toEqual({
        state: { at: 'ended' },
        effects: [{ type: 'end', reason }],
      })
    },
  )

  test('answers a wrong keyword with the hint and stays at the branch', () => {
    expect(run([{ type: 'start' }, { type: 'customerText', text: '2' }])).toEqual({
      state: { at: 'branch', nodeId: 'menu' },
      effects: [{ type: 'message', text: '没有这个选项' }],
    })
  })

  test.each(['A', 'a', ' ａ ', '人工客服'])('takes %j as the keyword A', (text) => {
    expect(run([{ type: 'start' }, { type: 'customerText', text }]).state).toMatchObject({ at: 'transfer' })
  })

  test('asks for an agent of the skill group at a transfer', () => {
    expect(run(toHuman)).toEqual({
      state: { at: 'transfer', nodeId: 'human', told: false },
      effects: [{ type: 'requestAgent', skillGroupId: 'sales' }],
    })
  })

  test('fills ${WaitNo} into the queueing message and says it once', () => {
    const queued = run([...toHuman, { type: 'queued', waitNo: 3 }])
    expect(queued.effects).toEqual([{ type: 'message', text: '前面还有 3 位' }])
    expect(advanceFlow(demoFlow, queued.state, { type: 'queued', waitNo: 2 }).effects).toEqual([])
  })

  test.each([
    ['客服正忙，您前面还有 ${WaitNo} 位，请稍候。', '客服正忙，您是下一位，请稍候。'],
    ['All agents are busy. There are ${WaitNo} customers ahead of you.', 'All agents are busy. You are next.'],
    ['Please wait, ${WaitNo} ahead of you', 'Please wait, you are next'],
    ['当前排队人数：${WaitNo}', '当前排队人数：0'],
  ])('with nobody ahead, %p counts nobody: %p', (text, said) => {
    expect(fillParameters(text, { waitNo: 0 })).toBe(said)
    expect(fillParameters(text, { waitNo: 2 })).toBe(text.replace('${WaitNo}', '2'))
  })

  test('a text means the option whose keyword it is, before one whose name it is', () => {
    const options = [
      { keyword: '1', name: '2' },
      { keyword: '2', name: '退换货' },
    ]
    expect(['1', '2', '退换货', '3'].map((text) => meantOption(options, text))).toEqual([0, 1, 1, -1])
  })

  test('says the failure message and ends when nobody is online', () => {
    expect(run([...toHuman, { type: 'noAgentOnline' }])).toEqual({
      state: { at: 'ended' },
      effects: [
        { type: 'message', text: '暂无客服在线' },
        { type: 'end', reason: 'no_agent' },
      ],
    })
  })

  test('fills ${StaffNo} into the success message', () => {
    expect(run(toService)).toEqual({
      state: { at: 'service', endNodeId: 'end' },
      effects: [{ type: 'message', text: '客服 1001 为您服务' }],
    })
  })

  test('starts the reply timer when the agent writes and cancels it when the customer does', () => {
    expect(run([...toService, { type: 'agentReplied' }]).effects).toEqual([{ type: 'startReplyTimer', seconds: 60 }])
    expect(run([...toService, { type: 'agentReplied' }, { type: 'customerText', text: 'hi' }]).effects).toEqual([
      { type: 'cancelReplyTimer' },
    ])
  })

  test('starts no timer when the end module has none', () => {
    const definition = { nodes: demoFlow.nodes.map((n) => (n.kind === 'end' ? { ...n, replyTimeoutSeconds: 0 } : n)) }
    expect(run([...toService, { type: 'agentReplied' }], definition).effects).toEqual([])
  })

  test.each([
    ['replyTimeout', '超时结束', 'customer_timeout'],
    ['agentEnded', '感谢咨询', 'agent_ended'],
  ] as const)('ends on %s with its own message', (type, text, reason) => {
    expect(run([...toService, { type }]).effects).toEqual([
      { type: 'message', text },
      { type: 'end', reason },
    ])
  })

  test('stops instead of repeating messages for ever', () => {
    const circle: FlowDefinition = {
      nodes: [
        { id: 's', kind: 'start', label: '', next: 'a' },
        { id: 'a', kind: 'message', label: '', text: 'x', next: 'b' },
        { id: 'b', kind: 'message', label: '', text: 'y', next: 'a' },
      ],
    }
    expect(run([{ type: 'start' }], circle).state).toEqual({ at: 'ended' })
  })

  test('nothing happens after the end, whatever comes', () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant('customerText' as const), text: fc.string() }),
      fc.constantFrom<FlowEvent>(
        { type: 'start' },
        { type: 'queued', waitNo: 1 },
        { type: 'noAgentOnline' },
        { type: 'agentJoined', staffNo: '7' },
        { type: 'agentReplied' },
        { type: 'replyTimeout' },
        { type: 'agentEnded' },
      ),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: FlowState = initialFlowState
        let ends = 0
        for (const next of events) {
          const before = state.at
          const step = advanceFlow(demoFlow, state, next)
          if (before === 'ended') expect(step.effects).toEqual([])
          ends += step.effects.filter((effect) => effect.type === 'end').length
          state = step.state
        }
        expect(ends).toBe(state.at === 'ended' ? 1 : 0)
      }),
    )
  })
})
