import { FileLinkResponse, type FileRef } from '@ccc-store/core/protocol'
import { Value } from '@sinclair/typebox/value'

export interface FileLinksMeans {
  /** address of the call centre, ending in / */
  base: string
  token: string
  fetch: typeof fetch
  /** lets go of what an address of this computer shows */
  release: (url: string) => void
}

/** Files of this computer that are kept at hand; older ones are loaded from the call centre when they are shown anew. */
const KEPT = 20

/** Where files are to be had: links are good for an hour or two, then a fresh one is asked for. */
export class FileLinks {
  private readonly known = new Map<string, string>()
  private readonly kept: string[] = []
  private readonly asked = new Map<string, Promise<string | null>>()

  constructor(private readonly means: FileLinksMeans) {}

  /** @returns an address to show the file by; undefined when the log names none */
  urlOf({ fileId, url }: FileRef): string | undefined {
    const known = this.known.get(fileId)
    if (known !== undefined || url === undefined) return known
    return url.startsWith('blob:') ? url : this.absolute(url)
  }

  /** @returns an address of a film's first frame; undefined when it has none */
  posterOf({ poster }: FileRef): string | undefined {
    return poster === undefined ? undefined : this.absolute(poster)
  }

  /** A file is on this computer: it need not be loaded. */
  keep(fileId: string, url: string): void {
    this.known.set(fileId, url)
    this.kept.push(fileId)
    const oldest = this.kept.length > KEPT ? this.kept.shift() : undefined
    if (oldest === undefined) return
    const released = this.known.get(oldest)
    this.known.delete(oldest)
    if (released?.startsWith('blob:')) this.means.release(released)
  }

  /** Asks for a fresh link, once however many ask. @returns null when there is none to be had */
  fresh(fileId: string): Promise<string | null> {
    const asked = this.asked.get(fileId) ?? this.ask(fileId).finally(() => this.asked.delete(fileId))
    this.asked.set(fileId, asked)
    return asked
  }

  private async ask(fileId: string): Promise<string | null> {
    const { base, token } = this.means
    try {
      const response = await this.means.fetch(new URL(`v1/agent/files/${encodeURIComponent(fileId)}/link`, base), {
        headers: { authorization: `Bearer ${token}` },
      })
      const body: unknown = await response.json()
      if (!response.ok || !Value.Check(FileLinkResponse, body)) return null
      const url = this.absolute(body.url)
      this.known.set(fileId, url)
      return url
    } catch {
      return null
    }
  }

  /** The call centre may lie below a path of a proxy, which a link does not know. Files of other clients lie elsewhere. */
  private absolute(link: string): string {
    return /^https:\/\//.test(link) ? link : new URL(`.${link}`, this.means.base).href
  }
}
