import { join } from 'node:path/posix'
import type { Fixture } from './fixtures'

/** The paths that a dry run in English says it would create, change or delete, with the links on their way followed. */
export function plannedPaths(out: string, { links = {} }: Fixture): string[] {
  return [...out.matchAll(/^ {2}(?:created|changed|deleted) {2}(.+)$/gm)].map(([, path = '']) => {
    const [link, target] = Object.entries(links).find(([from]) => path.startsWith(`${from}/`)) ?? []
    return link === undefined || target === undefined ? path : join(link, '..', target, path.slice(link.length))
  })
}

/** Whether a path is among the planned ones, or a folder above one of them. */
export function isPlanned(path: string, planned: readonly string[]): boolean {
  return planned.some((each) => each === path || each.startsWith(`${path}/`))
}
