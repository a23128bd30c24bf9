import type { CustomerCommand, WireError } from '@ccc-store/core/protocol'
import type { Connection, Signal, Transport, TransportOwner } from './transport'

type Make = (owner: TransportOwner) => Transport

const NOT_LOADED: WireError = {
  code: 'TRANSPORT_NOT_LOADED',
  zh: '客服组件加载失败，请检查网络后重试。',
  en: 'A part of the chat could not be loaded. Check the network and try again.',
}

/** A transport that lies in a subpackage of its own, fetched when the chat is first opened. */
export class LateTransport implements Transport {
  private real: Transport | null = null
  private own: Connection = { status: 'idle', error: null }
  private ivrId: string | null = null
  private loading = false

  constructor(
    readonly serverUrl: string,
    private readonly owner: TransportOwner,
    private readonly load: () => Promise<Make>,
  ) {}

  get connection(): Connection {
    return this.real ? this.real.connection : this.own
  }

  open(ivrId: string): void {
    this.ivrId = ivrId
    if (this.real) this.real.open(ivrId)
    else this.begin()
  }
  close(): void {
    this.ivrId = null
    if (this.real) this.real.close()
    else this.report({ status: 'idle', error: null })
  }
  send(command: CustomerCommand): boolean {
    return this.real?.send(command) ?? false
  }
  signal(signal: Signal): boolean {
    return this.real?.signal(signal) ?? false
  }
  history(before: number): boolean {
    return this.real?.history(before) ?? false
  }
  resync(): void {
    this.real?.resync()
  }
  end(error: WireError): void {
    if (this.real) this.real.end(error)
    else {
      this.ivrId = null
      this.report({ status: 'failed', error })
    }
  }
  retry(): void {
    if (this.real) this.real.retry()
    else this.begin()
  }

  private begin(): void {
    if (this.loading || this.ivrId === null) return
    this.loading = true
    this.report({ status: 'connecting', error: null })
    this.load().then(
      (make) => {
        this.loading = false
        this.real = make(this.owner)
        // closed meanwhile
        if (this.ivrId !== null) this.real.open(this.ivrId)
      },
      () => {
        this.loading = false
        if (this.ivrId !== null) this.report({ status: 'failed', error: NOT_LOADED })
      },
    )
  }

  private report(connection: Connection): void {
    this.own = connection
    this.owner.onConnection()
  }
}
