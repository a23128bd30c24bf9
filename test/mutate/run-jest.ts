import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const jest = join(createRequire(__filename).resolve('jest/package.json'), '..', 'bin', 'jest.js')

/** A fault may make a test run for ever. */
const LONGEST_MS = 180_000

function run(repository: string, args: readonly string[]) {
  // none of these tests needs the built SDK or the packed loader
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    FORCE_COLOR: '0',
    CCC_BUILT_SDK: 'not built',
    CCC_PACKED_LOADER: 'not packed',
  }
  const options = { cwd: repository, env, encoding: 'utf8', timeout: LONGEST_MS, killSignal: 'SIGKILL' } as const
  return spawnSync(process.execPath, [jest, ...args], options)
}

/** Whether all these test files pass; the first that fails ends it. */
export const passes = (repository: string, tests: readonly string[]): boolean =>
  run(repository, ['--bail=1', '--silent', '--forceExit', '--maxWorkers=2', '--runTestsByPath', ...tests]).status === 0

/**
 * One project for all packages. In a project of its own a test is related to no source of another package, and covers none.
 */
const asOneProject = (repository: string): string[] => {
  const { testEnvironment, testEnvironmentOptions, transform } = require(join(repository, 'jest.config.js')).projects[0]
  const config = {
    rootDir: repository,
    testMatch: ['**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
    modulePathIgnorePatterns: ['/dist/'],
    moduleNameMapper: { '^@ccc-store/mock-server$': '<rootDir>/test/mock-server', '^@ccc-store/(.*)$': '<rootDir>/$1' },
    testEnvironment,
    testEnvironmentOptions,
    transform,
  }
  return ['--config', JSON.stringify(config)]
}

/** The test files that depend on any of these sources, by their imports. */
export const relatedTests = (repository: string, sources: readonly string[]): string[] =>
  run(repository, [...asOneProject(repository), '--listTests', '--findRelatedTests', ...sources])
    .stdout.split('\n')
    .filter((line) => line.endsWith('.test.ts'))

/** Runs one test file, and writes what it covers of a folder as `coverage-final.json` into `out`. */
export function cover(repository: string, test: string, folder: string, out: string): void {
  const coverage = ['--coverage', '--coverageReporters=json', `--collectCoverageFrom=${folder}/**/*.ts`]
  run(repository, [
    ...asOneProject(repository),
    ...coverage,
    `--coverageDirectory=${out}`,
    '--silent',
    '--forceExit',
    '--runTestsByPath',
    test,
  ])
}
