/**
 * 分包通往主包的唯一入口；tencent 取来腾讯云即时通信分包。
 * The only way from this subpackage to the main package; tencent fetches the subpackage of Tencent Cloud Chat.
 */
module.exports = {
  config: require('../ccc-config.js'),
  login: require('../utils/login.js'),
  tencent: () => require.async('../ccc-tencent/index.js'),
}
