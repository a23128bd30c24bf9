import type { Program } from '../../program'

export type Theme = 'light' | 'dark'
type Listener = (theme: Theme) => void

const darkScheme = window.matchMedia('(prefers-color-scheme: dark)')

/** The colours a mini-program is shown in: the system's, if its app.json says `darkmode`. */
export class ThemeSource {
  private readonly listeners = new Set<Listener>()

  constructor(private readonly program: Pick<Program, 'darkmode' | 'themes'>) {
    document.documentElement.classList.toggle('darkmode', program.darkmode)
    darkScheme.addEventListener('change', () => {
      if (!this.program.darkmode) return
      for (const listener of [...this.listeners]) listener(this.current)
    })
  }

  get current(): Theme {
    return this.program.darkmode && darkScheme.matches ? 'dark' : 'light'
  }

  /** The value of a setting in app.json, where `@name` stands for a colour of theme.json. */
  resolve(value: string | undefined): string | undefined {
    if (!value?.startsWith('@')) return value
    return this.program.themes[this.current]?.[value.slice(1)]
  }

  onChange(listener: Listener): void {
    this.listeners.add(listener)
  }

  offChange(listener?: Listener): void {
    if (listener) this.listeners.delete(listener)
    else this.listeners.clear()
  }
}
