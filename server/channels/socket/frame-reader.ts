import { parseFrame } from '@ccc-store/core/protocol'
import type { Static, TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'

/** Reads a frame of one audience. @throws CccError FRAME_INVALID */
export type FrameReader<Member extends TSchema> = (input: unknown) => Static<Member>

/**
 * Compiles the schemas of an audience's frames, once for all sockets. What they refuse is looked at again by the schemas
 * themselves, which say what is wrong.
 */
export function frameReader<Member extends TSchema>(members: readonly Member[]): FrameReader<Member> {
  const checks = new Map<unknown, (input: unknown) => input is Static<Member>>()
  for (const member of members) {
    const compiled = TypeCompiler.Compile(member)
    checks.set(member.properties?.t?.const, (input): input is Static<Member> => compiled.Check(input))
  }
  return (input) => {
    const t = typeof input === 'object' && input !== null && 't' in input ? input.t : undefined
    return checks.get(t)?.(input) ? input : parseFrame(members, input)
  }
}
