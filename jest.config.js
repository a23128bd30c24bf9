/** Node packages resolve each other's TypeScript sources through the `source` export condition. */
const node = (name, more = {}) => ({
  displayName: name,
  rootDir: `${__dirname}/${name}`,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  ...more,
})

/** One build of the SDK for all tests of a run. */
const withSdk = {
  globalSetup: `${__dirname}/sdk/testing/share-sdk.ts`,
  globalTeardown: `${__dirname}/sdk/testing/remove-shared-sdk.ts`,
}

/** And one packed loader. */
const withBuilds = {
  globalSetup: `${__dirname}/test/share-builds.ts`,
  globalTeardown: `${__dirname}/test/remove-shared-builds.ts`,
}

module.exports = {
  // jest leaves a core idle otherwise, which is half of two
  maxWorkers: '100%',
  // servers are started and killed, browsers opened: what hangs still ends
  testTimeout: 30_000,
  reporters: ['default', `${__dirname}/scripts/summary-reporter.js`],
  projects: [
    node('core'),
    node('server'),
    node('sdk', withSdk),
    node('loader'),
    node('simulator'),
    node('web'),
    node('gallery', withSdk),
    node('test', withBuilds),
  ],
}
