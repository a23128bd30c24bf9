/**
 * 分包通往主包的唯一入口。
 * The only way from this subpackage to the main package.
 */
module.exports = {
  config: require('../ccc-config.js'),
  login: require('../utils/login.js'),
}
