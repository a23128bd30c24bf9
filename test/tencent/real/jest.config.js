/** The contract against a real account: npm run check:tencent. No part of npm test. */
module.exports = {
  rootDir: __dirname,
  testMatch: ['**/*.check.ts'],
  testTimeout: 120_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['/dist/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
}
