/** What must never happen, each with its promise. */
export const FAULTS = {
  lost: 'P1 acknowledged or shown, and not in the log',
  doubled: 'P2 one command, several entries',
  changedAnswers: 'P2 a command was answered in two ways',
  gaps: 'P3 P4 a log, or what a client was sent of it, has a hole or overlaps',
  disorder: 'P3 two readers saw different things at one place, or one sender’s words changed their order',
  overCapacity: 'P5 an agent had more sessions than may be, or a session two agents',
  rises: 'P6 the number ahead rose',
  stranded: 'P7 a session waited though agents were free, or a command was not answered',
  errors: 'P9 an error that nobody should see, or a server that ended by itself',
} as const

export type Fault = keyof typeof FAULTS

const SHOWN = 8

/** Broken promises: all are counted, the first few of each kind are told. */
export class Findings {
  private readonly found = new Map<Fault, { count: number; details: string[] }>()

  add(fault: Fault, detail: string): void {
    const known = this.found.get(fault) ?? { count: 0, details: [] }
    known.count += 1
    if (known.details.length < SHOWN) known.details.push(detail)
    this.found.set(fault, known)
  }

  get isEmpty(): boolean {
    return this.found.size === 0
  }

  count(fault: Fault): number {
    return this.found.get(fault)?.count ?? 0
  }

  /** `lost 0, doubled 0, …` */
  summary(): string {
    const names: Fault[] = Object.keys(FAULTS).filter((name): name is Fault => name in FAULTS)
    return names.map((name) => `${name} ${this.count(name)}`).join(', ')
  }

  /** Lines for people, none when all is well. */
  lines(): string[] {
    return [...this.found].flatMap(([fault, { count, details }]) => [
      `${FAULTS[fault]}: ${count}`,
      ...details.map((detail) => `  ${detail}`),
    ])
  }
}
