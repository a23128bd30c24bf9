import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { TextStorage } from '../desk/desk-memory'

/** Widths of a pane in CSS pixels. */
export const PANES = {
  sessions: { min: 200, max: 440, initial: 264 },
  customer: { min: 200, max: 480, initial: 272 },
} as const
export type PaneName = keyof typeof PANES

const Preferences = Type.Object({
  language: Type.Union([Type.Literal('system'), Type.Literal('zh'), Type.Literal('en')]),
  theme: Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')]),
  muted: Type.Boolean(),
  sessions: Type.Number(),
  customer: Type.Number(),
})
export type Preferences = Static<typeof Preferences>

export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  muted: false,
  sessions: PANES.sessions.initial,
  customer: PANES.customer.initial,
}

/** The width a pane gets when somebody wants `width`. */
export const fitPane = (pane: PaneName, width: number): number =>
  Math.round(Math.min(PANES[pane].max, Math.max(PANES[pane].min, width)))

/** How one person likes the desk, kept on this computer. Before anyone is logged in, the last one's serve. */
export class PreferenceStore {
  constructor(private readonly storage: TextStorage) {}

  /** @param person an account's id; null before the login */
  load(person: string | null): Preferences {
    return this.read(person ?? 'last') ?? this.read('last') ?? defaultPreferences
  }

  save(person: string | null, preferences: Preferences): void {
    try {
      const text = JSON.stringify(preferences)
      if (person !== null) this.storage.setItem(key(person), text)
      this.storage.setItem(key('last'), text)
    } catch {
      // without storage they last as long as the page
    }
  }

  private read(name: string): Preferences | null {
    try {
      const stored: unknown = JSON.parse(this.storage.getItem(key(name)) ?? 'null')
      if (typeof stored !== 'object' || stored === null) return null
      const filled = { ...defaultPreferences, ...stored }
      if (!Value.Check(Preferences, filled)) return null
      return {
        ...filled,
        sessions: fitPane('sessions', filled.sessions),
        customer: fitPane('customer', filled.customer),
      }
    } catch {
      return null
    }
  }
}

const key = (name: string) => `ccc-desk-preferences:${name}`
