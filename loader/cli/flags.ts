/** The options of a command as typed, by their names in camel case. */
export class Flags {
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values
  }

  /** The value of an option that takes one. */
  text(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }

  /** Whether an option that takes no value was given. */
  has(name: string): boolean {
    return this.#values[name] === true
  }
}
