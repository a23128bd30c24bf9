import { answer } from './child'

/** Where a server answers, and what it takes to be let in. */
export interface ServerAddress {
  url: string
  /** of a call centre: what signs openids, and the agents' log-ins */
  secret?: string
  agents?: { account: string; password: string }[]
}

export interface ServerCounts {
  /** user and system, all threads, since the process began */
  cpuSeconds: number
  rssBytes: number
  /** commits of the store, if there is one */
  commits: number
}

/** A server to be measured, in this process: says where it answers when it is started, and what it has cost so far. */
export function serveAsChild(
  start: (agents: number) => Promise<{ address: ServerAddress; commits?: () => number; stop(): Promise<void> }>,
): void {
  let stop = async () => {}
  let commits = () => 0
  answer<{ start?: number }>(
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
  return { cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss(), commits }
}
