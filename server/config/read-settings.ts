import { CccError } from '@ccc-store/core/protocol'
import { KindGuard, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { describeSettings } from './describe-settings'
import { Settings } from './settings'

const PREFIX = 'CCC_'

/**
 * Reads the settings from the environment; what is not set has its default.
 * @throws CccError CONFIG_UNKNOWN for a CCC_ variable that does not exist, CONFIG_INVALID for a bad value
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given: Record<string, string> = {}
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || value === undefined) continue
    if (!isSetting(name)) throw unknownVariable(name)
    given[name] = value
    read[name] = readValue(Settings.properties[name], value)
  }
  const values = Value.Default(Settings, read)
  if (Value.Check(Settings, values)) return values
  const fault = Value.Errors(Settings, values).First()
  const name = fault?.path.slice(1) ?? ''
  const row = describeSettings('en').find((setting) => setting.name === name)
  const allowed = row?.values.replaceAll('`', '') ?? ''
  throw new CccError('CONFIG_INVALID', { name, detail: `${JSON.stringify(given[name] ?? '')} (${allowed})` })
}

function isSetting(name: string): name is keyof Settings {
  return name in Settings.properties
}

/** A text becomes the number or truth value its setting asks for; what does not fit stays, for the schema to refuse. */
function readValue(schema: TSchema, text: string): unknown {
  if (KindGuard.IsInteger(schema) && /^\d+$/.test(text)) return Number(text)
  if (KindGuard.IsBoolean(schema) && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

function unknownVariable(name: string): CccError {
  const [closest] = Object.keys(Settings.properties)
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance)
  return new CccError('CONFIG_UNKNOWN', { name, hint: closest ? `(→ ${closest.known}?) ` : '' })
}

/** How many signs must be added, dropped or changed to make one text of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, sign] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (sign === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
