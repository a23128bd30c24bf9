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
  private readonly byPerson = new Map<string, Set<() => void>>()

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
    let isStranger = true
    let release = () => {}
    const known = () => {
      if (isStranger) count(this.strangers, address, -1)
      isStranger = false
    }
    return {
      takenBy: (kind, personId, giveWay) => {
        known()
        release()
        release = this.seat(
          `${kind}:${personId}`,
          giveWay,
          kind === 'agent' ? this.caps.perAgent : this.caps.perCustomer,
        )
      },
      leave: () => {
        known()
        release()
        this.total -= 1
        count(this.byAddress, address, -1)
      },
    }
  }

  /** @returns how to leave it */
  private seat(person: string, giveWay: () => void, cap: number): () => void {
    const seats = this.byPerson.get(person) ?? new Set()
    this.byPerson.set(person, seats)
    seats.add(giveWay)
    const [oldest] = seats
    if (seats.size > cap && oldest) {
      seats.delete(oldest)
      oldest()
    }
    return () => {
      seats.delete(giveWay)
      if (seats.size === 0 && this.byPerson.get(person) === seats) this.byPerson.delete(person)
    }
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change
  if (next > 0) counts.set(key, next)
  else counts.delete(key)
}
