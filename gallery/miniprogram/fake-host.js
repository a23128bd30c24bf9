/** What the loader writes into a project as `ccc/host.js`, with somebody already logged in. */
const session = { token: 'gallery', customer: { customerId: 'c1', openid: 'o1' } }

module.exports = {
  config: { sdkAppId: 1400000000, ivrId: 'gallery', serverUrl: 'https://gallery.invalid' },
  login: {
    getSession: () => session,
    requestLogin: () => Promise.resolve(session),
    logout() {},
    hooks: {},
  },
}
