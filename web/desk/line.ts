/** What happens on a line. After `closed` nothing more does. */
export interface LineEvents {
  opened(): void
  received(text: string): void
  closed(): void
}

export interface Line {
  send(text: string): void
  close(): void
}

/** Opens a line to a socket's address (ws: or wss:). */
export type Dial = (url: string, events: LineEvents) => Line

/** A line over the browser's WebSocket. */
export const dialWebSocket: Dial = (url, events) => {
  const socket = new WebSocket(url)
  socket.onopen = () => events.opened()
  // a server that sends binary frames speaks another protocol: '' is no frame
  socket.onmessage = ({ data }) => events.received(typeof data === 'string' ? data : '')
  socket.onclose = () => events.closed()
  return {
    // on a closing socket it does nothing, and `closed` follows
    send: (text) => socket.send(text),
    close: () => socket.close(),
  }
}
