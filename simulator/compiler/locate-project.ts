import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CompileError } from './compile-error'
import { readJson } from './read-json'

export interface Project {
  /** absolute folder that holds app.json */
  root: string
  /** `appid` of project.config.json; empty if there is none */
  appId: string
}

/**
 * Finds the mini-program in a project folder; `miniprogramRoot` of project.config.json is honoured.
 * @throws CompileError if there is no app.json, or project.config.json is broken
 */
export async function locateProject(projectDir: string): Promise<Project> {
  const config = (await readJson(projectDir, 'project.config.json')) ?? {}
  const inner = typeof config.miniprogramRoot === 'string' ? config.miniprogramRoot : ''
  const root = resolve(projectDir, inner)
  if (!existsSync(join(root, 'app.json'))) {
    throw new CompileError(join(inner, 'app.json'), 0, `not found in ${projectDir}: this is not a mini-program`)
  }
  return { root, appId: typeof config.appid === 'string' ? config.appid : '' }
}
