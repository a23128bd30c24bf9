import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServerProcess } from '../../conformance/server-process'
import { Child } from './child'
import { openPlace, type RunResult } from './measure-throughput'
import { median, round } from './numbers'
import { SHAPES } from './shape'

const FEW = 1_000
const MANY = 1_000_000
const ROUNDS = 5
const SECONDS = 3
const STARTS = 7

/** What a start and a message cost with a long past behind them, over what they cost without. */
export async function measureGrowth(progress: (text: string) => void): Promise<Record<string, unknown>> {
  const dirs = await Promise.all(['none', 'few', 'many'].map((name) => mkdtemp(join(tmpdir(), `ccc-growth-${name}-`))))
  const [none = '', few = '', many = ''] = dirs
  try {
    progress(`${MANY} entries are written`)
    await Promise.all([fill(none, 0), fill(few, FEW), fill(many, MANY)])
    progress('starts, and messages')
    return { ...(await starts(none, many)), ...(await appends(few, many)) }
  } finally {
    for (const dir of dirs) await rm(dir, { recursive: true })
  }
}

async function fill(dataDir: string, history: number): Promise<void> {
  const server = Child.start('centre.ts')
  await server.ask({ start: { agents: 0, dataDir, history } })
  await server.stop()
}

/** From the operator's command to the line that says that it is ready. */
async function starts(none: string, many: string): Promise<Record<string, unknown>> {
  const times: Record<'none' | 'many', number[]> = { none: [], many: [] }
  for (let i = 0; i < STARTS; i += 1) {
    times.none.push(await startMs(none))
    times.many.push(await startMs(many))
  }
  // whatever else the machine does can only add to it
  const [noneMs, manyMs] = [Math.min(...times.none), Math.min(...times.many)]
  return {
    'server.startGrowth': round(manyMs / noneMs),
    'server.startMs': { empty: Math.round(noneMs), million: Math.round(manyMs) },
  }
}

async function startMs(dataDir: string): Promise<number> {
  const from = performance.now()
  const server = await ServerProcess.start({ CCC_DATA_DIR: dataDir })
  const ms = performance.now() - from
  await server.stop()
  return ms
}

/** CPU of a message, under full load: the rest of the machine does not matter to it as it does to messages a second. */
async function appends(few: string, many: string): Promise<Record<string, unknown>> {
  const places = [
    await openPlace('centre', SHAPES.busy, { dataDir: few }),
    await openPlace('centre', SHAPES.busy, { dataDir: many }),
  ] as const
  try {
    for (const place of places) await place.warm()
    const rounds: [RunResult, RunResult][] = []
    for (let i = 0; i < ROUNDS; i += 1)
      rounds.push([await places[0].run({ seconds: SECONDS }), await places[1].run({ seconds: SECONDS })])
    const of = (place: 0 | 1, figure: 'cpuSecondsPer1000' | 'perSecond') =>
      median(rounds.map((one) => one[place][figure]))
    return {
      'server.appendGrowth': round(median(rounds.map(([a, b]) => b.cpuSecondsPer1000 / a.cpuSecondsPer1000))),
      'server.appendCpuSecondsPer1000': { thousand: of(0, 'cpuSecondsPer1000'), million: of(1, 'cpuSecondsPer1000') },
      'server.appendPerSecond': { thousand: of(0, 'perSecond'), million: of(1, 'perSecond') },
    }
  } finally {
    for (const place of places) await place.stop()
  }
}
