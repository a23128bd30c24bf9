import { backoff, type CustomerCommand, type WireError } from '@ccc-store/core/protocol'
import type { Platform } from '../platform/platform'
import type { Outbox } from '../store/outbox'
import { passes } from '../transport/session-source'
import type { Transport } from '../transport/transport'
import type { FileAccess } from './file-access'

const LONGEST_WAIT_MS = 30_000
/** So often a file is tried on one connection: what was said after it must not wait for ever. */
const MOST_ATTEMPTS = 7
/** Percent: an upload says how far it is some hundred times, and a page should not be drawn as often. */
const PROGRESS_STEP = 5
const nothing = () => {}

/** Brings what is in the outbox to the call centre: files first, one after the other, and messages in their order. */
export class Dispatch {
  /** commands that went out on the present connection */
  private readonly handed = new Set<string>()
  private upload: { id: string; stop: () => void } | null = null
  private failures = 0
  private cancelTimer = nothing

  constructor(
    private readonly platform: Platform,
    private readonly outbox: Outbox,
    private readonly files: FileAccess,
    private readonly transport: Transport,
    private readonly changed: () => void,
  ) {}

  /** Sends whatever can be sent now and was not before. */
  flush(): void {
    for (const command of this.outbox.ready()) this.hand(command)
    this.uploadNext()
  }

  /** A new connection: all that has no acknowledgement goes out again, under the same ids (P2). */
  welcomed(): void {
    this.handed.clear()
    this.failures = 0
    this.flush()
  }

  /** This command is to go out once more. */
  again(id: string): void {
    this.handed.delete(id)
    this.flush()
  }

  /** Somebody else speaks now, or this command was taken back: no file is on its way any more. */
  stopUpload(id?: string): void {
    if (id !== undefined && this.upload?.id !== id) return
    this.cancelTimer()
    this.cancelTimer = nothing
    this.upload?.stop()
    this.upload = null
  }

  private hand(command: CustomerCommand): void {
    if (!this.handed.has(command.id) && this.transport.send(command)) this.handed.add(command.id)
  }

  private uploadNext(): void {
    const next = this.outbox.nextUpload()
    if (this.upload || !next || this.transport.connection.status !== 'online') return
    const { id, file } = next
    this.cancelTimer()
    const upload = { id, stop: nothing }
    this.upload = upload
    upload.stop = this.files.upload(file, {
      progress: (percent) => {
        if (percent < (this.outbox.find(id)?.progress ?? 0) + PROGRESS_STEP) return
        this.outbox.progress(id, percent)
        this.changed()
      },
      uploaded: (fileId) => {
        this.upload = null
        this.failures = 0
        this.outbox.uploaded(id, fileId)
        this.flush()
        this.changed()
      },
      failed: (error) => {
        this.upload = null
        this.failed(id, error)
        this.changed()
      },
    })
  }

  /** What passes by itself is tried again, ever more seldom; the messages behind wait. Anything else is for the reader. */
  private failed(id: string, error: WireError): void {
    this.failures += 1
    if (passes(error) && this.failures < MOST_ATTEMPTS) {
      this.outbox.progress(id, 0)
      this.cancelTimer = this.platform.after(backoff(this.failures - 1, this.platform.random(), LONGEST_WAIT_MS), () =>
        this.flush(),
      )
    } else {
      this.failures = 0
      this.outbox.refuse(id, error)
      this.flush()
    }
  }
}
