import { backoff, type CustomerCommand, type WireError } from '@ccc-store/core/protocol'
import type { Platform } from '../platform/platform'
import type { Outbox } from '../store/outbox'
import type { Transport } from '../transport/transport'
import type { FileAccess } from './file-access'

const LONGEST_WAIT_MS = 30_000
/** So often a file is tried on one connection: what was said after it must not wait for ever. */
const MOST_ATTEMPTS = 7
/** Percent: an upload says how far it is some hundred times, and a page should not be drawn as often. */
const PROGRESS_STEP = 5
const nothing = () => {}

/** Brings what is in the outbox to the call centre: files first, one after the other, and messages in their order. */
export function createDispatch(
  platform: Platform,
  outbox: Outbox,
  files: FileAccess,
  transport: Transport,
  changed: () => void,
) {
  /** commands that went out on the present connection */
  const handed = new Set<string>()
  let upload: { id: string; stop: () => void } | null = null
  let failures = 0
  let cancelTimer = nothing

  return { flush, welcomed, again, stopUpload }

  /** Sends whatever can be sent now and was not before. */
  function flush(): void {
    const { status, error } = transport.connection
    if (status === 'failed' && error?.code === 'CUSTOMER_BLOCKED') {
      refuseAll(error)
      return
    }
    for (const command of outbox.ready()) hand(command)
    uploadNext()
  }

  /** A new connection: all that has no acknowledgement goes out again, under the same ids (P2). */
  function welcomed(): void {
    handed.clear()
    failures = 0
    flush()
  }

  /** This command is to go out once more. */
  function again(id: string): void {
    handed.delete(id)
    flush()
  }

  /** Somebody else speaks now, or this command was taken back: no file is on its way any more. */
  function stopUpload(id?: string): void {
    if (id !== undefined && upload?.id !== id) return
    cancelTimer()
    cancelTimer = nothing
    upload?.stop()
    upload = null
  }

  /** Nobody listens to this customer any more: what they say fails, and says so. */
  function refuseAll(error: WireError): void {
    stopUpload()
    for (const { command, status } of outbox.all) {
      if (status === 'sending' || status === 'uploading') outbox.refuse(command.id, error)
    }
  }

  function hand(command: CustomerCommand): void {
    if (!handed.has(command.id) && transport.send(command)) handed.add(command.id)
  }

  function uploadNext(): void {
    const next = outbox.nextUpload()
    if (upload || !next || transport.connection.status !== 'online') return
    const { id, file } = next
    cancelTimer()
    const started = { id, stop: nothing }
    upload = started
    started.stop = files.upload(file, {
      progress: (percent) => {
        if (percent < (outbox.find(id)?.progress || 0) + PROGRESS_STEP) return
        outbox.progress(id, percent)
        changed()
      },
      uploaded: (fileId) => {
        upload = null
        failures = 0
        outbox.uploaded(id, fileId)
        flush()
        changed()
      },
      failed: (error) => {
        upload = null
        failed(id, error)
        changed()
      },
    })
  }

  /**
   * What may succeed later is tried again, ever more seldom, and the messages behind wait. What takes too long for that is
   * for the reader, like anything else.
   */
  function failed(id: string, error: WireError): void {
    failures += 1
    const { retry, retryAfterMs = 0 } = error
    if (retry && failures < MOST_ATTEMPTS && retryAfterMs <= LONGEST_WAIT_MS) {
      outbox.progress(id, 0)
      cancelTimer = platform.after(retryAfterMs + backoff(failures - 1, platform.random(), LONGEST_WAIT_MS), flush)
    } else {
      failures = 0
      outbox.refuse(id, error)
      flush()
    }
  }
}

export type Dispatch = ReturnType<typeof createDispatch>
