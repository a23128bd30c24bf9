import { copyFixture, type Project } from './copy-fixture'
import { fastFolder } from './fast-folder'
import type { Fixture } from './fixtures'
import type { Mutation } from './mutations'

/** A copy of a fixture that is gone when the tests of the file are over. */
export function makeProject(fixture: Fixture, mutation?: Mutation): Project {
  return copyFixture(fastFolder(), fixture, mutation)
}
