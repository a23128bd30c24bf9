import { setTimeout as sleep } from 'node:timers/promises'
import { Child } from './child'
import type { CrowdRequest } from './crowd'
import type { DesksRequest } from './desks'
import { round } from './numbers'
import type { ServerAddress, ServerCounts, StartRequest } from './server-child'

const FEW = 100
const MANY = 10_000
const AGENTS = 10
const CAPACITY = 4
/** Changes of the queue that are measured together, with time enough between them for all who are to be told. */
const CHANGES = 8
const APART_MS = 1_300
const WARM_CHANGES = 60

interface Waits {
  count: number
  p50Ms: number
  p99Ms: number
}

/** What a change of the queue costs with everybody connected who waits, and whether the others feel it. */
export async function measureQueue(progress: (text: string) => void): Promise<Record<string, unknown>> {
  const [server, crowd, desks] = [Child.start('centre.ts'), Child.start('crowd.ts'), Child.start('desks.ts')]
  try {
    // nothing else is to cost anything
    const start: StartRequest = { agents: AGENTS, capacity: CAPACITY, isStill: true }
    const address = await server.ask<ServerAddress>({ start })
    const ask = <T = object>(child: Child, request: CrowdRequest | DesksRequest) => child.ask<T>(request)
    await ask(desks, { open: AGENTS, served: AGENTS * CAPACITY, server: address })
    await ask(crowd, { come: FEW + WARM_CHANGES, server: address, waits: true })
    await ask(crowd, { leave: WARM_CHANGES, everyMs: 20 })
    const few = await costOfChange(server, crowd)
    progress(`${MANY} customers come`)
    await ask(crowd, { come: MANY - FEW + CHANGES, server: address, waits: true })
    progress('the queue moves')
    const many = await costOfChange(server, crowd)
    const [talked] = await Promise.all([
      ask<Waits>(desks, { talkMs: 8_000, everyMs: 5 }),
      ask(crowd, { leave: 70, everyMs: 100 }),
    ])
    const assigned = await ask<Waits>(desks, { assign: 300 })
    return {
      'queue.positionGrowth': round(many.cpuMs / few.cpuMs),
      'queue.change': { few, many },
      'queue.ackDuringChangeP99Ms': talked.p99Ms,
      'routing.assignP99Ms': assigned.p99Ms,
      'queue.waits': { talked, assigned },
    }
  } finally {
    for (const child of [desks, crowd, server]) await child.stop()
  }
}

/** CPU of one who leaves, up to when all were told who are told at all; and how many frames that were. */
async function costOfChange(server: Child, crowd: Child): Promise<{ cpuMs: number; frames: number }> {
  await sleep(2_000)
  const count = async () => {
    const { frames } = await crowd.ask<{ frames: number }>({ leave: 0, everyMs: 0 })
    return { frames, cpu: (await server.ask<ServerCounts>({})).cpuSeconds }
  }
  const before = await count()
  await crowd.ask({ leave: CHANGES, everyMs: APART_MS })
  const after = await count()
  const each = (a: number, b: number) => Math.round(((b - a) / CHANGES) * 100) / 100
  return { cpuMs: each(before.cpu * 1_000, after.cpu * 1_000), frames: each(before.frames, after.frames) }
}
