import { describe, expect, test } from '@jest/globals'
import { type Fixture, fixtures } from './fixtures'
import { makeProject } from './make-project'
import { type Mutation, mutations } from './mutations'
import { isPlanned, plannedPaths } from './planned-paths'
import { install } from './settings'
import { changedPaths, treeOf } from './tree-of'
import { withLoader } from './with-loader'

const loader = withLoader()

/** What `install` may end with. Where a fixture and its mutation both call for a refusal, either reason will do. */
function exitCodes(fixture: Fixture, mutation: Mutation): number[] {
  const refusals = [fixture.refusedWith, mutation.refusedWith].filter((code) => code !== undefined)
  return refusals.length > 0 ? refusals : [0]
}

/** The fixture as it is and every third of the mutations, others in the next fixture: all of them get their turn. */
function mutationsOf(fixture: Fixture): Mutation[] {
  const turn = fixtures.indexOf(fixture)
  return mutations.filter((_, index) => index === 0 || (index + turn) % 3 === 0)
}

describe.each(fixtures)('$name ($shows)', (fixture) => {
  test.each(mutationsOf(fixture))('with $name', async (mutation) => {
    const codes = exitCodes(fixture, mutation)
    const { folder } = makeProject(fixture, mutation)
    const before = treeOf(folder)

    const dry = await loader.run([...install, '--dry-run'], folder)
    expect(codes).toContain(dry.code)
    expect({ changes: dry.changes, tree: treeOf(folder) }).toEqual({ changes: 0, tree: before })

    const first = await loader.run(install, folder)
    const after = treeOf(folder)
    expect({ code: first.code, failed: first.err !== '' }).toEqual({ code: dry.code, failed: dry.code !== 0 })
    if (first.code !== 0) {
      expect(first.err).toMatch(/^Error: .{40}/)
      expect({ changes: first.changes, tree: after }).toEqual({ changes: 0, tree: before })
      return
    }
    const planned = plannedPaths(dry.out, fixture)
    expect(changedPaths(before, after).filter((path) => !isPlanned(path, planned))).toEqual([])
    expect(planned.filter((path) => before[path] === after[path])).toEqual([])

    const second = await loader.run(install, folder)
    expect({ code: second.code, changes: second.changes }).toEqual({ code: 0, changes: 0 })
    expect(treeOf(folder)).toEqual(after)

    const out = await loader.run(['reset', '--dry-run'], folder)
    expect({ code: out.code, changes: out.changes }).toEqual({ code: 0, changes: 0 })
    expect(await loader.run(['reset', '--yes'], folder)).toMatchObject({ code: 0, err: '' })
    expect(treeOf(folder)).toEqual(before)
    expect(await loader.run(['reset', '--yes'], folder)).toMatchObject({ code: 0, changes: 0 })
  })
})

test('every mutation meets many fixtures', () => {
  for (const mutation of mutations) {
    const met = fixtures.filter((fixture) => mutationsOf(fixture).includes(mutation))
    expect({ mutation: mutation.name, met: met.length > 15 }).toEqual({ mutation: mutation.name, met: true })
  }
})
