import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/** After an upgrade nobody needs its request and its answer: they would be kept as long as the socket is open. */
export function letGoOfHttp(socket: WebSocket, raw: Socket, response: ServerResponse | undefined): void {
  response?.detachSocket(raw)
  // the listener of the upgrade holds the request, and SocketLine has its own
  socket.removeAllListeners('error')
}
