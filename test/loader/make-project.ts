import { copyFixture, type Project } from './copy-fixture'
import { fastFolder } from './fast-folder'
import { type Fixture, fixtures } from './fixtures'
import type { Mutation } from './mutations'

/** A copy of a fixture that is gone when the tests of the file are over. */
export function makeProject(fixture: Fixture, mutation?: Mutation): Project {
  return copyFixture(fastFolder(), fixture, mutation)
}

/** The fixture of that name. */
export function fixtureNamed(name: string): Fixture {
  const found = fixtures.find((fixture) => fixture.name === name)
  if (found === undefined) throw new Error(`there is no fixture ${name}`)
  return found
}
