import type { CustomerCommand, WireError } from '@ccc-store/core/protocol'
import type { Connection, Signal, Transport, TransportOwner } from './transport'

type Make = (owner: TransportOwner) => Transport

const NOT_LOADED: WireError = {
  code: 'TRANSPORT_NOT_LOADED',
  zh: '客服加载失败，请稍后重试。',
  en: 'Could not be loaded. Try again later.',
}

/** A transport that lies in a subpackage of its own, fetched when the chat is first opened. */
export function createLateTransport(serverUrl: string, owner: TransportOwner, load: () => Promise<Make>): Transport {
  let real: Transport | null = null
  let own: Connection = { status: 'idle', error: null }
  let ivrId: string | null = null
  let loading = false

  return {
    serverUrl,
    get connection(): Connection {
      return real ? real.connection : own
    },
    open,
    close,
    send,
    signal,
    history,
    resync,
    end,
    retry,
  }

  function open(newIvrId: string): void {
    ivrId = newIvrId
    if (real) real.open(newIvrId)
    else begin()
  }

  function close(): void {
    ivrId = null
    if (real) real.close()
    else report({ status: 'idle', error: null })
  }

  function send(command: CustomerCommand): boolean {
    return real?.send(command) || false
  }

  function signal(signal: Signal): boolean {
    return real?.signal(signal) || false
  }

  function history(before: number): boolean {
    return real?.history(before) || false
  }

  function resync(): void {
    real?.resync()
  }

  function end(error: WireError): void {
    if (real) real.end(error)
    else {
      ivrId = null
      report({ status: 'failed', error })
    }
  }

  function retry(): void {
    if (real) real.retry()
    else begin()
  }

  function begin(): void {
    if (loading || ivrId === null) return
    loading = true
    report({ status: 'connecting', error: null })
    load().then(
      (make) => {
        loading = false
        real = make(owner)
        // closed meanwhile
        if (ivrId !== null) real.open(ivrId)
      },
      () => {
        loading = false
        if (ivrId !== null) report({ status: 'failed', error: NOT_LOADED })
      },
    )
  }

  function report(connection: Connection): void {
    own = connection
    owner.onConnection()
  }
}
