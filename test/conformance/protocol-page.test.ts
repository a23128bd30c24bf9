import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as protocol from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'protocol.md'), 'utf8')
const examples = [...page.matchAll(/<!-- (\w+) -->\n```json\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => ({
  name,
  text,
}))

const { AccountLoginRequest, AccountLoginResponse, AgentClientFrame, AgentServerFrame, CustomerClientFrame } = protocol
const { Content, CustomerLoginRequest, CustomerLoginResponse, CustomerServerFrame } = protocol
const { Entry, FileRef, WireErrorSchema } = protocol
const ErrorResponse = Type.Object({ error: WireErrorSchema })
const frames = { AgentClientFrame, AgentServerFrame, CustomerClientFrame, CustomerServerFrame }
const bodies = { AccountLoginRequest, AccountLoginResponse, CustomerLoginRequest, CustomerLoginResponse }
const schemas = new Map(Object.entries({ ...frames, ...bodies, Entry, ErrorResponse, FileRef }))

describe('docs/protocol.md', () => {
  test.each(examples)('example %# is a $name', ({ name, text }) => {
    const schema = schemas.get(name) ?? Type.Never()
    expect([...Value.Errors(schema, JSON.parse(text))]).toEqual([])
  })

  test('has an example of every frame', () => {
    for (const [name, union] of Object.entries(frames)) {
      const shown = examples.filter((one) => one.name === name).map(({ text }) => JSON.parse(text).t)
      const known = union.anyOf.map((member) => member.properties.t.const)
      // these are the same on both sockets and shown once, in words or for the customer
      const common = ['ping', 'pong', 'ack', 'nack', 'error', 'desk']
      expect(known.filter((t) => !common.includes(t) && !shown.includes(t))).toEqual([])
    }
  })

  test('has an example of every content', () => {
    const shown = examples.filter(({ name }) => name === 'CustomerClientFrame').map(({ text }) => JSON.parse(text))
    const kinds = new Set(shown.flatMap(({ content }) => (content ? [content.kind] : [])))
    expect(Content.anyOf.map((member) => member.properties.kind.const).filter((kind) => !kinds.has(kind))).toEqual([])
  })

  test('every JSON block is checked', () => {
    expect(examples).toHaveLength([...page.matchAll(/```json/g)].length)
  })
})
