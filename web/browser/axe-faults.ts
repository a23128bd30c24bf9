import { readFileSync } from 'node:fs'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Page } from 'playwright-core'

const Violations = Type.Array(
  Type.Object({
    id: Type.String(),
    impact: Type.Union([Type.String(), Type.Null()]),
    nodes: Type.Array(Type.Object({ html: Type.String() })),
  }),
)

const GRAVE: ReadonlySet<string | null> = new Set(['serious', 'critical'])

/** What axe-core finds on a page that keeps somebody from using it, once nothing moves any more. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  const found: unknown = await page.evaluate('axe.run(document).then(({ violations }) => violations)')
  const violations: Static<typeof Violations> = Value.Decode(Violations, found)
  return violations
    .filter(({ impact }) => GRAVE.has(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}
