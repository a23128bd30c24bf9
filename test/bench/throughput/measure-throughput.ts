import { Child } from './child'
import type { LoadResult, ServerKind } from './generator'
import { median, round } from './numbers'
import type { ServerAddress, ServerCounts, StartRequest } from './server-child'
import { SHAPES, type Shape } from './shape'

const ROUNDS = 3
const SECONDS = 3
/** Messages before the first round: until then much of what is measured is how code gets compiled. */
const WARM_MESSAGES = 30_000
const WARM_SECONDS_AT_MOST = 8

const FILES: Record<ServerKind, string> = {
  ws: 'ws-relay.ts',
  socketIo: 'socket-io-relay.ts',
  centre: 'centre.ts',
}

export type RunResult = LoadResult & { cpuSecondsPer1000: number; commitsPerMessage: number }

/** One server and everybody connected to it, in two processes. */
interface Place {
  /** @param request `rate`: messages a second; as many as can be without it */
  run(request: { seconds: number; rate?: number }): Promise<RunResult>
  warm(): Promise<void>
  stop(): Promise<void>
}

/**
 * Messages a second that are acknowledged (and so durable) and delivered, over those of relays that keep nothing. The
 * servers are measured in turn, several rounds of one run; a figure is the median of its rounds.
 */
export async function measureThroughput(progress: (text: string) => void): Promise<Record<string, unknown>> {
  progress('messages of busy customers')
  const busy = await inTurns(SHAPES.busy)
  progress('messages of many calm customers')
  const calm = await inTurns(SHAPES.calm)
  return {
    'server.durableOverRawWs': busy.overWs,
    'server.durableOverSocketIo': busy.overSocketIo,
    'server.durableOverRawWs800': calm.overWs,
    'server.durableOverSocketIo800': calm.overSocketIo,
    'server.ackP99Ms': busy.atHalfLoad?.ackP99Ms,
    'server.fsyncsPerMessage': busy.centre.commitsPerMessage,
    'server.throughput': { busy, calm },
  }
}

const KINDS = ['ws', 'socketIo', 'centre'] as const

async function inTurns(shape: Shape) {
  const places = await Promise.all(KINDS.map((kind) => openPlace(kind, shape)))
  try {
    for (const place of places) await place.warm()
    const rounds: RunResult[][] = []
    for (let i = 0; i < ROUNDS; i += 1) {
      const round: RunResult[] = []
      for (const place of places) round.push(await place.run({ seconds: SECONDS }))
      rounds.push(round)
    }
    const [ws, socketIo, centre] = KINDS.map((_, i) => medians(rounds.flatMap((round) => round[i] ?? [])))
    const over = (kind: 0 | 1) =>
      round(median(rounds.map((one) => (one[2]?.perSecond ?? 0) / (one[kind]?.perSecond ?? 0))))
    if (!centre) throw new Error('no rounds')
    const atHalfLoad = await places[2]?.run({ seconds: SECONDS, rate: centre.perSecond / 2 })
    return { overWs: over(0), overSocketIo: over(1), ws, socketIo, centre, atHalfLoad }
  } finally {
    for (const place of places) await place.stop()
  }
}

const medians = (results: readonly RunResult[]): RunResult => {
  const of = (figure: keyof RunResult) => median(results.map((result) => result[figure]))
  return {
    perSecond: of('perSecond'),
    cpuSecondsPer1000: of('cpuSecondsPer1000'),
    commitsPerMessage: of('commitsPerMessage'),
    ackP50Ms: of('ackP50Ms'),
    ackP99Ms: of('ackP99Ms'),
  }
}

export async function openPlace(kind: ServerKind, shape: Shape, start: Partial<StartRequest> = {}): Promise<Place> {
  const server = Child.start(FILES[kind])
  const generator = Child.start('generator.ts')
  const address = await server.ask<ServerAddress>({ start: { agents: shape.agents, ...start } })
  await generator.ask({ connect: kind, server: address, shape })
  return {
    async warm() {
      let messages = 0
      for (let seconds = 0; messages < WARM_MESSAGES && seconds < WARM_SECONDS_AT_MOST; seconds += 1) {
        messages += (await generator.ask<LoadResult>({ seconds: 1 })).perSecond
      }
    },
    async run(request) {
      const before = await server.ask<ServerCounts>({})
      const result = await generator.ask<LoadResult>(request)
      const after = await server.ask<ServerCounts>({})
      // it works for half a second before it is counted
      const messages = result.perSecond * (request.seconds + 0.5)
      return {
        ...result,
        cpuSecondsPer1000: round(((after.cpuSeconds - before.cpuSeconds) / messages) * 1_000),
        commitsPerMessage: round((after.commits - before.commits) / messages),
      }
    },
    async stop() {
      await generator.stop()
      await server.stop()
    },
  }
}
