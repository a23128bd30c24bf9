import type { Settled } from '../apply/settle'
import { LoaderError } from '../errors'
import type { ProjectRoot } from '../project/find-root'
import type { ProjectFiles } from '../project/project-files'
import { type App, parseApp } from '../project/read-app'
import { type Archive, parseArchive } from './archive'
import { readConfigValues } from './config-values'
import { type Manifest, manifestPathIn, parseManifest } from './manifest'
import { CONFIG_PATH } from './placement'
import { ARCHIVE_PATH } from './record-paths'

export const APP_JSON_PATH = 'app.json'

/**
 * A mini-program as a command found it: its files and what they say. Everything is read and parsed when it is first asked
 * for, and only once; plans are made from this alone.
 */
export class ProjectState {
  #app: App | undefined
  #manifest: { value: Manifest | undefined } | undefined
  #archive: Archive | undefined

  constructor(
    readonly root: ProjectRoot,
    readonly files: ProjectFiles,
    /** An earlier run that had been stopped was finished, or taken back, before this one began. */
    readonly recovered?: Settled,
  ) {}

  /** What app.json says. Throws `not-a-mini-program`, `broken-json` and `broken-encoding`. */
  get app(): App {
    this.#app ??= this.#parseApp()
    return this.#app
  }

  /** The record of the installation, if there is one. Throws `manifest-broken` and `manifest-newer`. */
  get manifest(): Manifest | undefined {
    this.#manifest ??= { value: this.#parseManifest() }
    return this.#manifest.value
  }

  /** The archive; empty when there is none or it cannot be read. */
  get archive(): Archive {
    this.#archive ??= parseArchive(this.files.bytes(ARCHIVE_PATH) ?? Buffer.alloc(0)) ?? new Map()
    return this.#archive
  }

  /** The settings found in `ccc-config.js`, as text, as far as they are plain literals. */
  get values(): ReturnType<typeof readConfigValues> {
    return readConfigValues(this.files.text(CONFIG_PATH))
  }

  #parseApp(): App {
    const bytes = this.files.bytes(APP_JSON_PATH)
    const file = this.files.name(APP_JSON_PATH)
    if (!bytes) throw new LoaderError('not-a-mini-program', { path: file, searched: file })
    return parseApp(bytes, file)
  }

  #parseManifest(): Manifest | undefined {
    const path = manifestPathIn(this.files)
    const bytes = this.files.bytes(path)
    const file = this.files.name(path)
    if (bytes) return parseManifest(bytes, file)
    if (this.files.entry(path) === undefined) return undefined
    throw new LoaderError('places-blocked', { list: `  ${file}` })
  }
}
