/** Node packages resolve each other's TypeScript sources through the `source` export condition. */
const node = (name, root = name) => ({
  displayName: name,
  rootDir: `${__dirname}/${root}`,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
})

module.exports = {
  // servers are started and killed, browsers opened: what hangs still ends
  testTimeout: 30_000,
  reporters: ['default', `${__dirname}/scripts/summary-reporter.js`],
  projects: [
    node('core'),
    node('server'),
    node('sdk'),
    node('loader'),
    node('simulator'),
    node('web'),
    node('gallery'),
    node('test'),
  ],
}
