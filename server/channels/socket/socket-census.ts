import { CccError } from '@ccc-store/core/protocol'

/** How many sockets may be open at once. */
export interface SocketCaps {
  total: number
  perAddress: number
  /** of those that have not said hello yet */
  strangersPerAddress: number
  perCustomer: number
  perAgent: number
}

/** A socket that is counted. */
export interface Seat {
  /**
   * It is this person's. When the person has too many, the oldest one gives way: a phone that lost its line without a
   * word must never be locked out by what it left behind.
   * @param giveWay called when this socket is the oldest of too many
   */
  takenBy(kind: 'customer' | 'agent', personId: string, giveWay: () => void): void
  /** The socket is gone. */
  leave(): void
}

/** Counts the open sockets, so that no address and no person takes more than their share. */
export class SocketCensus {
  private total = 0
  private readonly byAddress = new Map<string, number>()
  private readonly strangers = new Map<string, number>()
  /** by person: how the sockets give way, oldest first */
  private readonly byPerson = new Map<string, readonly (() => void)[]>()

  constructor(private readonly caps: SocketCaps) {}

  /** @throws CccError SOCKETS_TOO_MANY when there is no room for one more from this address */
  admit(address: string): void {
    const isFull =
      this.total >= this.caps.total ||
      (this.byAddress.get(address) ?? 0) >= this.caps.perAddress ||
      (this.strangers.get(address) ?? 0) >= this.caps.strangersPerAddress
    if (isFull) throw new CccError('SOCKETS_TOO_MANY')
  }

  enter(address: string): Seat {
    this.total += 1
    count(this.byAddress, address, 1)
    count(this.strangers, address, 1)
    return new CountedSeat(this, address)
  }

  /** It is known whose a socket from this address is. */
  isKnown(address: string): void {
    count(this.strangers, address, -1)
  }

  isGone(address: string): void {
    this.total -= 1
    count(this.byAddress, address, -1)
  }

  sit(person: Person, giveWay: () => void): void {
    const key = keyOf(person)
    const seats = [...(this.byPerson.get(key) ?? []), giveWay]
    const isFull = seats.length > (person.kind === 'agent' ? this.caps.perAgent : this.caps.perCustomer)
    const oldest = isFull ? seats.shift() : undefined
    this.byPerson.set(key, seats)
    oldest?.()
  }

  rise(person: Person, giveWay: () => void): void {
    const key = keyOf(person)
    const seats = (this.byPerson.get(key) ?? []).filter((one) => one !== giveWay)
    if (seats.length > 0) this.byPerson.set(key, seats)
    else this.byPerson.delete(key)
  }
}

interface Person {
  kind: 'customer' | 'agent'
  personId: string
}

const keyOf = ({ kind, personId }: Person): string => `${kind}:${personId}`

class CountedSeat implements Seat {
  private taken: { person: Person; giveWay: () => void } | undefined
  private isStranger = true

  constructor(
    private readonly census: SocketCensus,
    private readonly address: string,
  ) {}

  takenBy(kind: Person['kind'], personId: string, giveWay: () => void): void {
    this.free()
    this.taken = { person: { kind, personId }, giveWay }
    this.census.sit(this.taken.person, giveWay)
  }

  leave(): void {
    this.free()
    this.census.isGone(this.address)
  }

  private free(): void {
    if (this.isStranger) this.census.isKnown(this.address)
    this.isStranger = false
    if (this.taken) this.census.rise(this.taken.person, this.taken.giveWay)
    this.taken = undefined
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change
  if (next > 0) counts.set(key, next)
  else counts.delete(key)
}
