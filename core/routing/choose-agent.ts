/** An agent as routing sees one. `load` counts sessions that ring or are served: an offer already takes a place. */
export interface Candidate {
  agentId: string
  load: number
  capacity: number
  /** when the agent last became free or came online, ms */
  idleSince: number
}

/**
 * The agent who serves next: of those with a free place, the one idle longest (Genesys: longest idle agent).
 * @param online the online agents of the skill group
 * @param missed agents who let this very request ring out: offered again only when nobody else is left
 * @returns the agent, or undefined when all are busy
 */
export function chooseAgent(online: readonly Candidate[], missed: ReadonlySet<string>): Candidate | undefined {
  const free = online.filter((candidate) => candidate.load < candidate.capacity)
  const fresh = free.filter((candidate) => !missed.has(candidate.agentId))
  const pool = fresh.length > 0 ? fresh : free
  return pool.reduce<Candidate | undefined>(
    (best, candidate) => (best === undefined || goesBefore(candidate, best) ? candidate : best),
    undefined,
  )
}

function goesBefore(a: Candidate, b: Candidate): boolean {
  return a.idleSince < b.idleSince || (a.idleSince === b.idleSince && a.agentId < b.agentId)
}

/** Places per agent in a skill group of each kind (seed page 004: omnimedia is fixed at 1). */
export function capacityOf(group: { kind: 'omnimedia' | 'online'; capacity: number }): number {
  return group.kind === 'omnimedia' ? 1 : group.capacity
}
