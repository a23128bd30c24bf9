import { KindGuard, type Static, type TSchema } from '@sinclair/typebox'
import { Value, type ValueError } from '@sinclair/typebox/value'
import { CccError } from './ccc-error'
import type { ErrorCode } from './errors'
import { MAX_FRAME_DEPTH, MAX_FRAME_PARTS } from './limits'

/**
 * Reads unknown input by its schema.
 * @throws CccError with `code`, whose detail names the first field that does not fit
 */
export function parse<T extends TSchema>(schema: T, input: unknown, code: ErrorCode = 'REQUEST_INVALID'): Static<T> {
  if (Value.Check(schema, input)) return input
  const fault = firstFault(schema, input)
  throw new CccError(code, { detail: fault ? `${fault.path || '/'} ${fault.message}` : 'unknown fault' })
}

/**
 * Reads the JSON text of a frame. What has more parts or levels than any frame needs is refused here, where finding out
 * costs little; a schema would look at every part.
 * @throws CccError FRAME_INVALID
 */
export function parseJson(text: string): unknown {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    throw new CccError('FRAME_INVALID', { detail: 'not JSON' })
  }
  refuseHuge(input)
  return input
}

/**
 * Reads a frame, whose `t` names one member of a union, so that the error names the field at fault and not the whole
 * union.
 * @param input as parseJson read it
 * @throws CccError FRAME_INVALID
 */
export function parseFrame<T extends TSchema>(members: readonly T[], input: unknown): Static<T> {
  const t = fieldOf(input, 't')
  const member = members.find((schema) => schema.properties?.t?.const === t)
  if (!member) throw new CccError('FRAME_INVALID', { detail: `unknown "t": ${JSON.stringify(t)?.slice(0, 40)}` })
  return parse(member, input, 'FRAME_INVALID')
}

/** Walks level by level and stops at the first part too many. @throws CccError FRAME_INVALID */
function refuseHuge(input: unknown): void {
  let parts = 0
  let level: unknown[] = [input]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_FRAME_DEPTH) {
      throw new CccError('FRAME_INVALID', { detail: `more than ${MAX_FRAME_DEPTH} levels` })
    }
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      for (const key in value) {
        parts += 1
        if (parts > MAX_FRAME_PARTS) {
          throw new CccError('FRAME_INVALID', { detail: `more than ${MAX_FRAME_PARTS} fields` })
        }
        next.push(fieldOf(value, key))
      }
    }
    level = next
  }
}

/** The first fault. Of a union whose members are told apart by `kind`, that of the member that was meant. */
function firstFault(schema: TSchema, input: unknown): ValueError | undefined {
  // the faults come one by one: no more than the first is looked for
  const fault = Value.Errors(schema, input).First()
  if (!fault || !KindGuard.IsUnion(fault.schema)) return fault
  const kind = fieldOf(fault.value, 'kind')
  const meant = fault.schema.anyOf.find((member: TSchema) => member.properties?.kind?.const === kind)
  const inner = meant && kind !== undefined ? firstFault(meant, fault.value) : undefined
  return inner ? { ...inner, path: fault.path + inner.path } : fault
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
