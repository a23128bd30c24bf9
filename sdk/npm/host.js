/** Where the chat finds the configuration and the login. */
module.exports = { config: require('../ccc-config.js'), login: require('../utils/login.js') }
