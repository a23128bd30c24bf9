import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Between the clients and the server: an address that stays the same, and lines that can be cut. */
export class CuttingProxy {
  cuts = 0
  private readonly lines = new Set<{ client: Socket; server: Socket }>()

  private constructor(
    private readonly listener: Server,
    readonly url: string,
  ) {}

  /** @param target where the server answers now */
  static async start(target: () => string): Promise<CuttingProxy> {
    const listener = createServer((client) => proxy.pass(client, Number(new URL(target()).port)))
    listener.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const address = listener.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const proxy = new CuttingProxy(listener, `http://127.0.0.1:${port}`)
    return proxy
  }

  /**
   * Cuts every line. For a moment before, what the clients say still arrives and no answer comes back: so commands are
   * carried out whose acknowledgements are lost.
   */
  cut(deafMs = 100): void {
    this.cuts += 1
    const lines = [...this.lines]
    for (const { client, server } of lines) {
      server.unpipe(client)
      server.resume()
    }
    setTimeout(() => {
      for (const { client, server } of lines) {
        client.destroy()
        server.destroy()
      }
    }, deafMs)
  }

  async close(): Promise<void> {
    for (const { client, server } of this.lines) {
      client.destroy()
      server.destroy()
    }
    const closed = once(this.listener, 'close')
    this.listener.close()
    await closed
  }

  private pass(client: Socket, port: number): void {
    const server = connect(port, '127.0.0.1')
    const line = { client, server }
    this.lines.add(line)
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.lines.delete(line)
        client.destroy()
        server.destroy()
      })
    }
    client.pipe(server)
    server.pipe(client)
  }
}
