import { Child } from './child'
import type { LoadResult, ServerKind } from './generator'
import type { ServerAddress, ServerCounts } from './server-child'
import { SHAPES, type Shape } from './shape'

const ROUNDS = 3
const SECONDS = 3

const FILES: Record<ServerKind, string> = {
  ws: 'ws-relay.ts',
  socketIo: 'socket-io-relay.ts',
  centre: 'centre.ts',
}

/** One server and everybody connected to it, in two processes. */
interface Place {
  run(rate?: number): Promise<LoadResult & { cpuSecondsPer1000: number; commitsPerMessage: number }>
  stop(): Promise<void>
}

/**
 * Messages a second that are acknowledged (and so durable) and delivered, over those of relays that keep nothing. The
 * servers are measured in turn, several rounds of one run; a figure is the median of its rounds.
 */
export async function measureThroughput(): Promise<Record<string, unknown>> {
  const busy = await inTurns(SHAPES.busy)
  const calm = await inTurns(SHAPES.calm)
  return {
    'server.durableOverRawWs': busy.overWs,
    'server.durableOverSocketIo': busy.overSocketIo,
    'server.durableOverRawWs800': calm.overWs,
    'server.durableOverSocketIo800': calm.overSocketIo,
    'server.ackP99Ms': busy.atHalfLoad.ackP99Ms,
    'server.fsyncsPerMessage': busy.centre.commitsPerMessage,
    'server.throughput': { busy, calm },
  }
}

async function inTurns(shape: Shape) {
  const places: Record<ServerKind, Place> = {
    ws: await open('ws', shape),
    socketIo: await open('socketIo', shape),
    centre: await open('centre', shape),
  }
  try {
    const rounds: Record<ServerKind, LoadResult & { cpuSecondsPer1000: number; commitsPerMessage: number }>[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        ws: await places.ws.run(),
        socketIo: await places.socketIo.run(),
        centre: await places.centre.run(),
      })
    }
    const ratio = (kind: ServerKind) => round(median(rounds.map((one) => one.centre.perSecond / one[kind].perSecond)))
    const last = rounds[rounds.length - 1]
    const rate = median(rounds.map((one) => one.centre.perSecond)) / 2
    const atHalfLoad = await places.centre.run(rate)
    if (!last) throw new Error('no rounds')
    return { overWs: ratio('ws'), overSocketIo: ratio('socketIo'), ...last, atHalfLoad }
  } finally {
    for (const place of Object.values(places)) await place.stop()
  }
}

async function open(kind: ServerKind, shape: Shape): Promise<Place> {
  const server = Child.start(FILES[kind])
  const generator = Child.start('generator.ts')
  const address = await server.ask<ServerAddress>({ start: shape.agents })
  await generator.ask({ connect: kind, server: address, shape })
  return {
    async run(rate) {
      const before = await server.ask<ServerCounts>({})
      const result = await generator.ask<LoadResult>({ seconds: SECONDS, ...(rate !== undefined && { rate }) })
      const after = await server.ask<ServerCounts>({})
      // it works for half a second before it is counted
      const messages = result.perSecond * (SECONDS + 0.5)
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

const round = (value: number): number => Math.round(value * 1_000) / 1_000

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
