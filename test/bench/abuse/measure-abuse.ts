import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_FRAME_BYTES, PROTOCOL_VERSION } from '@ccc-store/core/protocol'
import { post } from '@ccc-store/mock-server'
import { DEMO, signOpenid } from '@ccc-store/server'
import { ServerProcess } from '../../conformance/server-process'
import { Attacker, textFrame } from './attacker'

const BYTES_PER_SECOND = 1_000_000
const MEASURE_MS = 8_000
const ASK_EVERY_MS = 20

/**
 * p99 of `GET /healthz`, in milliseconds, while one address sends 1 MB of frames a second that cost the server most:
 * the worst of the attacks below, and each by its name.
 */
export async function measureAbuse(): Promise<Record<string, unknown>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ccc-abuse-'))
  const server = await ServerProcess.start({ CCC_DATA_DIR: dataDir, CCC_DEMO: 'true', CCC_LOG_LEVEL: 'fatal' })
  try {
    const secret = /Secret to sign openids .*: (\S{43})/.exec(server.startText)?.[1] ?? ''
    const hello = textFrame(await helloOf(server.url, secret))
    const nothing = Buffer.alloc(0)
    const attacks: [name: string, opening: Buffer, frames: Buffer][] = [
      ['none', nothing, nothing],
      ['keysBeforeHello', nothing, Buffer.concat([textFrame(manyKeys()), textFrame('{"t":"ping"}')])],
      ['pingsBeforeHello', nothing, pings()],
      ['keysAfterHello', hello, Buffer.concat([textFrame(manyKeys()), textFrame('{"t":"ping"}')])],
      ['pingsAfterHello', hello, pings()],
      ['historyAfterHello', hello, manyOf('{"t":"history","before":2}')],
    ]
    const by: Record<string, number> = {}
    for (const [name, opening, frames] of attacks) by[name] = await underAttack(server.url, opening, frames)
    const worst = Math.max(...Object.values(by))
    return { 'server.healthUnderAbuseMs': worst, 'server.healthUnderAbuseMs.by': by }
  } finally {
    await server.kill()
    await rm(dataDir, { recursive: true })
  }
}

async function underAttack(url: string, opening: Buffer, frames: Buffer): Promise<number> {
  const attacker =
    frames.length > 0 && new Attacker(new URL(`${url}/v1/customer/socket`), opening, frames, BYTES_PER_SECOND)
  // the first second is for the attack to get going
  await sleep(1_000)
  const waits = await askHealth(url)
  if (attacker) attacker.stop()
  await sleep(1_000)
  waits.sort((a, b) => a - b)
  return Math.round((waits[Math.floor(waits.length * 0.99)] ?? 0) * 10) / 10
}

/** Asks at a fixed beat, whether or not the question before is answered yet. @returns how long each answer took, ms */
async function askHealth(url: string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const answers: Promise<number>[] = []
  const end = performance.now() + MEASURE_MS
  while (performance.now() < end) {
    answers.push(timeToAnswer(`${url}/healthz`, agent))
    await sleep(ASK_EVERY_MS)
  }
  const waits = await Promise.all(answers)
  agent.destroy()
  return waits
}

function timeToAnswer(url: string, agent: Agent): Promise<number> {
  const from = performance.now()
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(performance.now() - from))
    }).on('error', reject)
  })
}

/** The hello of a customer who is logged in. */
async function helloOf(url: string, secret: string): Promise<string> {
  const { sdkAppId, ivrId } = DEMO
  const openid = 'abuse'
  const openidSignature = signOpenid(secret, sdkAppId, openid, Math.floor(Date.now() / 1_000))
  const { body } = await post(`${url}/v1/customer/login`, { sdkAppId, openid, openidSignature })
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined
  return JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, token, ivrId, position: null })
}

/** As many unknown fields as a frame has room for. */
function manyKeys(): string {
  const head = '{"t":"send","id":"m1","content":{"kind":"text","text":"x"'
  const keys: string[] = []
  for (let bytes = head.length + 2; ; ) {
    const key = `,"${keys.length.toString(36)}":1`
    bytes += key.length
    if (bytes > MAX_FRAME_BYTES) break
    keys.push(key)
  }
  return `${head}${keys.join('')}}}`
}

const pings = (): Buffer => manyOf('{"t":"ping"}')

/** Some 10 KB of one frame. */
function manyOf(text: string): Buffer {
  const frame = textFrame(text)
  return Buffer.concat(Array.from({ length: Math.ceil(10_000 / frame.length) }, () => frame))
}
