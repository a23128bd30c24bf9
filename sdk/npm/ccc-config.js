/** Filled in by `configure`. */
module.exports = { sdkAppId: 0, ivrId: '', serverUrl: '' }
