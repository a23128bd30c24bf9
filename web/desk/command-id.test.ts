import { CommandId } from '@ccc-store/core/protocol'
import { expect, test } from '@jest/globals'
import { Value } from '@sinclair/typebox/value'
import { commandId } from './command-id'

test('a command id fits the protocol and is never the same twice', () => {
  const ids = Array.from({ length: 1_000 }, commandId)
  expect(ids.filter((id) => !Value.Check(CommandId, id))).toEqual([])
  expect(new Set(ids).size).toBe(1_000)
})
