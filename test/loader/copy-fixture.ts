import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Fixture } from './fixtures'
import type { Mutation } from './mutations'

export interface Project {
  /** The project's folder, absolute. */
  folder: string
  /** The folder of app.json, absolute. */
  miniprogram: string
}

export const projectsDir = join(__dirname, '..', 'fixtures', 'projects')

/** Copies a fixture into a folder of its own below `place`, makes its links and applies a mutation. */
export function copyFixture(place: string, fixture: Fixture, mutation?: Mutation): Project {
  const folder = join(place, mutation?.folder ?? fixture.name)
  cpSync(join(projectsDir, fixture.name), folder, { recursive: true })
  for (const [path, target] of Object.entries(fixture.links ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(target, join(folder, path), 'dir')
  }
  const miniprogram = join(folder, fixture.root)
  mutation?.apply?.(miniprogram)
  return { folder, miniprogram }
}
