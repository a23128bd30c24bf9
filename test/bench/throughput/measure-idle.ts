import { setTimeout as sleep } from 'node:timers/promises'
import { Child } from './child'
import type { ServerAddress, ServerCounts, StartRequest } from './server-child'

const WARM = 500
const IDLE = 5_000

/** What a customer who is connected and says nothing costs in memory, beyond a bare socket. */
export async function measureIdle(): Promise<Record<string, unknown>> {
  const ws = await bytesOfOne('ws-relay.ts')
  const centre = await bytesOfOne('centre.ts')
  return {
    'server.bytesPerIdleConnection': centre.resident - ws.resident,
    'server.idleConnection': { ws, centre },
  }
}

async function bytesOfOne(file: string): Promise<{ resident: number; heap: number }> {
  const server = Child.start(file, '--expose-gc')
  const crowd = Child.start('crowd.ts')
  try {
    const start: StartRequest = { agents: 0 }
    const address = await server.ask<ServerAddress>({ start })
    await crowd.ask({ come: WARM, server: address })
    const before = await quiet(server)
    await crowd.ask({ come: IDLE, server: address })
    const after = await quiet(server)
    const each = (a: number, b: number) => Math.round((b - a) / IDLE)
    return {
      resident: each(before.residentBytes, after.residentBytes),
      heap: each(before.heapBytes, after.heapBytes),
    }
  } finally {
    await crowd.stop()
    await server.stop()
  }
}

/** After the garbage of what came before is gone. */
async function quiet(server: Child): Promise<ServerCounts> {
  for (let i = 0; i < 3; i += 1) {
    await server.ask({})
    await sleep(500)
  }
  return server.ask<ServerCounts>({})
}
