/** The SDK as a mini-program npm package: what `utils/login.js` exports, and `configure` in place of `ccc-config.js`. */
const config = require('./ccc-config.js')
const login = require('./utils/login.js')

/**
 * Says which call centre and which service flow it is; to be called in `app.js`, before anything else of this package.
 * @param values sdkAppId, ivrId, serverUrl, and texts where they are to be others
 */
function configure(values) {
  Object.assign(config, values)
}

module.exports = Object.assign({ configure }, login)
