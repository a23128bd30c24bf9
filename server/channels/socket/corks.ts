import type { Socket } from 'node:net'

/** Sockets whose writes are held back until the end of this turn of the loop. */
const corked = new Set<Socket>()

/** Whatever is written to a socket within one turn of the event loop leaves in one call of the system. */
export function corkForThisTurn(socket: Socket): void {
  if (corked.has(socket)) return
  if (corked.size === 0) setImmediate(uncorkAll)
  corked.add(socket)
  socket.cork()
}

function uncorkAll(): void {
  for (const socket of corked) socket.uncork()
  corked.clear()
}
