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
  projects: [
    node('core'),
    node('server'),
    node('sdk'),
    node('loader'),
    node('simulator'),
    node('web'),
    { ...node('test'), testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'] },
  ],
}
