/** What a mini-program hands over is not typed: it is looked at before it is used. */
export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** The value as an object to read from; empty if it is none. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {})

export const text = (value: unknown, fallback = ''): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? fallback : String(value)

export const number = (value: unknown, fallback: number): number => {
  const result =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isFinite(result) ? result : fallback
}

/** Calls a method by name if there is one. */
export function callMethod(target: unknown, name: string, ...args: unknown[]): unknown {
  const method: unknown = fields(target)[name]
  return typeof method === 'function' ? method.apply(target, args) : undefined
}
