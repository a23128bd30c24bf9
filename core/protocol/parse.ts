import type { Static, TSchema } from '@sinclair/typebox'
import { Value, type ValueError } from '@sinclair/typebox/value'
import { CccError } from './ccc-error'
import type { ErrorCode } from './errors'

/**
 * Reads unknown input by its schema.
 * @throws CccError with `code`, whose detail names the first field that does not fit
 */
export function parse<T extends TSchema>(schema: T, input: unknown, code: ErrorCode = 'REQUEST_INVALID'): Static<T> {
  if (Value.Check(schema, input)) return input
  const first = Value.Errors(schema, input).First()
  const fault = first && innermost(first)
  throw new CccError(code, { detail: fault ? `${fault.path || '/'} ${fault.message}` : 'unknown fault' })
}

/**
 * Reads a frame: JSON text whose `t` names one member of a union, so that the error names the field at fault and not
 * the whole union.
 * @throws CccError FRAME_INVALID
 */
export function parseFrame<T extends TSchema>(members: readonly T[], text: string): Static<T> {
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    throw new CccError('FRAME_INVALID', { detail: 'not JSON' })
  }
  const t = typeof input === 'object' && input !== null && 't' in input ? input.t : undefined
  const member = members.find((schema) => schema.properties?.t?.const === t)
  if (!member) throw new CccError('FRAME_INVALID', { detail: `unknown "t": ${JSON.stringify(t)?.slice(0, 40)}` })
  return parse(member, input, 'FRAME_INVALID')
}

/** Of a union whose members are told apart by `kind`, the fault of the member that was meant. */
function innermost(fault: ValueError): ValueError {
  const members = fault.errors.map((errors) => [...errors])
  const meant = members.filter((errors) => !errors.some(({ path }) => path === `${fault.path}/kind`))
  const [first] = meant.length === 1 ? (meant[0] ?? []) : []
  return first ? innermost(first) : fault
}
