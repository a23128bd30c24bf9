import { answer } from './child'

/** Where a server answers, and what it takes to be let in. */
export interface ServerAddress {
  url: string
  /** of a call centre: what signs openids, and the agents' log-ins */
  secret?: string
  agents?: { account: string; password: string }[]
}

/** What a server is to be. A relay needs to know nothing of it. */
export interface StartRequest {
  agents: number
  /** sessions that an agent serves at a time */
  capacity?: number
  /** kept after the end; without it, a folder of its own */
  dataDir?: string
  /** entries that were said before */
  history?: number
  /** nothing happens by itself: sockets are not asked whether they are there */
  isStill?: boolean
}

export interface ServerCounts {
  /** user and system, all threads, since the process began */
  cpuSeconds: number
  /** of the process, without the part of the heap that is free */
  residentBytes: number
  /** what JavaScript holds, on its heap and outside */
  heapBytes: number
  /** commits of the store, if there is one */
  commits: number
}

/** A server to be measured, in this process: says where it answers when it is started, and what it has cost so far. */
export function serveAsChild(
  start: (request: StartRequest) => Promise<{ address: ServerAddress; commits?: () => number; stop(): Promise<void> }>,
): void {
  let stop = async () => {}
  let commits = () => 0
  answer<{ start?: StartRequest }>(
    async (request) => {
      if (request.start === undefined) return counts(commits())
      const server = await start(request.start)
      stop = server.stop
      if (server.commits) commits = server.commits
      return server.address
    },
    () => stop(),
  )
}

function counts(commits: number): ServerCounts {
  const { user, system } = process.cpuUsage()
  // only where a child was started with --expose-gc
  globalThis.gc?.()
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
  return {
    cpuSeconds: (user + system) / 1e6,
    residentBytes: rss - heapTotal + heapUsed,
    heapBytes: heapUsed + external,
    commits,
  }
}
