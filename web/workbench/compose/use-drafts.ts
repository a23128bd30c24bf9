import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { reactive, watch } from 'vue'
import type { TextStorage } from '../../desk/desk-memory'

const Drafts = Type.Record(Type.String(), Type.String())

/**
 * What is written but not sent, by session; a reload of the page keeps it.
 * @param agentId whose drafts they are
 */
export function useDrafts(storage: TextStorage, agentId: string): Record<string, string> {
  const key = `ccc-desk-drafts:${agentId}`
  const drafts = reactive(read(storage.getItem(key)))
  watch(drafts, () => {
    try {
      storage.setItem(key, JSON.stringify(drafts))
    } catch {
      // a full storage must not keep anyone from writing
    }
  })
  return drafts
}

function read(text: string | null): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(text ?? '{}')
    return Value.Check(Drafts, stored) ? stored : {}
  } catch {
    return {}
  }
}
