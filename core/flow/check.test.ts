import { describe, expect, test } from '@jest/globals'
import { checkFlow } from './check'
import type { FlowDefinition, FlowNode } from './definition'
import { demoFlow } from './demo-flow.fixture'
import { FLOW_FAULTS } from './faults'

const groups = new Set(['sales'])
const faultsOf = (nodes: FlowNode[]) => checkFlow({ nodes }, groups).map(({ code, nodeId }) => [code, nodeId])
const change = (id: string, to: Partial<FlowNode>): FlowNode[] =>
  demoFlow.nodes.map((node) => (node.id === id ? ({ ...node, ...to } as FlowNode) : node))
const without = (id: string) => demoFlow.nodes.filter((node) => node.id !== id)

describe('the flow checker', () => {
  test('finds nothing in a complete flow', () => {
    expect(checkFlow(demoFlow, groups)).toEqual([])
  })

  const cases: [string, FlowNode[], string | undefined][] = [
    ['START_MISSING', without('start'), undefined],
    ['START_DUPLICATE', [...demoFlow.nodes, { id: 's2', kind: 'start', label: '', next: 'hello' }], 's2'],
    ['END_MISSING', without('end'), undefined],
    [
      'ID_DUPLICATE',
      [...demoFlow.nodes, { id: 'hello', kind: 'message', label: '', text: 'x', next: 'menu' }],
      'hello',
    ],
    ['NEXT_UNKNOWN', change('hello', { next: 'nowhere' }), 'hello'],
    ['NEXT_IS_START', change('hours', { next: 'start' }), 'hours'],
    ['UNREACHABLE', [...demoFlow.nodes, { id: 'lost', kind: 'message', label: '', text: 'x', next: 'end' }], 'lost'],
    ['NO_WAY_TO_END', change('hello', { next: 'hello' }), 'hello'],
    ['LOOP', change('hello', { next: 'hello' }), 'hello'],
    [
      'LOOP',
      [
        ...change('hours', { next: 'more' }),
        { id: 'more', kind: 'message', label: '', text: 'x', next: 'most' },
        { id: 'most', kind: 'message', label: '', text: 'x', next: 'hours' },
      ],
      'hours',
    ],
    ['TEXT_EMPTY', change('hello', { text: ' ' }), 'hello'],
    ['TEXT_EMPTY', change('menu', { text: ' ' }), 'menu'],
    ['WRONG_INPUT_TEXT_EMPTY', change('menu', { wrongInputText: '' }), 'menu'],
    ['BRANCH_EMPTY', change('menu', { branches: [] }), 'menu'],
    ['BRANCH_NAME_EMPTY', change('menu', { branches: [{ keyword: '1', name: '', next: 'human' }] }), 'menu'],
    ['KEYWORD_EMPTY', change('menu', { branches: [{ keyword: ' ', name: 'x', next: 'human' }] }), 'menu'],
    [
      'KEYWORD_DUPLICATE',
      change('menu', {
        branches: [
          { keyword: 'a', name: 'x', next: 'human' },
          { keyword: 'Ａ', name: 'y', next: 'hours' },
        ],
      }),
      'menu',
    ],
    ['SKILL_GROUP_UNKNOWN', change('human', { skillGroupId: 'gone' }), 'human'],
    ['FAILURE_TEXT_EMPTY', change('human', { failureText: '' }), 'human'],
    ['TRANSFER_NOT_TO_END', change('human', { next: 'hello' }), 'human'],
  ]

  test.each(cases)('names the module with %s', (code, nodes, nodeId) => {
    expect(faultsOf(nodes)).toContainEqual([code, nodeId])
  })

  test('blames a loop only on the modules in it', () => {
    const nodes = change('hello', { next: 'round' })
    const round: FlowNode = { id: 'round', kind: 'message', label: '', text: 'x', next: 'round' }
    const loops = faultsOf([...nodes, round]).filter(([code]) => code === 'LOOP')
    expect(loops).toEqual([['LOOP', 'round']])
  })

  test('says of a module that nothing leads to only that', () => {
    const lost: FlowNode = { id: 'lost', kind: 'message', label: '', text: 'x', next: 'menu' }
    const alone: FlowNode = { ...lost, id: 'alone', next: 'alone' }
    const codes = faultsOf([...demoFlow.nodes, lost, alone]).map(([code, id]) => `${code} ${id}`)
    expect(codes).toEqual(expect.arrayContaining(['UNREACHABLE lost', 'UNREACHABLE alone']))
    expect(codes).not.toContain('NO_WAY_TO_END alone')
  })

  test('every fault it knows has a case here', () => {
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(FLOW_FAULTS)))
  })

  test('texts name the module in both languages', () => {
    const definition: FlowDefinition = { nodes: change('hello', { text: '' }) }
    expect(checkFlow(definition, groups)).toMatchObject([
      { zh: '【欢迎】的消息内容为空。', en: 'The message of "欢迎" is empty.' },
    ])
  })
})
