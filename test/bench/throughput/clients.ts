import type { ServerAddress } from './server-child'
import type { Shape } from './shape'

/** What the generator is told: as seldom as can be, by ids that it gave. */
export interface Heard {
  acknowledged(id: string): void
  delivered(id: string): void
}

/** Everybody at one server, connected. `send` says one thing in a conversation. */
export interface Clients {
  send(conversation: number, id: string): void
  close(): void
}

export type Connect = (server: ServerAddress, shape: Shape, heard: Heard) => Promise<Clients>
