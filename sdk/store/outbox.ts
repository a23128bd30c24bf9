import type { CustomerCommand, Entry, WireError } from '@ccc-store/core/protocol'
import type { LocalFile } from '../platform/local-file'
import type { PlatformStorage } from '../platform/platform'
import { lastSeq } from './conversation'
import { contentOf, isPending, outlivesRestart, type Pending } from './pending'

export type { Pending } from './pending'

const key = (owner: string) => `ccc-outbox:${owner}`

/** Commands that the log shows an entry of, under their id or by the seq of their acknowledgement. */
const WRITTEN: ReadonlySet<string> = new Set<CustomerCommand['t']>(['send', 'rate', 'leaveMessage', 'recall'])

/**
 * Commands that are not in the log yet, in the order they were given. What was written and has no acknowledgement
 * survives a restart of the mini-program. A command keeps its id for ever, also when it is sent again after a refusal
 * (a refusal wrote nothing), so the server writes it once at most (P2).
 */
export function createOutbox(
  storage: PlatformStorage,
  /** the file of this command is needed no longer */
  release: (id: string) => void = () => {},
) {
  let items: readonly Pending[] = []
  /** null until it is known whose commands these are */
  let owner: string | null = null

  return {
    get owner() {
      return owner
    },
    get all(): readonly Pending[] {
      return items
    },
    has,
    find,
    open,
    close,
    add,
    addFile,
    progress,
    uploaded,
    acknowledge,
    refuse,
    retry,
    remove,
    settle,
    reset,
    ready,
    nextUpload,
  }

  function has(t: CustomerCommand['t']): boolean {
    return items.some(({ command }) => command.t === t)
  }

  function find(id: string): Pending | undefined {
    return items.find(({ command }) => command.id === id)
  }

  /**
   * Names whose commands these are (customer and call centre), and brings back what they left unsent. What another
   * customer left stays out: it must never be said in this one's name (P10).
   */
  function open(newOwner: string): void {
    if (newOwner === owner) return
    const given = owner === null ? items : []
    owner = newOwner
    items = stored(newOwner).concat(given)
    store()
  }

  /** Nobody is logged in: what is unsent waits in storage for whose it is. */
  function close(): void {
    owner = null
    items = []
  }

  function add(command: CustomerCommand, at: number): void {
    replace([...items, { command, at, status: 'sending' }])
  }

  /** A message whose file has yet to be uploaded. */
  function addFile(id: string, file: LocalFile, at: number): void {
    replace([...items, uploading(id, file, at)])
  }

  /** Not kept in storage: an upload starts from its beginning anyway. */
  function progress(id: string, percent: number): void {
    items = items.map((item) => (item.command.id === id ? { ...item, progress: percent } : item))
  }

  /** The file has an id now, which is kept before it is sent. */
  function uploaded(id: string, fileId: string): void {
    change(id, (item) => {
      const { file } = item
      return file ? [now(item, 'sending', { command: { t: 'send', id, content: contentOf(file, fileId) } })] : []
    })
  }

  /** @param head newest seq known here: an entry up to it needs no waiting for */
  function acknowledge(id: string, seq: number | undefined, head: number): void {
    change(id, (item) =>
      !WRITTEN.has(item.command.t) || seq === undefined || seq <= head ? [] : [now(item, 'sent', { seq })],
    )
  }

  /** A message stays, says why it failed and can be sent again; of anything else nothing is left. */
  function refuse(id: string, error: WireError): void {
    change(id, (item) => {
      const { command, at, file } = item
      if (command.t !== 'send') return []
      // the upload is gone from the server, but not from this phone
      const isLost = file && error.code === 'FILE_UNKNOWN'
      return [
        isLost
          ? now(uploading(id, file, at), 'failed', { error: { ...error, retry: true } })
          : now(item, 'failed', { error }),
      ]
    })
  }

  /** Makes a refused message wait for an acknowledgement again, as the newest; false when there is no such message. */
  function retry(id: string, at: number): boolean {
    const item = find(id)
    if (item?.status !== 'failed') return false
    const { command, file } = item
    const isUploaded = command.t === 'send' && 'fileId' in command.content && command.content.fileId !== ''
    const again = file && !isUploaded ? uploading(id, file, at) : now(item, 'sending', { at })
    replace([...items.filter((other) => other !== item), again])
    return true
  }

  /** Takes a command back that the call centre has not acknowledged; false when there is none. */
  function remove(id: string): boolean {
    const item = find(id)
    if (!item || item.status === 'sent') return false
    change(id, () => [])
    return true
  }

  /** Takes out what the log shows. */
  function settle(entries: readonly Entry[]): void {
    if (items.length === 0) return
    const shown = new Set(entries.map(({ clientId }) => clientId))
    const head = lastSeq({ entries })
    const isShown = ({ command, status, seq = 0 }: Pending) =>
      shown.has(command.id) || (status === 'sent' && command.t !== 'send' && seq <= head)
    const left = items.filter((item) => !isShown(item))
    if (left.length < items.length) replace(left)
  }

  /**
   * After a reset, the entries of acknowledged commands may lie before what was sent, or, in a new life of the log, be
   * gone. The first are done; the others go out again under the same id.
   */
  function reset(head: number, sameEpoch: boolean): void {
    replace(
      items.flatMap((item) => {
        if (item.status !== 'sent') return [item]
        if (sameEpoch && (item.seq || 0) <= head) return []
        return [now(item, 'sending')]
      }),
    )
  }

  /**
   * To be sent after every welcome, in this order. A message waits for the file that was given before it, so that the
   * log has them as the customer said them; anything else does not.
   */
  function ready(): CustomerCommand[] {
    const upload = items.findIndex(({ status }) => status === 'uploading')
    return items
      .filter(
        ({ status, command }, index) => status === 'sending' && (upload < 0 || index < upload || command.t !== 'send'),
      )
      .map(({ command }) => command)
  }

  /** The file to be uploaded next. */
  function nextUpload(): { id: string; file: LocalFile } | null {
    const item = items.find(({ status }) => status === 'uploading')
    return item?.file ? { id: item.command.id, file: item.file } : null
  }

  function change(id: string, next: (item: Pending) => Pending[]): void {
    replace(items.flatMap((item) => (item.command.id === id ? next(item) : [item])))
  }

  function replace(next: readonly Pending[]): void {
    const before = items
    items = next
    store()
    for (const { command, file } of before) if (file && !find(command.id)) release(command.id)
  }

  function store(): void {
    if (owner === null) return
    try {
      storage.write(key(owner), items.filter(outlivesRestart))
    } catch {
      // a full storage must not keep anyone from talking
    }
  }

  function stored(whose: string): Pending[] {
    const found = storage.read(key(whose))
    return Array.isArray(found) ? found.filter(isPending) : []
  }
}

export type Outbox = ReturnType<typeof createOutbox>

/** A command where it stands now; what was said of where it stood before is gone. */
const now = ({ command, at, file }: Pending, status: Pending['status'], more: Partial<Pending> = {}): Pending => ({
  command,
  at,
  ...(file && { file }),
  ...more,
  status,
})

const uploading = (id: string, file: LocalFile, at: number): Pending => ({
  command: { t: 'send', id, content: contentOf(file, '') },
  at,
  status: 'uploading',
  progress: 0,
  file,
})
